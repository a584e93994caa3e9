// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.contract;

import io.meshkit.document.BooleanValue;
import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.NullValue;
import io.meshkit.document.NumberValue;
import io.meshkit.document.TextValue;
import io.meshkit.document.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Settings of traits by chance: such as a JSON Schema allows, or such as none does. Covers what the schemas of traits use, not all of JSON
 * Schema. The same random numbers give the same settings.
 */
final class RandomSettings {

    private static final int DEEPEST = 6;

    /** Texts of which those are taken that fit a pattern, as fields of the known traits have them. */
    private static final List<String> TEXTS = List.of(
            "v1",
            "v2",
            "checkout",
            "/beta",
            "shop",
            "shop/web",
            "10.0.0.0/8",
            "fd00::1",
            "/items/*",
            "5xx",
            "gateway-error",
            "connect-failure",
            "refused-stream",
            "reset",
            "retriable-4xx",
            "503",
            "299",
            "500-504",
            "504-500",
            "grpc:unavailable",
            "grpc:cancelled",
            "grpc:no-such");

    private static final List<String> DURATIONS =
            List.of("0s", "1ms", "500ms", "1.5s", "2s", "90s", "1h30m", "PT1M", "PT0S", "P1D", "30000h");

    /** What the schemas allow and no mesh takes. */
    private static final List<String> ODD_DURATIONS = List.of("0.4ms", "1.0005s", "999999h", "Pfoo");

    private static final List<Value> ODD = List.of(
            NullValue.NULL,
            BooleanValue.TRUE,
            NumberValue.of(-1),
            NumberValue.of("1e999"),
            NumberValue.of(".nan"),
            TextValue.of(""),
            TextValue.of("a/b~c\u0000\uD83D\uDE00"),
            TextValue.of("x".repeat(5_000)),
            MapValue.EMPTY,
            MapValue.of("", TextValue.of("")),
            ListValue.EMPTY,
            ListValue.of(MapValue.EMPTY, NullValue.NULL));

    private final Random random;

    RandomSettings(Random random) {
        this.random = random;
    }

    boolean chance(double share) {
        return random.nextDouble() < share;
    }

    <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    /** Settings that a schema allows. */
    MapValue allowed(MapValue schema) {
        return object(schema, schema.map("$defs").orElse(MapValue.EMPTY), DEEPEST);
    }

    /** Settings in which something may be of any type and value. */
    Value anything(MapValue allowed) {
        return chance(0.1) ? one(ODD) : spoiled(allowed, DEEPEST);
    }

    private Value spoiled(Value value, int depth) {
        if (depth == 0 || chance(0.15)) {
            return one(ODD);
        }
        if (value instanceof MapValue map) {
            MapValue.Builder changed = MapValue.builder();
            map.forEach(entry -> changed.put(entry.key(), spoiled(entry.value(), depth - 1)));
            return changed.build();
        }
        if (value instanceof ListValue list) {
            return ListValue.of(
                    list.items().stream().map(item -> spoiled(item, depth - 1)).toList());
        }
        return value;
    }

    private Value value(MapValue written, MapValue definitions, int depth) {
        MapValue schema = written.text("$ref")
                .flatMap(reference -> definitions.map(reference.substring(reference.lastIndexOf('/') + 1)))
                .orElse(written);
        Optional<Value> only = schema.get("const");
        if (only.isPresent()) {
            return only.get();
        }
        Optional<ListValue> words = schema.list("enum");
        if (words.isPresent()) {
            return one(words.get().items());
        }
        return switch (type(schema)) {
            case "object" -> object(schema, definitions, depth - 1);
            case "array" -> array(schema, definitions, depth - 1);
            case "integer" -> number(whole(schema));
            case "number" -> NumberValue.of(BigDecimal.valueOf(whole(schema)));
            case "boolean" -> BooleanValue.of(random.nextBoolean());
            default -> text(schema);
        };
    }

    /** A whole number in one of its spellings. */
    private NumberValue number(long whole) {
        return chance(0.8)
                ? NumberValue.of(whole)
                : NumberValue.of(one(List.of(whole + ".0", "0x" + Long.toHexString(whole), whole + "e0")));
    }

    private String type(MapValue schema) {
        return schema.list("type")
                .map(types -> one(types.items()).toString())
                .or(() -> schema.text("type"))
                .orElse("string");
    }

    private MapValue object(MapValue schema, MapValue definitions, int depth) {
        MapValue.Builder settings = MapValue.builder();
        List<String> required = schema.list("required").map(ListValue::texts).orElse(List.of());
        long most = limit(schema, "maxProperties", Long.MAX_VALUE);
        MapValue properties = schema.map("properties").orElse(MapValue.EMPTY);
        int size = 0;
        for (MapValue.Entry property : properties) {
            boolean asked = required.contains(property.key()) || (depth > 0 && chance(0.4));
            if (asked && size < most && property.value() instanceof MapValue inner) {
                settings.put(property.key(), value(inner, definitions, depth));
                size++;
            }
        }
        if (size < limit(schema, "minProperties", 0) && !properties.isEmpty()) {
            MapValue.Entry property = one(properties.entries());
            settings.put(property.key(), value((MapValue) property.value(), definitions, depth));
        }
        schema.map("additionalProperties").ifPresent(inner -> further(inner, settings));
        return withoutForbidden(settings.build(), schema);
    }

    /** Of keys that must not stand together the last one goes. */
    private static MapValue withoutForbidden(MapValue settings, MapValue schema) {
        MapValue allowed = settings;
        for (Value part : schema.list("allOf").orElse(ListValue.EMPTY)) {
            List<String> together = part.find("/not/required")
                    .filter(ListValue.class::isInstance)
                    .map(keys -> ((ListValue) keys).texts())
                    .orElse(List.of());
            boolean all = !together.isEmpty() && together.stream().allMatch(allowed::has);
            allowed = all ? allowed.without(together.get(together.size() - 1)) : allowed;
        }
        return allowed;
    }

    /** Shares of versions add up to a hundred; other values stand under names of any kind. */
    private void further(MapValue schema, MapValue.Builder settings) {
        if (type(schema).equals("number")) {
            BigDecimal first = chance(0.7)
                    ? BigDecimal.valueOf(random.nextInt(101))
                    : BigDecimal.valueOf(random.nextInt(10_001), 2);
            settings.put("v1", NumberValue.of(first));
            settings.put("v2", NumberValue.of(BigDecimal.valueOf(100).subtract(first)));
        } else if (type(schema).equals("integer")) {
            settings.put("place", chance(0.7) ? NumberValue.of(100) : NumberValue.of(whole(schema)));
        } else {
            settings.put("x-" + random.nextInt(3), text(schema));
        }
    }

    private ListValue array(MapValue schema, MapValue definitions, int depth) {
        long least = Math.max(limit(schema, "minItems", 0), depth > 0 ? random.nextInt(3) : 0);
        MapValue items = schema.map("items").orElse(MapValue.EMPTY);
        List<Value> made = new ArrayList<>();
        while (made.size() < least) {
            made.add(value(items, definitions, depth));
        }
        return ListValue.of(made);
    }

    private long whole(MapValue schema) {
        long least = limit(schema, "minimum", 0);
        long most = Math.min(limit(schema, "maximum", least + 50), least + 600);
        return chance(0.2) ? least : least + random.nextInt((int) (most - least + 1));
    }

    private static long limit(MapValue schema, String key, long otherwise) {
        return schema.get(key)
                .filter(NumberValue.class::isInstance)
                .map(NumberValue.class::cast)
                .map(number -> number.asLong().orElse(otherwise))
                .orElse(otherwise);
    }

    private TextValue text(MapValue schema) {
        boolean isDuration = schema.text("x-mk-unit").orElse("").equals("duration");
        Predicate<String> allowed = java.util.regex.Pattern.compile(
                        schema.text("pattern").orElse(""))
                .asPredicate();
        List<String> durations = chance(0.02) ? ODD_DURATIONS : DURATIONS;
        String text =
                one((isDuration ? durations : TEXTS).stream().filter(allowed).toList());
        // a text of its own is not taken for the name of something else
        String fresh = text + "-" + random.nextInt(1_000);
        return TextValue.of(!isDuration && chance(0.5) && allowed.test(fresh) ? fresh : text);
    }

    /** A service with or without what renderers ask for. */
    MapValue service() {
        MapValue.Builder settings = MapValue.builder();
        if (chance(0.7)) {
            settings.put("host", "checkout");
        }
        if (chance(0.8)) {
            settings.put("port", 8080);
        }
        if (chance(0.7)) {
            settings.put("protocol", one(List.of("http", "http2", "grpc", "tcp")));
        }
        if (chance(0.3)) {
            settings.put("serviceAccount", "till");
        }
        if (chance(0.7)) {
            settings.put("selector", MapValue.of("app", TextValue.of("checkout")));
        }
        MapValue versions = MapValue.ofTexts(new TreeMap<>(java.util.Map.of("version", "v1")));
        settings.put(
                "versions", MapValue.of("v1", MapValue.of("labels", versions)).with("v2", MapValue.EMPTY));
        return settings.build();
    }

    /** Some of a list, each with even chance. */
    <T> Stream<T> some(List<T> all) {
        return all.stream().filter(one -> random.nextBoolean());
    }
}
