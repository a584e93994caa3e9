// SPDX-License-Identifier: Apache-2.0
/**
 * How Istio is recognised and what it can do. {@link io.meshkit.istio.internal.IstioRendering} is the table of its traits and components;
 * the classes behind it live in the packages below.
 */
@NullMarked
package io.meshkit.istio.internal;

import org.jspecify.annotations.NullMarked;
