// SPDX-License-Identifier: Apache-2.0
package io.meshkit.plan;

import io.meshkit.MeshKitException;
import io.meshkit.document.BooleanValue;
import io.meshkit.document.JsonPointer;
import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.NumberValue;
import io.meshkit.document.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Reads the fields of a map of a saved plan; says where something is missing or of another type. */
final class SavedFields {

    private final MapValue map;
    private final String where;

    SavedFields(MapValue map, String where) {
        this.map = map;
        this.where = where;
    }

    MapValue map() {
        return map;
    }

    boolean has(String key) {
        return map.has(key);
    }

    String text(String key) {
        return map.text(key).orElseThrow(() -> wrong(key, "is not a text"));
    }

    Optional<String> optionalText(String key) {
        return map.has(key) ? Optional.of(text(key)) : Optional.empty();
    }

    Optional<Value> value(String key) {
        return map.get(key);
    }

    boolean flag(String key) {
        return map.get(key)
                .filter(BooleanValue.class::isInstance)
                .map(value -> ((BooleanValue) value).value())
                .orElseThrow(() -> wrong(key, "is neither true nor false"));
    }

    long number(String key) {
        return map.get(key)
                .filter(NumberValue.class::isInstance)
                .map(value -> ((NumberValue) value).asLong())
                .filter(java.util.OptionalLong::isPresent)
                .orElseThrow(() -> wrong(key, "is not a whole number"))
                .getAsLong();
    }

    MapValue mapOf(String key) {
        return map.map(key).orElseThrow(() -> wrong(key, "is not a map"));
    }

    SavedFields fields(String key) {
        return new SavedFields(mapOf(key), where + "/" + key);
    }

    List<String> texts(String key) {
        ListValue list = map.list(key).orElseThrow(() -> wrong(key, "is not a list"));
        if (list.texts().size() != list.size()) {
            throw wrong(key, "is not a list of texts");
        }
        return list.texts();
    }

    <T> List<T> each(String key, Function<SavedFields, T> form) {
        ListValue list = map.list(key).orElseThrow(() -> wrong(key, "is not a list"));
        List<T> items = new ArrayList<>(list.size());
        for (int i = 0; i < list.size(); i++) {
            if (!(list.get(i) instanceof MapValue item)) {
                throw wrong(key + "/" + i, "is not a map");
            }
            items.add(form.apply(new SavedFields(item, where + "/" + key + "/" + i)));
        }
        return items;
    }

    <E extends Enum<E>> E constant(String key, Class<E> type) {
        String name = text(key);
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equals(name)) {
                return constant;
            }
        }
        throw wrong(key, "is \"" + name + "\", which is none of " + List.of(type.getEnumConstants()));
    }

    JsonPointer pointer(String key) {
        return checked(key, JsonPointer::parse);
    }

    /** A text in the form that a type of ours checks. */
    <T> T checked(String key, Function<String, T> type) {
        String text = text(key);
        try {
            return type.apply(text);
        } catch (IllegalArgumentException e) {
            throw wrong(key, "is not in its form: " + e.getMessage());
        }
    }

    MeshKitException wrong(String key, String expected) {
        return PlanErrors.form(where + "/" + key, expected);
    }
}
