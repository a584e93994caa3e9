// SPDX-License-Identifier: Apache-2.0
/** Tests of the rules on where requests go. */
@NullMarked
package io.meshkit.istio.internal.rules.routing;

import org.jspecify.annotations.NullMarked;
