// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.pattern;

import io.meshkit.document.MapValue;
import io.meshkit.document.Place;
import io.meshkit.document.TextValue;
import io.meshkit.document.Value;
import io.meshkit.pattern.Component;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Tells of what is written on a service that imports a pattern and means nothing there. */
final class IdleImportParts {

    private IdleImportParts() {}

    static void report(Component importer, FindingList findings) {
        parts(importer)
                .forEach((part, place) -> findings.report(PatternCodes.IDLE_IMPORT_PART
                        .finding(part + " of " + importer.key() + " has no effect, since it imports a pattern; give a"
                                + " value to a variable of that pattern under settings")
                        .at(importer.type())
                        .at(place)));
    }

    private static Map<String, Optional<Place>> parts(Component importer) {
        Map<String, Optional<Place>> parts = new LinkedHashMap<>();
        boolean named = !importer.name().place().equals(importer.keyPlace())
                && !importer.name().text().equals(importer.key());
        if (named) {
            parts.put("name", importer.name().place());
        }
        importer.namespace().ifPresent(value -> parts.put("namespace", value.place()));
        importer.version().ifPresent(value -> parts.put("version", value.place()));
        importer.apiVersion().map(TextValue::place).ifPresent(place -> parts.put("apiVersion", place));
        put(parts, "labels", importer.labels());
        put(parts, "annotations", importer.annotations());
        put(parts, "extensions", importer.extensions());
        importer.traits().forEach(trait -> parts.put("the trait " + trait.name(), trait.keyPlace()));
        return parts;
    }

    private static void put(Map<String, Optional<Place>> parts, String part, MapValue map) {
        if (!map.isEmpty()) {
            parts.put(part, ((Value) map).place());
        }
    }
}
