// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.kubernetes.internal.kinds;

import io.meshkit.document.BooleanValue;
import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.NullValue;
import io.meshkit.document.NumberValue;
import io.meshkit.document.TextValue;
import io.meshkit.document.Value;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the first value of an object of a built-in kind that the server's Go types cannot hold, in the words of Go's JSON reader. Fields are
 * named without the indexes of lists and the keys of maps, as Go names them.
 */
public final class Unmarshalling {

    private static final Set<String> INT64 = new HashSet<>(((MapValue) TypeTable.resource("built-in-checks.json"))
            .list("int64")
            .orElseThrow()
            .texts());

    private Unmarshalling() {}

    /**
     * Checks an object.
     *
     * @param object the object
     * @param type the name of its type in {@link TypeTable}
     * @return the complaint; empty when all values fit
     */
    public static Optional<String> complaint(MapValue object, String type) {
        return inNamed("", object, type);
    }

    private static Optional<String> inNamed(String path, MapValue object, String type) {
        MapValue fields =
                ((MapValue) TypeTable.builtIn().written(type)).map("f").orElse(MapValue.EMPTY);
        for (MapValue.Entry entry : object) {
            Optional<Value> below = fields.get(entry.key());
            if (below.isPresent()) {
                String there = path.isEmpty() ? entry.key() : path + "." + entry.key();
                Place place = new Place(type, entry.key(), there);
                Optional<String> found = in(place, entry.value(), below.get());
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    /** A field of a Go struct, and the way to it. */
    private record Place(String type, String field, String path) {

        String refuse(String what, String goType) {
            String struct = type.substring(type.lastIndexOf('.') + 1);
            return "json: cannot unmarshal " + what + " into Go struct field " + struct + "." + path + " of type "
                    + goType;
        }
    }

    private static Optional<String> in(Place place, Value value, Value type) {
        if (value instanceof NullValue) {
            return Optional.empty();
        }
        if (type instanceof ListValue pair) {
            return in(place, value, pair.get(0));
        }
        if (type instanceof MapValue map) {
            return inCollection(place, value, map);
        }
        String name = type.toString();
        if (name.startsWith("@")) {
            return value instanceof MapValue below
                    ? inNamed(place.path(), below, name.substring(1))
                    : Optional.of(place.refuse(described(value), goType(place, type)));
        }
        boolean fits = switch (name) {
            case "s" -> value instanceof TextValue;
            case "b" -> value instanceof BooleanValue;
            case "n" -> value instanceof NumberValue number && isWhole(number);
            default -> true;
        };
        boolean fraction = name.equals("n") && value instanceof NumberValue;
        String what = fraction ? "number " + value : described(value);
        return fits ? Optional.empty() : Optional.of(place.refuse(what, goType(place, type)));
    }

    private static Optional<String> inCollection(Place place, Value value, MapValue type) {
        Optional<Value> items = type.get("l");
        if (items.isPresent()) {
            if (!(value instanceof ListValue list)) {
                return Optional.of(place.refuse(described(value), goType(place, type)));
            }
            return list.items().stream()
                    .map(item -> in(place, item, items.get()))
                    .flatMap(Optional::stream)
                    .findFirst();
        }
        Optional<Value> entries = type.get("e");
        if (entries.isEmpty()) {
            return Optional.empty();
        }
        if (!(value instanceof MapValue map)) {
            return Optional.of(place.refuse(described(value), goType(place, type)));
        }
        return map.entries().stream()
                .map(entry -> in(place, entry.value(), entries.get()))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static boolean isWhole(NumberValue number) {
        return number.asLong().isPresent();
    }

    private static String described(Value value) {
        if (value instanceof TextValue) {
            return "string";
        }
        if (value instanceof NumberValue) {
            return "number";
        }
        if (value instanceof BooleanValue) {
            return "bool";
        }
        return value instanceof ListValue ? "array" : "object";
    }

    private static String goType(Place place, Value type) {
        if (type instanceof ListValue pair) {
            return goType(place, pair.get(0));
        }
        if (type instanceof MapValue map) {
            return map.has("l")
                    ? "[]" + goType(place, map.get("l").orElseThrow())
                    : "map[string]" + goType(place, map.get("e").orElse(TextValue.of("u")));
        }
        return switch (type.toString()) {
            case "s" -> "string";
            case "b" -> "bool";
            case "n" -> INT64.contains(place.type() + "." + place.field()) ? "int64" : "int32";
            case "u" -> "intstr.IntOrString";
            default -> {
                String[] parts = type.toString().split("\\.");
                yield parts.length < 2
                        ? parts[0].replace("@", "")
                        : parts[parts.length - 2] + "." + parts[parts.length - 1];
            }
        };
    }
}
