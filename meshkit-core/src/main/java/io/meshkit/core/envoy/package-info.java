// SPDX-License-Identifier: Apache-2.0
/**
 * What a running Envoy says of itself through its administration interface, on a local port or through {@code pods/proxy}: state,
 * configuration, clusters, statistics, rejected updates. Start reading at {@link io.meshkit.core.envoy.EnvoyAdmin}. Nothing here changes a
 * proxy.
 */
@NullMarked
package io.meshkit.core.envoy;

import org.jspecify.annotations.NullMarked;
