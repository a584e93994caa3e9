// SPDX-License-Identifier: Apache-2.0
/**
 * Rules on what holds for workloads: Sidecar, Telemetry, AuthorizationPolicy, RequestAuthentication, EnvoyFilter, the mesh's own
 * configuration. {@link io.meshkit.istio.internal.rules.policies.PolicyRules} is the table.
 */
@NullMarked
package io.meshkit.istio.internal.rules.policies;

import org.jspecify.annotations.NullMarked;
