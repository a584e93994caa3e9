// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.kubernetes.internal.patch;

import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.NullValue;
import io.meshkit.document.TextValue;
import io.meshkit.document.Value;
import io.meshkit.testkit.kubernetes.internal.fields.Atom;
import io.meshkit.testkit.kubernetes.internal.fields.TypeRef;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Strategic merge patch: as a merge patch, but lists that have keys are merged item by item. Of its directives {@code $patch: delete} of an
 * item is known. Items are found by the first key of the list, as in Kubernetes ({@code containerPort} of ports, {@code name} of containers).
 */
public final class StrategicPatch {

    private StrategicPatch() {}

    /**
     * Lays a patch over a value.
     *
     * @param value the value
     * @param patch the patch
     * @param type the type of both
     * @return the changed value
     */
    public static Value apply(Value value, Value patch, @Nullable TypeRef type) {
        Atom atom = (type == null ? Atom.DEDUCED : type).atom();
        if (patch instanceof MapValue changes) {
            return applyMap(value instanceof MapValue map ? map : MapValue.EMPTY, changes, atom);
        }
        if (patch instanceof ListValue items
                && value instanceof ListValue list
                && atom.list() != null
                && !atom.list().atomic()) {
            return applyList(list, items, atom.list());
        }
        return patch;
    }

    private static Value applyMap(MapValue value, MapValue changes, Atom atom) {
        MapValue.Builder result = value.toBuilder();
        for (MapValue.Entry change : changes) {
            if (change.value() instanceof NullValue) {
                result.remove(change.key());
            } else {
                TypeRef below = atom.map() == null ? null : atom.map().typeOf(change.key());
                result.put(change.key(), apply(value.get(change.key()).orElse(NullValue.NULL), change.value(), below));
            }
        }
        return result.build();
    }

    private static Value applyList(ListValue list, ListValue items, Atom.ListType type) {
        List<Value> result = new ArrayList<>(list.items());
        for (Value item : items) {
            int index = find(result, item, type);
            boolean goes = item instanceof MapValue map
                    && map.text("$patch").filter("delete"::equals).isPresent();
            if (goes && index >= 0) {
                result.remove(index);
            } else if (!goes && index >= 0) {
                result.set(index, apply(result.get(index), item, type.element()));
            } else if (!goes) {
                result.add(item);
            }
        }
        return ListValue.of(result);
    }

    private static int find(List<Value> list, Value item, Atom.ListType type) {
        for (int i = 0; i < list.size(); i++) {
            boolean same = type.keys().isEmpty()
                    ? list.get(i).equals(item)
                    : key(list.get(i), type).equals(key(item, type));
            if (same) {
                return i;
            }
        }
        return -1;
    }

    private static Value key(Value item, Atom.ListType type) {
        return item instanceof MapValue map ? map.get(type.keys().get(0)).orElse(TextValue.of("")) : item;
    }
}
