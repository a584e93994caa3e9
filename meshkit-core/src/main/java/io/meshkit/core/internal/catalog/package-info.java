// SPDX-License-Identifier: Apache-2.0
/**
 * Finds providers on the class path and keeps the broken ones from breaking the rest. {@link io.meshkit.core.internal.catalog.Providers}
 * is what the kit holds; {@code ServiceFiles}, {@code ProviderDiscovery} and {@code ProviderSelection} are the way to it, in that order.
 */
@NullMarked
package io.meshkit.core.internal.catalog;

import org.jspecify.annotations.NullMarked;
