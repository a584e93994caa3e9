// SPDX-License-Identifier: Apache-2.0
/** Tests of the rules on how requests come in. */
@NullMarked
package io.meshkit.istio.internal.rules.gateways;

import org.jspecify.annotations.NullMarked;
