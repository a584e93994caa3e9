// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.kit;

import io.meshkit.spi.DocumentReader;
import io.meshkit.spi.DocumentWriter;
import io.meshkit.spi.ProviderContext;
import java.time.Clock;

/**
 * What the providers of a kit may use.
 *
 * @param reader the reader
 * @param writer the writer
 * @param clock the clock
 */
record KitContext(DocumentReader reader, DocumentWriter writer, Clock clock) implements ProviderContext {}
