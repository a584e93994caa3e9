// SPDX-License-Identifier: Apache-2.0
/** Tests of what the rules of Istio know of it, where the rules themselves do not show it. */
@NullMarked
package io.meshkit.istio.internal.rules.model;

import org.jspecify.annotations.NullMarked;
