// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.kubernetes.internal.store;

import io.meshkit.resource.GroupKind;
import java.util.Comparator;

/**
 * What names an object, in the order in which lists have them.
 *
 * @param kind its kind
 * @param namespace its namespace; empty for kinds without
 * @param name its name
 */
public record ObjectKey(GroupKind kind, String namespace, String name) implements Comparable<ObjectKey> {

    private static final Comparator<ObjectKey> ORDER = Comparator.comparing(ObjectKey::kind)
            .thenComparing(ObjectKey::namespace)
            .thenComparing(ObjectKey::name);

    @Override
    public int compareTo(ObjectKey other) {
        return ORDER.compare(this, other);
    }
}
