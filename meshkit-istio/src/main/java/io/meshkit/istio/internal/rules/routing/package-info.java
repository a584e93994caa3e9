// SPDX-License-Identifier: Apache-2.0
/**
 * Rules on where requests go: VirtualService, DestinationRule, ServiceEntry. {@link io.meshkit.istio.internal.rules.routing.RoutingRules} is the table.
 */
@NullMarked
package io.meshkit.istio.internal.rules.routing;

import org.jspecify.annotations.NullMarked;
