// SPDX-License-Identifier: Apache-2.0
/**
 * Consul's HTTP API as a store of config entries: requests, refusals, comparison, blocking queries, inventories in the key-value store.
 * Start reading at {@link io.meshkit.consul.internal.store.ConsulStore}. What to change in a mesh is not decided here.
 */
@NullMarked
package io.meshkit.consul.internal.store;

import org.jspecify.annotations.NullMarked;
