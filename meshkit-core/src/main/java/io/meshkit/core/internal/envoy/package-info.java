// SPDX-License-Identifier: Apache-2.0
/** How a running Envoy is asked, and the codes of what can fail. Its reader is {@code io.meshkit.core.envoy}. */
@NullMarked
package io.meshkit.core.internal.envoy;

import org.jspecify.annotations.NullMarked;
