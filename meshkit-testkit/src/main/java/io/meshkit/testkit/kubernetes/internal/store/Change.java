// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.kubernetes.internal.store;

import io.meshkit.document.MapValue;
import java.util.Optional;

/**
 * One change of one object.
 *
 * @param version the store's version after it
 * @param key which object
 * @param before the object before; empty when it was created
 * @param after the object after; when it was deleted, its last state with the version of the deletion
 * @param deleted whether it is gone
 */
public record Change(long version, ObjectKey key, Optional<MapValue> before, MapValue after, boolean deleted) {}
