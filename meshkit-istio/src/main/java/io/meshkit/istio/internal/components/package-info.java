// SPDX-License-Identifier: Apache-2.0
/** What Istio makes of components themselves, beside their traits: entries for services outside the mesh. */
@NullMarked
package io.meshkit.istio.internal.components;

import org.jspecify.annotations.NullMarked;
