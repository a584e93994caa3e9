// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.pattern;

import io.meshkit.document.MapValue;
import io.meshkit.document.NullValue;
import io.meshkit.document.TextValue;
import io.meshkit.document.Value;
import io.meshkit.finding.FindingSink;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Leaves out what stands for nothing: nulls in every dialect, and blank texts where Meshery's tools write them for "none". */
final class Absent {

    private static final List<String> MAPS = List.of("settings", "traits", "labels", "annotations");

    private static final Set<String> BLANK_IS_NONE =
            Set.of("id", "name", "namespace", "apiVersion", "version", "model", "patternID", "schemaVersion");

    private final boolean isLegacy;
    private final Predicate<MapValue.Entry> absent;
    private final FindingSink findings;

    Absent(Grammar grammar, FindingSink findings) {
        this.findings = findings;
        this.isLegacy = grammar.isLegacy();
        this.absent = isLegacy ? entry -> isNull(entry) || isBlank(entry) : Absent::isNull;
    }

    private static boolean isNull(MapValue.Entry entry) {
        return entry.value() instanceof NullValue;
    }

    private static boolean isBlank(MapValue.Entry entry) {
        return BLANK_IS_NONE.contains(entry.key())
                && entry.value() instanceof TextValue text
                && text.text().isBlank();
    }

    /** The root of a file with services, cleared down to the keys of services and the first level of their maps. */
    MapValue cleared(MapValue root) {
        MapValue cleared = without(root, absent);
        if (cleared.map("services").isEmpty()) {
            return cleared;
        }
        MapValue services = cleared.map("services").get();
        MapValue.Builder changed = services.toBuilder();
        for (MapValue.Entry service : services) {
            if (service.value() instanceof MapValue map) {
                changed.put(service.key(), clearedService(map));
            }
        }
        return cleared.with("services", changed.build());
    }

    private MapValue clearedService(MapValue service) {
        MapValue cleared = without(service, absent);
        for (String part : MAPS) {
            if (cleared.map(part).isPresent()) {
                cleared = cleared.with(part, clearedPart(part, cleared.map(part).get()));
            }
        }
        return cleared;
    }

    /** A trait without settings asks for something all the same, unless a tool wrote it; then it is told that it is left out. */
    private MapValue clearedPart(String part, MapValue map) {
        if (!part.equals("traits")) {
            return withoutNulls(map);
        }
        if (isLegacy) {
            map.entries().stream().filter(Absent::isNull).forEach(trait -> reportEmpty(trait, map));
            return withoutNulls(map);
        }
        MapValue.Builder traits = map.toBuilder();
        for (MapValue.Entry trait : map) {
            if (isNull(trait)) {
                traits.put(trait.key(), MapValue.EMPTY.at(trait.value()));
            }
        }
        return traits.build();
    }

    private void reportEmpty(MapValue.Entry trait, MapValue traits) {
        if (!Drawing.isNoteOf(trait.key())) {
            findings.report(PatternCodes.EMPTY_TRAIT
                    .finding("the trait " + trait.key()
                            + " has no settings, which Meshery's tools write for none, so it is"
                            + " left out; write its settings, or remove it")
                    .at(trait.value())
                    .at(traits.keyPlace(trait.key()))
                    .build());
        }
    }

    /** A map without the keys that have null. */
    static MapValue withoutNulls(MapValue map) {
        return without(map, Absent::isNull);
    }

    private static MapValue without(MapValue map, Predicate<MapValue.Entry> absent) {
        MapValue cleared = map;
        for (MapValue.Entry entry : map) {
            if (absent.test(entry)) {
                cleared = cleared.without(entry.key());
            }
        }
        return cleared;
    }

    /** A text; empty when it is blank or something else. */
    static java.util.Optional<TextValue> text(MapValue map, String key) {
        return map.get(key)
                .filter(TextValue.class::isInstance)
                .map(TextValue.class::cast)
                .filter(text -> !text.text().isBlank());
    }

    /** A map; empty when there is none. */
    static MapValue map(MapValue map, String key) {
        Value value = map.get(key).orElse(MapValue.EMPTY);
        return value instanceof MapValue inner ? inner : MapValue.EMPTY;
    }
}
