// SPDX-License-Identifier: Apache-2.0
package io.meshkit.plan;

/**
 * How a plan is written for people.
 *
 * @since 0.1.0
 */
public enum PlanStyle {
    /** Characters alone. */
    PLAIN,
    /** With the colours of ANSI terminals. */
    COLOURED;

    private static final String RESET = "\u001b[0m";

    /**
     * A line in the colour of a change.
     *
     * @param change the change
     * @param line the text, without line end
     * @return the text itself when this is plain
     */
    public String paint(Change change, String line) {
        if (this == PLAIN) {
            return line;
        }
        String code = switch (change) {
            case CREATE -> "\u001b[32m";
            case UPDATE, ADOPT -> "\u001b[33m";
            case REPLACE, DELETE -> "\u001b[31m";
            case UNKNOWN -> "\u001b[36m";
            case NO_CHANGE -> "\u001b[2m";
        };
        return code + line + RESET;
    }
}
