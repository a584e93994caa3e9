// SPDX-License-Identifier: Apache-2.0
/**
 * One class per trait: how far Consul can do it, and what it adds to which object. They meet in the drafts that
 * {@link io.meshkit.consul.internal.traits.ConsulTargets} names. Start with {@link io.meshkit.consul.internal.traits.RetryTrait}.
 */
@NullMarked
package io.meshkit.consul.internal.traits;

import org.jspecify.annotations.NullMarked;
