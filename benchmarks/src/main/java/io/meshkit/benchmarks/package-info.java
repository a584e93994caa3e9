// SPDX-License-Identifier: Apache-2.0
/**
 * Measurements of MeshKit, and comparisons with other tools in the same run. Each benchmark is a class with a {@code run} method that
 * prints what it measured. Start with {@link io.meshkit.benchmarks.DocumentBenchmark}.
 */
@NullMarked
package io.meshkit.benchmarks;

import org.jspecify.annotations.NullMarked;
