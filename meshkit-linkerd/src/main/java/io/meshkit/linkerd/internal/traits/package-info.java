// SPDX-License-Identifier: Apache-2.0
/**
 * One class per trait: how far Linkerd can do it, and what it adds to which object. They meet in the drafts that
 * {@link io.meshkit.linkerd.internal.traits.LinkerdTargets} names. Start with {@link io.meshkit.linkerd.internal.traits.RetryTrait}.
 */
@NullMarked
package io.meshkit.linkerd.internal.traits;

import org.jspecify.annotations.NullMarked;
