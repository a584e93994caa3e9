// SPDX-License-Identifier: Apache-2.0
/**
 * How Linkerd is recognised and what it can do. {@link io.meshkit.linkerd.internal.LinkerdRendering} is the table of its traits; the classes behind it
 * live in the package below.
 */
@NullMarked
package io.meshkit.linkerd.internal;

import org.jspecify.annotations.NullMarked;
