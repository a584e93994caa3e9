// SPDX-License-Identifier: Apache-2.0
/** What Linkerd makes of components themselves, beside their traits: networks and routes for services outside the cluster. */
@NullMarked
package io.meshkit.linkerd.internal.components;

import org.jspecify.annotations.NullMarked;
