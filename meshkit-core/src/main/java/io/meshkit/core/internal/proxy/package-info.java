// SPDX-License-Identifier: Apache-2.0
/**
 * What running proxies say of the configuration that they were sent: {@link io.meshkit.core.internal.proxy.ProxyWatch} compares what one
 * says before and after a change. What that means for a plan is told by {@code io.meshkit.core.internal.plan}.
 */
@NullMarked
package io.meshkit.core.internal.proxy;

import org.jspecify.annotations.NullMarked;
