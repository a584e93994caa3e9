// SPDX-License-Identifier: Apache-2.0
/**
 * Renders findings: {@link io.meshkit.core.report.TextReport} for people, {@link io.meshkit.core.report.JsonReport} and
 * {@link io.meshkit.core.report.SarifReport} for programs. Finding things happens elsewhere; these classes read no files.
 */
@NullMarked
package io.meshkit.core.report;

import org.jspecify.annotations.NullMarked;
