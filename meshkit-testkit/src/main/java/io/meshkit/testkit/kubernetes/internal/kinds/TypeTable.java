// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.kubernetes.internal.kinds;

import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.TextValue;
import io.meshkit.document.Value;
import io.meshkit.testkit.kubernetes.internal.fields.Atom;
import io.meshkit.testkit.kubernetes.internal.fields.TypeRef;
import io.meshkit.testkit.kubernetes.internal.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The types of the built-in kinds, read from a table: {@code s}, {@code n}, {@code b} and {@code u} are texts, numbers, booleans and any
 * scalar, {@code @name} another type, {@code l} a list of something with keys {@code k}, {@code f} the fields of a map (with a default in a
 * pair), {@code e} what its other entries are, {@code a} that it is owned as one. Source of the table:
 * {@code kubernetes/client-go:applyconfigurations/internal/internal.go} v0.36.3.
 */
public final class TypeTable {

    private static final TypeTable BUILT_IN = new TypeTable((MapValue) resource("built-in-types.json"));

    private final MapValue table;
    private final Map<String, Atom> atoms = new ConcurrentHashMap<>();

    private TypeTable(MapValue table) {
        this.table = table;
    }

    /**
     * The types of the built-in kinds.
     *
     * @return the table
     */
    public static TypeTable builtIn() {
        return BUILT_IN;
    }

    static Value resource(String name) {
        try (InputStream in = TypeTable.class.getResourceAsStream("/io/meshkit/testkit/kubernetes/" + name)) {
            if (in == null) {
                throw new IllegalStateException("the test kit's table " + name + " is missing from its jar");
            }
            return Json.read(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A type by its name.
     *
     * @param name such as {@code meta.v1.ObjectMeta}
     * @return the type, looked up when it is used
     */
    public TypeRef named(String name) {
        return () -> {
            Atom known = atoms.get(name);
            if (known == null) {
                known = read(written(name)).atom();
                atoms.put(name, known);
            }
            return known;
        };
    }

    /** How the table writes a type. */
    Value written(String name) {
        return table.get(name).orElseThrow(() -> new IllegalStateException("the table of types has no " + name));
    }

    private TypeRef read(Value written) {
        if (written instanceof TextValue text) {
            return readName(text.text());
        }
        MapValue map = (MapValue) written;
        boolean atomic = map.has("a");
        Optional<Value> items = map.get("l");
        if (items.isPresent()) {
            List<String> keys = map.list("k").map(ListValue::texts).orElse(List.of());
            return Atom.of(new Atom.ListType(read(items.get()), atomic, keys));
        }
        Map<String, Atom.Field> fields = new LinkedHashMap<>();
        map.map("f").orElse(MapValue.EMPTY).forEach(entry -> fields.put(entry.key(), readField(entry.value())));
        @Nullable TypeRef element = map.get("e").map(this::read).orElse(null);
        return Atom.of(new Atom.MapType(fields, element, atomic));
    }

    private Atom.Field readField(Value written) {
        if (written instanceof ListValue pair) {
            return new Atom.Field(read(pair.get(0)), pair.get(1));
        }
        return new Atom.Field(read(written), null);
    }

    private TypeRef readName(String name) {
        return switch (name) {
            case "s" -> Atom.of(Atom.Scalar.STRING);
            case "n" -> Atom.of(Atom.Scalar.NUMERIC);
            case "b" -> Atom.of(Atom.Scalar.BOOLEAN);
            case "u" -> Atom.of(Atom.Scalar.UNTYPED);
            case "*atomic" -> Atom.UNTYPED_ATOMIC;
            case "*deduced" -> Atom.DEDUCED;
            default -> named(name.substring(1));
        };
    }
}
