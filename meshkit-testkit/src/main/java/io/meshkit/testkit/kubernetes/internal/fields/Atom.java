// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.kubernetes.internal.fields;

import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.NullValue;
import io.meshkit.document.Value;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a type allows: a scalar, a list, a map, or several of them (kubernetes-sigs/structured-merge-diff:schema/elements.go).
 *
 * @param scalar the kind of scalar, or null
 * @param list the kind of list, or null
 * @param map the kind of map, or null
 */
public record Atom(
        @Nullable Scalar scalar,
        @Nullable ListType list,
        @Nullable MapType map) implements TypeRef {

    /** Anything, owned as one. */
    public static final Atom UNTYPED_ATOMIC = new Atom(
            Scalar.UNTYPED,
            new ListType(() -> Atom.UNTYPED_ATOMIC, true, List.of()),
            new MapType(Map.of(), () -> Atom.UNTYPED_ATOMIC, true));

    /** Anything; maps are owned by key, lists as one. */
    public static final Atom DEDUCED = new Atom(
            Scalar.UNTYPED,
            new ListType(() -> Atom.UNTYPED_ATOMIC, true, List.of()),
            new MapType(Map.of(), () -> Atom.DEDUCED, false));

    /** Kinds of scalar. */
    public enum Scalar {
        /** A text. */
        STRING,
        /** A number. */
        NUMERIC,
        /** True or false. */
        BOOLEAN,
        /** Any scalar. */
        UNTYPED
    }

    /**
     * A list.
     *
     * @param element the type of items
     * @param atomic whether the list is owned as one
     * @param keys what names an item; empty for a set of scalars, and for atomic lists
     */
    public record ListType(TypeRef element, boolean atomic, List<String> keys) {

        /** Copies the keys. */
        public ListType {
            keys = List.copyOf(keys);
        }
    }

    /**
     * A map.
     *
     * @param fields the declared fields
     * @param element the type of undeclared entries, or null when there may be none
     * @param atomic whether the map is owned as one
     */
    public record MapType(
            Map<String, Field> fields, @Nullable TypeRef element, boolean atomic) {

        /** Copies the fields. */
        public MapType {
            fields = Map.copyOf(fields);
        }

        /**
         * The type of an entry.
         *
         * @param key its key
         * @return the type; null when there may be no such entry
         */
        public @Nullable TypeRef typeOf(String key) {
            Field field = fields.get(key);
            return field == null ? element : field.type();
        }
    }

    /**
     * A declared field.
     *
     * @param type its type
     * @param defaultValue what it is when absent, or null when it has no default
     */
    public record Field(TypeRef type, @Nullable Value defaultValue) {}

    /**
     * One kind of scalar.
     *
     * @param scalar the kind
     * @return the type
     */
    public static Atom of(Scalar scalar) {
        return new Atom(scalar, null, null);
    }

    /**
     * One kind of list.
     *
     * @param list the kind
     * @return the type
     */
    public static Atom of(ListType list) {
        return new Atom(null, list, null);
    }

    /**
     * One kind of map.
     *
     * @param map the kind
     * @return the type
     */
    public static Atom of(MapType map) {
        return new Atom(null, null, map);
    }

    @Override
    public Atom atom() {
        return this;
    }

    /** Narrows to what a value is; the type itself when nothing fits, so that checking it fails later with a telling message. */
    Atom narrow(@Nullable Value value) {
        if (value == null || value instanceof NullValue) {
            return this;
        }
        if (value instanceof ListValue) {
            return list == null ? this : of(list);
        }
        if (value instanceof MapValue) {
            return map == null ? this : of(map);
        }
        return scalar == null ? this : of(scalar);
    }
}
