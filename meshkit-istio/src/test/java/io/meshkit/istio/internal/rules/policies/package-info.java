// SPDX-License-Identifier: Apache-2.0
/** Tests of the rules on what holds for workloads: each with what it finds, what it lets pass, and what it cannot judge. */
@NullMarked
package io.meshkit.istio.internal.rules.policies;

import org.jspecify.annotations.NullMarked;
