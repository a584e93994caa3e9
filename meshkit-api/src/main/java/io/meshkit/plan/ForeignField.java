// SPDX-License-Identifier: Apache-2.0
package io.meshkit.plan;

import static java.util.Objects.requireNonNull;

import io.meshkit.document.JsonPointer;
import io.meshkit.resource.GroupKind;

/**
 * A field that somebody else writes while we own the object, such as a {@code caBundle} that istiod fills in. Plans neither write nor
 * compare it, and drift does not show it.
 *
 * @param groupKind the kind
 * @param field the way to the field; a segment {@code *} stands for every item or key
 * @param writer who writes it
 * @param source where that is known from, such as {@code istio/istio:path}
 * @since 0.1.0
 */
public record ForeignField(GroupKind groupKind, JsonPointer field, String writer, String source) {

    /** Checks that nothing is null. */
    public ForeignField {
        requireNonNull(groupKind, "groupKind");
        requireNonNull(field, "field");
        requireNonNull(writer, "writer");
        requireNonNull(source, "source");
    }
}
