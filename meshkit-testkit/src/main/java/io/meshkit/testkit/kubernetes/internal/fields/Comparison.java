// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.kubernetes.internal.fields;

import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.Value;
import io.meshkit.testkit.kubernetes.internal.fields.Atom.ListType;
import io.meshkit.testkit.kubernetes.internal.fields.Atom.MapType;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which fields differ between two values of a type (kubernetes-sigs/structured-merge-diff:typed/compare.go). */
final class Comparison {

    private FieldSet added = new FieldSet();
    private FieldSet modified = new FieldSet();
    private FieldSet removed = new FieldSet();
    private final List<PathElement> path = new ArrayList<>();

    private Comparison() {}

    static Comparison of(Value before, Value after, TypeRef type) {
        Comparison comparison = new Comparison();
        comparison.walk(before, after, type);
        return comparison;
    }

    FieldSet added() {
        return added;
    }

    FieldSet modified() {
        return modified;
    }

    FieldSet removed() {
        return removed;
    }

    /** Leaves fields and all below them out. */
    Comparison without(FieldSet ignored) {
        added = added.recursiveDifference(ignored);
        modified = modified.recursiveDifference(ignored);
        removed = removed.recursiveDifference(ignored);
        return this;
    }

    private void walk(@Nullable Value before, @Nullable Value after, @Nullable TypeRef type) {
        Atom atom = (type == null ? Atom.DEDUCED : type).atom();
        Atom left = atom.narrow(before);
        Atom right = atom.narrow(after);
        boolean leaf;
        if (after == null) {
            leaf = walk(before, null, left);
        } else if (before == null || left.equals(right)) {
            leaf = walk(before, after, right);
        } else {
            // The shape changed: everything of the old one goes, everything of the new one comes.
            walk(before, after, left);
            leaf = walk(before, after, right);
        }
        if (!leaf && before == null) {
            added.insert(path);
        } else if (!leaf && after == null) {
            removed.insert(path);
        }
    }

    /** Compares as one shape; true when that shape is a leaf. */
    private boolean walk(@Nullable Value before, @Nullable Value after, Atom atom) {
        if (atom.map() != null) {
            return walkMap(before, after, atom.map());
        }
        if (atom.scalar() != null) {
            return leaf(before, after);
        }
        return atom.list() == null || walkList(before, after, atom.list());
    }

    private boolean leaf(@Nullable Value before, @Nullable Value after) {
        if (before == null) {
            added.insert(path);
        } else if (after == null) {
            removed.insert(path);
        } else if (!before.equals(after)) {
            modified.insert(path);
        }
        return true;
    }

    private boolean walkMap(@Nullable Value before, @Nullable Value after, MapType type) {
        MapValue left = before instanceof MapValue map ? map : MapValue.EMPTY;
        MapValue right = after instanceof MapValue map ? map : MapValue.EMPTY;
        if (type.atomic() || left.isEmpty() && right.isEmpty()) {
            return leaf(before, after);
        }
        Set<String> keys = new LinkedHashSet<>(left.keys());
        keys.addAll(right.keys());
        for (String key : keys) {
            path.add(PathElement.field(key));
            walk(left.get(key).orElse(null), right.get(key).orElse(null), type.typeOf(key));
            path.remove(path.size() - 1);
        }
        return false;
    }

    private boolean walkList(@Nullable Value before, @Nullable Value after, ListType type) {
        ListValue left = before instanceof ListValue list ? list : ListValue.of();
        ListValue right = after instanceof ListValue list ? list : ListValue.of();
        if (type.atomic() || left.size() == 0 && right.size() == 0) {
            return leaf(before, after);
        }
        Map<PathElement, Value> leftItems = ItemKeys.index(type, left);
        Map<PathElement, Value> rightItems = ItemKeys.index(type, right);
        Set<PathElement> elements = new LinkedHashSet<>(leftItems.keySet());
        elements.addAll(rightItems.keySet());
        for (PathElement element : elements) {
            path.add(element);
            walk(leftItems.get(element), rightItems.get(element), type.element());
            path.remove(path.size() - 1);
        }
        return false;
    }
}
