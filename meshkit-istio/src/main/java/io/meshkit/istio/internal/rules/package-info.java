// SPDX-License-Identifier: Apache-2.0
/**
 * The rules of Istio's configuration. {@link io.meshkit.istio.internal.rules.IstioRules} is the table: one class for each rule, and beside
 * them what several rules need to know of Istio, such as how it finds a host.
 */
@NullMarked
package io.meshkit.istio.internal.rules;

import org.jspecify.annotations.NullMarked;
