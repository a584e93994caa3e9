// SPDX-License-Identifier: Apache-2.0
/**
 * Rules on how requests come in: Gateways of Istio and of the Gateway API, their certificates and ports. {@link
 * io.meshkit.istio.internal.rules.gateways.GatewayRules} is the table.
 */
@NullMarked
package io.meshkit.istio.internal.rules.gateways;

import org.jspecify.annotations.NullMarked;
