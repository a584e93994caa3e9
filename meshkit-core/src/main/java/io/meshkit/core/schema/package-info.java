// SPDX-License-Identifier: Apache-2.0
/**
 * Checks values against schemas: {@link io.meshkit.core.schema.StructuralSchema} does for custom resources what a Kubernetes API server
 * does with the schema of a CRD, {@link io.meshkit.core.schema.DocumentSchema} turns the errors of a JSON Schema into findings. Reading
 * documents and fetching CRDs from a cluster happen elsewhere.
 */
@NullMarked
package io.meshkit.core.schema;

import org.jspecify.annotations.NullMarked;
