// SPDX-License-Identifier: Apache-2.0
/**
 * The adapter of Consul. Its public types are two providers, found by themselves when this jar is on the class path: one of the
 * adapter, and one that opens datacentres by the address of an agent, without Kubernetes.
 */
@NullMarked
package io.meshkit.consul;

import org.jspecify.annotations.NullMarked;
