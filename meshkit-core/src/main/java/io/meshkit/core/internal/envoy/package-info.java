// SPDX-License-Identifier: Apache-2.0
/** The codes of what can fail when a running Envoy is asked. Its reader is {@code io.meshkit.core.envoy}. */
@NullMarked
package io.meshkit.core.internal.envoy;

import org.jspecify.annotations.NullMarked;
