// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.pattern;

import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.Origin;
import io.meshkit.document.Place;
import io.meshkit.document.TextEdit;
import io.meshkit.document.Value;
import io.meshkit.finding.FindingSink;
import io.meshkit.finding.Fix;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Takes the blanks out of keys that a user interface once wrote back as labels, such as {@code depends On} and {@code match Labels}
 * (meshery/meshkit, "prettify"). Maps whose keys are free text are left alone.
 */
final class LegacyKeys {

    private static final Pattern PRETTIFIED = Pattern.compile("[a-z][a-z0-9]*( [A-Z0-9][A-Za-z0-9]*)+");
    private static final Set<String> FREE_KEYS =
            Set.of("data", "stringData", "binaryData", "labels", "annotations", "matchLabels", "meshmap");

    private final FindingSink findings;

    LegacyKeys(FindingSink findings) {
        this.findings = findings;
    }

    /** Repairs the keys of the root and of every service, and those in settings and traits to any depth. */
    MapValue repairRoot(MapValue root) {
        MapValue repaired = repairKeys(root);
        Optional<MapValue> services = repaired.map("services");
        if (services.isEmpty()) {
            return repaired;
        }
        MapValue.Builder changed = services.get().toBuilder();
        for (MapValue.Entry service : services.get()) {
            if (service.value() instanceof MapValue map) {
                changed.put(service.key(), repairService(map));
            }
        }
        return repaired.with("services", changed.build());
    }

    private MapValue repairService(MapValue service) {
        MapValue repaired = repairKeys(service);
        for (String part : List.of("settings", "traits")) {
            Optional<MapValue> inner = repaired.map(part);
            if (inner.isPresent()) {
                repaired = repaired.with(part, repairDeep(inner.get()));
            }
        }
        return repaired;
    }

    /** Documents are at most as deep as the reader allows, so this ends. */
    private Value repairDeep(Value value) {
        if (value instanceof ListValue list) {
            List<Value> items = new ArrayList<>(list.size());
            boolean same = true;
            for (Value item : list) {
                Value repaired = repairDeep(item);
                same &= repaired == item;
                items.add(repaired);
            }
            return same ? list : ListValue.of(items).at(list);
        }
        if (!(value instanceof MapValue map)) {
            return value;
        }
        MapValue repaired = repairKeys(map);
        for (MapValue.Entry entry : repaired) {
            if (!FREE_KEYS.contains(entry.key())) {
                Value inner = repairDeep(entry.value());
                if (inner != entry.value()) {
                    repaired = repaired.with(entry.key(), inner);
                }
            }
        }
        return repaired;
    }

    private MapValue repairKeys(MapValue map) {
        boolean needed = false;
        for (String key : map.keys()) {
            needed |= isPrettified(map, key);
        }
        return needed ? rebuilt(map) : map;
    }

    private static boolean isPrettified(MapValue map, String key) {
        return key.indexOf(' ') > 0 && PRETTIFIED.matcher(key).matches() && !map.has(key.replace(" ", ""));
    }

    private MapValue rebuilt(MapValue map) {
        MapValue.Builder builder = MapValue.builder();
        for (MapValue.Entry entry : map) {
            String key = entry.key();
            Optional<Place> place = map.keyPlace(key);
            String name = key;
            if (isPrettified(map, key) && !builder.has(key.replace(" ", ""))) {
                name = key.replace(" ", "");
                report(key, name, place);
            }
            if (place.isPresent()) {
                builder.put(name, Origin.at(place.get()), 0, 0, entry.value());
            } else {
                builder.put(name, entry.value());
            }
        }
        return builder.build().at(map);
    }

    private void report(String written, String meant, Optional<Place> place) {
        var finding = PatternCodes.LEGACY_SPELLING
                .finding("the key \"" + written + "\" is read as \"" + meant + "\"; write it without blanks")
                .at(place);
        place.ifPresent(where -> finding.fix(new Fix("write " + meant, List.of(new TextEdit(where, meant)))));
        findings.report(finding.build());
    }
}
