// SPDX-License-Identifier: Apache-2.0
/**
 * The adapter of Consul. The only public type is its provider, which is found by itself when this jar is on the class path.
 */
@NullMarked
package io.meshkit.consul;

import org.jspecify.annotations.NullMarked;
