// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.pattern;

import io.meshkit.document.JsonPointer;
import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.Value;
import io.meshkit.finding.Finding;
import io.meshkit.resource.GroupKind;
import io.meshkit.resource.ResourceKey;

/** Two writers that want different things at one pointer of one object. */
final class Conflict {

    private static final int LONGEST = 40;
    private static final GroupKind SECRET = new GroupKind("", "Secret");

    private Conflict() {}

    static Finding of(ResourceKey object, JsonPointer pointer, Write first, Write second) {
        String where = pointer.isRoot() ? "as a whole" : "at " + pointer;
        return PatternCodes.CONFLICT
                .finding("%s %s: %s wants %s, %s wants %s"
                        .formatted(
                                object,
                                where,
                                first.writer().name(),
                                shown(object, first.value()),
                                second.writer().name(),
                                shown(object, second.value())))
                .resource(object)
                .pointer(pointer)
                .at(second.place())
                .related(first.place(), "the other one, from " + first.writer().name())
                .build();
    }

    static String shown(ResourceKey object, Value value) {
        if (object.groupKind().equals(SECRET)) {
            return "a secret value";
        }
        if (value instanceof MapValue) {
            return "a map";
        }
        if (value instanceof ListValue list) {
            return "a list of " + list.size();
        }
        String text = value.toString();
        return text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
    }
}
