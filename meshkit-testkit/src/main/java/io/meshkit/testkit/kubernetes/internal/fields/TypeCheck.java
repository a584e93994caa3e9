// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.kubernetes.internal.fields;

import io.meshkit.document.BooleanValue;
import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.NullValue;
import io.meshkit.document.NumberValue;
import io.meshkit.document.TextValue;
import io.meshkit.document.Value;
import io.meshkit.testkit.kubernetes.internal.json.Json;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Checks that a value is what server-side apply can take, with the server's words (kubernetes-sigs/structured-merge-diff:typed/validate.go).
 */
public final class TypeCheck {

    private final List<String> errors = new ArrayList<>();

    private final boolean itemsNamed;

    private TypeCheck(boolean itemsNamed) {
        this.itemsNamed = itemsNamed;
    }

    /**
     * Checks a value.
     *
     * @param value the value
     * @param type what it must be
     * @return the complaint, in the server's words; empty when there is none
     */
    public static Optional<String> check(Value value, TypeRef type) {
        return new TypeCheck(true).complaint(value, type);
    }

    /**
     * Checks that a value can be read at all, whatever its lists hold twice.
     *
     * @param value the value
     * @param type what it must be
     * @return the complaint; empty when there is none
     */
    public static Optional<String> checkReadable(Value value, TypeRef type) {
        return new TypeCheck(false).complaint(value, type);
    }

    private Optional<String> complaint(Value value, TypeRef type) {
        walk("", value, type);
        if (errors.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(errors.size() == 1 ? errors.get(0) : "errors:\n  " + String.join("\n  ", errors));
    }

    private void walk(String path, Value value, TypeRef type) {
        Atom atom = type.atom().narrow(value);
        if (value instanceof NullValue) {
            return;
        }
        if (atom.map() != null) {
            walkMap(path, value, atom.map());
        } else if (atom.scalar() != null) {
            checkScalar(path, value, atom.scalar());
        } else if (atom.list() != null) {
            walkList(path, value, atom.list());
        }
    }

    private void walkMap(String path, Value value, Atom.MapType type) {
        if (!(value instanceof MapValue map)) {
            report(path, "expected map, got " + described(value));
            return;
        }
        for (MapValue.Entry entry : map) {
            TypeRef below = type.typeOf(entry.key());
            String there = path + PathElement.field(entry.key());
            if (below == null) {
                report(there, "field not declared in schema");
                return;
            }
            walk(there, entry.value(), below);
        }
    }

    private void walkList(String path, Value value, Atom.ListType type) {
        if (!(value instanceof ListValue list)) {
            report(path, "expected list, got " + described(value));
            return;
        }
        Set<PathElement> seen = new HashSet<>();
        for (int i = 0; i < list.size(); i++) {
            PathElement element = PathElement.index(i);
            if (itemsNamed && !type.atomic()) {
                try {
                    element = ItemKeys.of(type, list.get(i));
                } catch (IllegalArgumentException e) {
                    report(path, "element " + i + ": " + e.getMessage());
                    return;
                }
                if (!seen.add(element)) {
                    report(path, "duplicate entries for key " + element);
                }
            }
            walk(path + element, list.get(i), type.element());
        }
    }

    private void checkScalar(String path, Value value, Atom.Scalar scalar) {
        boolean fits = switch (scalar) {
            case STRING -> value instanceof TextValue;
            case NUMERIC -> value instanceof NumberValue;
            case BOOLEAN -> value instanceof BooleanValue;
            case UNTYPED -> !(value instanceof MapValue) && !(value instanceof ListValue);
        };
        if (!fits) {
            report(
                    path,
                    switch (scalar) {
                        case STRING -> "expected string, got &value.valueUnstructured{Value:" + goLiteral(value) + "}";
                        case NUMERIC -> "expected numeric (int or float), got " + goType(value);
                        case BOOLEAN -> "expected boolean, got " + described(value);
                        case UNTYPED -> "expected any scalar, got " + described(value);
                    });
        }
    }

    private void report(String path, String message) {
        errors.add(path.isEmpty() ? message : path + ": " + message);
    }

    private static String described(Value value) {
        return "&{" + Json.write(value) + "}";
    }

    private static String goType(Value value) {
        if (value instanceof MapValue) {
            return "map[string]interface {}";
        }
        if (value instanceof ListValue) {
            return "[]interface {}";
        }
        return value instanceof BooleanValue ? "bool" : "string";
    }

    private static String goLiteral(Value value) {
        return value instanceof MapValue || value instanceof ListValue ? goType(value) + "{...}" : Json.write(value);
    }
}
