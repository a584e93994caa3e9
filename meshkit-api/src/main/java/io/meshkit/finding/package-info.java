// SPDX-License-Identifier: Apache-2.0
/**
 * Complaints about what a user wrote: what is wrong, where, and how to mend it. {@link io.meshkit.finding.Finding} is the only way to
 * complain, so one set of renderers (text, JSON, SARIF) serves every part of MeshKit. Failures of the outside world are exceptions and
 * do not live here.
 */
@NullMarked
package io.meshkit.finding;

import org.jspecify.annotations.NullMarked;
