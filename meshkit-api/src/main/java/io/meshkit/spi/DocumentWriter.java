// SPDX-License-Identifier: Apache-2.0
package io.meshkit.spi;

import io.meshkit.document.Value;

/**
 * Writes values as text. What it writes, the {@link DocumentReader} reads back as equal values; the same value gives the same characters
 * in every run. Stateless and thread-safe.
 *
 * @since 0.1.0
 */
public interface DocumentWriter {

    /**
     * Writes block-style YAML, keys in the order of the value, LF line ends, no document markers.
     *
     * @param value the value
     * @return the text, ending with a line end
     */
    String yaml(Value value);

    /**
     * Writes compact JSON, keys in the order of the value, numbers as they were written where JSON can say that.
     *
     * @param value the value
     * @return the text, without a line end
     */
    String json(Value value);

    /**
     * Writes JSON for people: two blanks a level.
     *
     * @param value the value
     * @return the text, ending with a line end
     */
    String prettyJson(Value value);
}
