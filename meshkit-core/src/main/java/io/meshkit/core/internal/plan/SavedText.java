// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.plan;

import io.meshkit.core.document.ReaderLimits;
import io.meshkit.core.document.YamlReader;
import io.meshkit.spi.DocumentReader;

/**
 * Reads what this program wrote itself: plans and revisions. Larger and deeper than what people write, because one text holds all
 * documents of a state, each some levels further down.
 */
public final class SavedText {

    static final int LARGEST = 256 * 1024 * 1024;

    private static final ReaderLimits LIMITS =
            ReaderLimits.builder().characters(LARGEST).depth(200).build();

    private SavedText() {}

    /**
     * A reader with the limits of saved texts.
     *
     * @return the reader
     */
    public static DocumentReader reader() {
        return new YamlReader(LIMITS);
    }
}
