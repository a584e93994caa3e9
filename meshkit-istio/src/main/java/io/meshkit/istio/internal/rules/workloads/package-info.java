// SPDX-License-Identifier: Apache-2.0
/**
 * Rules on what runs: injection, annotations, pods, deployments, services and webhooks. {@link
 * io.meshkit.istio.internal.rules.workloads.WorkloadRules} is the table.
 */
@NullMarked
package io.meshkit.istio.internal.rules.workloads;

import org.jspecify.annotations.NullMarked;
