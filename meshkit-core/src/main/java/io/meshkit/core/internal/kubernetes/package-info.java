// SPDX-License-Identifier: Apache-2.0
/**
 * A Kubernetes API server as a store: requests, retries, discovery, server-side apply, watches, readiness, inventories. Start reading at
 * {@link io.meshkit.core.internal.kubernetes.KubernetesStore}; everything below it talks HTTP through one narrow transport. What to change
 * in a cluster is not decided here.
 */
@NullMarked
package io.meshkit.core.internal.kubernetes;

import org.jspecify.annotations.NullMarked;
