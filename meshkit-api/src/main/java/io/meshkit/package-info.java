// SPDX-License-Identifier: Apache-2.0
/**
 * The entry of MeshKit: {@link io.meshkit.MeshKit} is what an application holds, and {@link io.meshkit.MeshKitException} is what it
 * catches. The packages below hold the types that it passes around, one concept each.
 */
@NullMarked
package io.meshkit;

import org.jspecify.annotations.NullMarked;
