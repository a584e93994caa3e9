// SPDX-License-Identifier: Apache-2.0
/**
 * How Consul is recognised and what it can do. {@link io.meshkit.consul.internal.ConsulRendering} is the table of its traits; the classes behind it
 * live in the package below.
 */
@NullMarked
package io.meshkit.consul.internal;

import org.jspecify.annotations.NullMarked;
