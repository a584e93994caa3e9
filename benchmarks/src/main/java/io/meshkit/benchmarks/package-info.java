// SPDX-License-Identifier: Apache-2.0
/**
 * Measurements of MeshKit, and comparisons with other tools in the same run. A benchmark is a class that gives {@link
 * io.meshkit.benchmarks.Measurement}s, each with the target that it is held against. Start with {@link io.meshkit.benchmarks.BenchmarkSet}.
 */
@NullMarked
package io.meshkit.benchmarks;

import org.jspecify.annotations.NullMarked;
