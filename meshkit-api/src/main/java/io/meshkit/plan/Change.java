// SPDX-License-Identifier: Apache-2.0
package io.meshkit.plan;

/**
 * What a step does to its resource.
 *
 * @since 0.1.0
 */
public enum Change {
    /** It is not there and will be made. */
    CREATE('+'),
    /** It is there and will be changed. */
    UPDATE('~'),
    /** It cannot be changed in place: it will be deleted and made anew. */
    REPLACE('!'),
    /** It is there without our mark and will be taken into the set. */
    ADOPT('<'),
    /** It will be deleted. */
    DELETE('-'),
    /** It is as it shall be. */
    NO_CHANGE('='),
    /** What will happen cannot be known before earlier steps are done, for instance because its CRD comes with the same plan. */
    UNKNOWN('?');

    private final char mark;

    Change(char mark) {
        this.mark = mark;
    }

    /**
     * The sign that stands for it in plans for people.
     *
     * @return one character
     */
    public char mark() {
        return mark;
    }
}
