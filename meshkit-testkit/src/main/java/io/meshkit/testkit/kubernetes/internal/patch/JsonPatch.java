// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.kubernetes.internal.patch;

import io.meshkit.document.JsonPointer;
import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.Value;
import java.util.ArrayList;
import java.util.List;

/** JSON patch (RFC 6902). Missing parents are not made. */
public final class JsonPatch {

    private JsonPatch() {}

    /**
     * Applies a patch.
     *
     * @param value the value
     * @param patch a list of operations
     * @return the changed value
     * @throws PatchException when an operation cannot be read or does not fit the value
     */
    public static Value apply(Value value, Value patch) throws PatchException {
        if (!(patch instanceof ListValue operations)) {
            throw new PatchException("a JSON patch is a list of operations");
        }
        Value result = value;
        for (Value operation : operations) {
            if (!(operation instanceof MapValue map)) {
                throw new PatchException("an operation of a JSON patch is a map");
            }
            result = operate(result, map);
        }
        return result;
    }

    private static Value operate(Value value, MapValue operation) throws PatchException {
        String name = operation.text("op").orElse("");
        JsonPointer path = pointer(operation, "path");
        return switch (name) {
            case "add" -> add(value, path, operand(operation));
            case "replace" -> replace(value, path, operand(operation));
            case "remove" -> remove(value, path);
            case "test" -> test(value, path, operand(operation));
            case "move" -> {
                JsonPointer from = pointer(operation, "from");
                yield add(remove(value, from), path, existing(value, from, "move"));
            }
            case "copy" -> add(value, path, existing(value, pointer(operation, "from"), "copy"));
            default -> throw new PatchException("Unexpected kind: " + name);
        };
    }

    private static Value operand(MapValue operation) throws PatchException {
        return operation.get("value").orElseThrow(() -> new PatchException("an operation has no value"));
    }

    private static JsonPointer pointer(MapValue operation, String key) throws PatchException {
        try {
            return JsonPointer.parse(operation.text(key).orElse(""));
        } catch (IllegalArgumentException e) {
            throw new PatchException("a path of a JSON patch cannot be read: " + e.getMessage());
        }
    }

    private static Value existing(Value value, JsonPointer path, String operation) throws PatchException {
        return value.find(path)
                .orElseThrow(() -> new PatchException(
                        operation + " operation does not apply: doc is missing path: " + path + ": missing value"));
    }

    private static Value add(Value value, JsonPointer path, Value added) throws PatchException {
        if (path.isRoot()) {
            return added;
        }
        Value parent = existing(value, path.parent(), "add");
        if (parent instanceof ListValue list && !path.last().equals("-")) {
            int index = index(path, list.size());
            List<Value> items = new ArrayList<>(list.items());
            items.add(index, added);
            return value.with(path.parent(), ListValue.of(items));
        }
        if (!(parent instanceof ListValue) && !(parent instanceof MapValue)) {
            throw new PatchException(
                    "add operation does not apply: doc is missing path: \"" + path + "\": missing value");
        }
        return value.with(path, added);
    }

    private static Value replace(Value value, JsonPointer path, Value replacement) throws PatchException {
        existing(value, path, "replace");
        return value.with(path, replacement);
    }

    private static Value remove(Value value, JsonPointer path) throws PatchException {
        existing(value, path, "remove");
        return value.without(path);
    }

    private static Value test(Value value, JsonPointer path, Value expected) throws PatchException {
        if (!value.find(path).filter(expected::equals).isPresent()) {
            throw new PatchException("testing path " + path + " failed");
        }
        return value;
    }

    private static int index(JsonPointer path, int size) throws PatchException {
        try {
            int index = Integer.parseInt(path.last());
            if (index >= 0 && index <= size) {
                return index;
            }
        } catch (NumberFormatException e) {
            throw new PatchException("add operation does not apply: \"" + path.last() + "\" is no index");
        }
        throw new PatchException("add operation does not apply: Unable to access invalid index: " + path.last());
    }
}
