// SPDX-License-Identifier: Apache-2.0
/**
 * The runtime of MeshKit and its bridges: {@link io.meshkit.core.Fabric8} for users of fabric8's Kubernetes client,
 * {@link io.meshkit.core.JacksonValues} for users of Jackson. What applications hold is in {@code io.meshkit}; everything else here is
 * internal.
 */
@NullMarked
package io.meshkit.core;

import org.jspecify.annotations.NullMarked;
