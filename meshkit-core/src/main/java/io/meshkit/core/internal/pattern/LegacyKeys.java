// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.pattern;

import io.meshkit.core.internal.pattern.FreeFormMaps.Keys;
import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.Origin;
import io.meshkit.document.Place;
import io.meshkit.document.TextEdit;
import io.meshkit.document.Value;
import io.meshkit.finding.Finding;
import io.meshkit.finding.FindingSink;
import io.meshkit.finding.Fix;
import io.meshkit.pattern.Trait;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Takes the blanks out of keys that a user interface once wrote back as labels, such as {@code depends On} and {@code match Labels}
 * (meshery/meshkit, "prettify"). Maps whose keys are text are left as they are, and so is what a drawing tool notes.
 */
final class LegacyKeys {

    private static final Pattern PRETTIFIED = Pattern.compile("[a-z][a-z0-9]*( [A-Z0-9][A-Za-z0-9]*)+");

    private final FreeFormMaps free;
    private final FindingSink findings;

    LegacyKeys(FreeFormMaps free, FindingSink findings) {
        this.free = free;
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
        Optional<MapValue> settings = repaired.map("settings");
        if (settings.isPresent()) {
            String type = repaired.text("type").orElse("");
            Function<List<String>, Keys> keys = path -> free.inSettings(type, path);
            repaired = repaired.with("settings", repairMap(settings.get(), keys, List.of()));
        }
        Optional<MapValue> traits = repaired.map("traits");
        return traits.isPresent() ? repaired.with("traits", repairTraits(traits.get())) : repaired;
    }

    private MapValue repairTraits(MapValue written) {
        MapValue traits = repairKeys(written);
        for (MapValue.Entry trait : traits) {
            Trait read = new Trait(trait.key(), trait.value(), Optional.empty());
            if (!Drawing.isNote(read, Grammar.SERVICES)) {
                traits = replaced(traits, trait, repairDeep(trait.value(), free::inTraits, List.of(trait.key())));
            }
        }
        return traits;
    }

    /** Documents are at most as deep as the reader allows, so this ends. */
    private Value repairDeep(Value value, Function<List<String>, Keys> keys, List<String> path) {
        if (value instanceof ListValue list) {
            return repairList(list, keys, path);
        }
        if (!(value instanceof MapValue map)) {
            return value;
        }
        Keys inside = keys.apply(path);
        if (inside == Keys.WORDS) {
            return repairMap(map, keys, path);
        }
        reportKept(map, path.get(path.size() - 1));
        return inside == Keys.TEXT ? map : repairValues(map, keys, path, unused -> FreeFormMaps.ANY_KEY);
    }

    private Value repairList(ListValue list, Function<List<String>, Keys> keys, List<String> path) {
        List<Value> items = new ArrayList<>(list.size());
        boolean same = true;
        for (Value item : list) {
            Value repaired = item instanceof MapValue map ? repairMap(map, keys, path) : repairDeep(item, keys, path);
            same &= repaired == item;
            items.add(repaired);
        }
        return same ? list : ListValue.of(items).at(list);
    }

    private MapValue repairMap(MapValue map, Function<List<String>, Keys> keys, List<String> path) {
        return repairValues(repairKeys(map), keys, path, UnaryOperator.identity());
    }

    private MapValue repairValues(
            MapValue map, Function<List<String>, Keys> keys, List<String> path, UnaryOperator<String> step) {
        MapValue repaired = map;
        for (MapValue.Entry entry : map) {
            if (entry.value() instanceof MapValue || entry.value() instanceof ListValue) {
                List<String> inner = new ArrayList<>(path);
                inner.add(step.apply(entry.key()));
                repaired = replaced(repaired, entry, repairDeep(entry.value(), keys, inner));
            }
        }
        return repaired;
    }

    private static MapValue replaced(MapValue map, MapValue.Entry entry, Value value) {
        return value == entry.value() ? map : map.with(entry.key(), value);
    }

    private MapValue repairKeys(MapValue map) {
        boolean needed = false;
        for (String key : map.keys()) {
            needed |= isPrettified(key);
        }
        return needed ? rebuilt(map) : map;
    }

    private static boolean isPrettified(String key) {
        return key.indexOf(' ') > 0 && PRETTIFIED.matcher(key).matches();
    }

    private MapValue rebuilt(MapValue map) {
        MapValue.Builder builder = MapValue.builder();
        for (MapValue.Entry entry : map) {
            String key = entry.key();
            Optional<Place> place = map.keyPlace(key);
            String name = isPrettified(key) ? repaired(key, map, builder, place) : key;
            if (place.isPresent()) {
                builder.put(name, Origin.at(place.get()), 0, 0, entry.value());
            } else {
                builder.put(name, entry.value());
            }
        }
        return builder.build().at(map);
    }

    /** The key without blanks; as it is where that key stands beside it, which is for the reader to settle. */
    private String repaired(String key, MapValue map, MapValue.Builder before, Optional<Place> place) {
        String meant = key.replace(" ", "");
        Finding.Builder finding;
        if (map.has(meant) || before.has(meant)) {
            finding = PatternCodes.LEGACY_SPELLING.finding(
                    "the key \"" + key + "\" is kept as it is, since \"" + meant + "\" stands beside it; remove one");
            findings.report(finding.at(place)
                    .related(map.keyPlace(meant), "the other key")
                    .build());
            return key;
        }
        finding = PatternCodes.LEGACY_SPELLING
                .finding("the key \"" + key + "\" is read as \"" + meant + "\"; write it without blanks")
                .at(place);
        place.ifPresent(where -> finding.fix(new Fix("write " + meant, List.of(new TextEdit(where, meant)))));
        findings.report(finding.build());
        return meant;
    }

    /** One finding for a map, at its first such key. */
    private void reportKept(MapValue map, String name) {
        Optional<String> key =
                map.keys().stream().filter(LegacyKeys::isPrettified).findFirst();
        if (key.isEmpty()) {
            return;
        }
        String meant = key.get().replace(" ", "");
        Optional<Place> place = map.keyPlace(key.get());
        Finding.Builder finding = PatternCodes.KEPT_KEY
                .finding("the key \"" + key.get() + "\" is kept as it is, because the keys of " + name
                        + " are text; if a user interface put the blanks in, write " + meant)
                .at(place);
        place.ifPresent(where -> finding.fix(new Fix("write " + meant, List.of(new TextEdit(where, meant)))));
        findings.report(finding.build());
    }
}
