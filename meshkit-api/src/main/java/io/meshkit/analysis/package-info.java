// SPDX-License-Identifier: Apache-2.0
/**
 * Checks of configuration against best practice. A {@link io.meshkit.analysis.Snapshot} holds what was read;
 * {@linkplain io.meshkit.analysis.Rule rules} look at one resource at a time and look everything else up in
 * {@linkplain io.meshkit.analysis.Index indexes}, so that the time grows with the size of the configuration and not with its square. What
 * was not loaded is <em>unknown</em>, never absent.
 */
@NullMarked
package io.meshkit.analysis;

import org.jspecify.annotations.NullMarked;
