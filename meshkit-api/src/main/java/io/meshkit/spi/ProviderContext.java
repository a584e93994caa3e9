// SPDX-License-Identifier: Apache-2.0
package io.meshkit.spi;

import java.time.Clock;

/**
 * What the runtime gives a provider to work with: reader, writer and clock. Thread-safe; good until the kit is closed.
 *
 * @since 0.1.0
 */
public interface ProviderContext {

    /**
     * Reads YAML and JSON.
     *
     * @return the reader
     */
    DocumentReader reader();

    /**
     * Writes YAML and JSON.
     *
     * @return the writer
     */
    DocumentWriter writer();

    /**
     * The time.
     *
     * @return the clock of the kit
     */
    Clock clock();
}
