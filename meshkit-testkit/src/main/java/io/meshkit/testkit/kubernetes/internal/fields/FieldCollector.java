// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.kubernetes.internal.fields;

import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.NullValue;
import io.meshkit.document.Value;
import io.meshkit.testkit.kubernetes.internal.fields.Atom.ListType;
import io.meshkit.testkit.kubernetes.internal.fields.Atom.MapType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects the fields that a value has (kubernetes-sigs/structured-merge-diff:typed/tofieldset.go). */
final class FieldCollector {

    private final FieldSet set = new FieldSet();
    private final List<PathElement> path = new ArrayList<>();

    private FieldCollector() {}

    static FieldSet collect(Value value, TypeRef type) {
        FieldCollector collector = new FieldCollector();
        collector.walk(value, type);
        return collector.set;
    }

    private void walk(Value value, @Nullable TypeRef type) {
        Atom atom = (type == null ? Atom.DEDUCED : type).atom().narrow(value);
        if (atom.map() != null) {
            walkMap(value, atom.map());
        } else if (atom.scalar() != null) {
            set.insert(path);
        } else if (atom.list() != null) {
            walkList(value, atom.list());
        }
    }

    private void walkMap(Value value, MapType type) {
        if (type.atomic()) {
            set.insert(path);
        } else if (value instanceof MapValue map) {
            for (MapValue.Entry entry : map) {
                path.add(PathElement.field(entry.key()));
                walk(entry.value(), type.typeOf(entry.key()));
                boolean empty = entry.value() instanceof NullValue
                        || entry.value() instanceof MapValue below && below.isEmpty();
                if (empty || !type.fields().containsKey(entry.key())) {
                    set.insert(path);
                }
                path.remove(path.size() - 1);
            }
        }
    }

    private void walkList(Value value, ListType type) {
        if (type.atomic()) {
            set.insert(path);
        } else if (value instanceof ListValue list) {
            ItemKeys.index(type, list).forEach((element, item) -> {
                path.add(element);
                walk(item, type.element());
                set.insert(path);
                path.remove(path.size() - 1);
            });
        }
    }
}
