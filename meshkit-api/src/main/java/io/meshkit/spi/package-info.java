// SPDX-License-Identifier: Apache-2.0
/**
 * What plugins implement and what they are given. A plugin is a jar with a {@link io.meshkit.spi.Provider} named in a service file; its
 * {@code create} method gets a context with everything it may use. New abilities come as new interfaces, never as new abstract methods.
 */
@NullMarked
package io.meshkit.spi;

import org.jspecify.annotations.NullMarked;
