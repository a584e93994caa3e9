// SPDX-License-Identifier: Apache-2.0
/**
 * One class per trait: how far Istio can do it, and what it adds to which object. They meet in the drafts that
 * {@link io.meshkit.istio.internal.traits.IstioTargets} names. Start with {@link io.meshkit.istio.internal.traits.RetryTrait}.
 */
@NullMarked
package io.meshkit.istio.internal.traits;

import org.jspecify.annotations.NullMarked;
