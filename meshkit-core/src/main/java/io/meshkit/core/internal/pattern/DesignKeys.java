// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.pattern;

import io.meshkit.document.MapValue;
import io.meshkit.document.TextValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The keys of the components of a design: the name that people see where only one component has it, or else the id, or else the place in
 * the list. Meshery wrote both names and ids into {@code dependsOn}, so both are understood.
 */
final class DesignKeys {

    private final List<String> keys;
    private final Map<String, String> byId;
    private final Map<String, List<String>> byName;

    private DesignKeys(List<String> keys, Map<String, String> byId, Map<String, List<String>> byName) {
        this.keys = keys;
        this.byId = byId;
        this.byName = byName;
    }

    static DesignKeys of(List<MapValue> components, FindingList findings) {
        Map<String, Integer> uses = new HashMap<>();
        components.forEach(
                component -> text(component, "displayName").ifPresent(name -> uses.merge(name, 1, Integer::sum)));
        List<String> keys = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        Map<String, TextValue> ids = new HashMap<>();
        Map<String, String> byId = new TreeMap<>();
        Map<String, List<String>> byName = new TreeMap<>();
        for (int i = 0; i < components.size(); i++) {
            MapValue component = components.get(i);
            Optional<String> name = text(component, "displayName");
            Optional<String> id = text(component, "id");
            String key = name.filter(known -> uses.getOrDefault(known, 0) == 1)
                    .or(() -> id)
                    .filter(known -> !taken.contains(known))
                    .orElseGet(() -> free(taken));
            taken.add(key);
            keys.add(key);
            name.ifPresent(known ->
                    byName.computeIfAbsent(known, any -> new ArrayList<>()).add(key));
            id.ifPresent(known -> byId.putIfAbsent(known, key));
            reportSecond(component, ids, findings);
        }
        return new DesignKeys(keys, byId, byName);
    }

    private static String free(Set<String> taken) {
        int number = taken.size() + 1;
        while (taken.contains("component-" + number)) {
            number++;
        }
        return "component-" + number;
    }

    private static void reportSecond(MapValue component, Map<String, TextValue> ids, FindingList findings) {
        Optional<TextValue> id = Absent.text(component, "id");
        Optional<TextValue> first = id.map(known -> ids.putIfAbsent(known.text(), known));
        if (first.isPresent()) {
            findings.report(PatternCodes.SAME_ID
                    .finding("the id " + id.get() + " is that of another component; give this one an id of its own")
                    .at(id.get())
                    .related(first.get().place(), "the component that has it first"));
        }
    }

    private static Optional<String> text(MapValue component, String key) {
        return Absent.text(component, key).map(TextValue::text);
    }

    String key(int index) {
        return keys.get(index);
    }

    /**
     * The keys that a name in dependsOn of a component stands for: all others with that name, and the name itself where nothing else has it.
     */
    List<TextValue> meant(TextValue name, String by) {
        String text = name.text();
        List<String> meant =
                byId.containsKey(text) ? List.of(byId.get(text)) : byName.getOrDefault(text, List.of(text));
        boolean others = meant.size() > 1;
        return meant.stream()
                .filter(key -> !others || !key.equals(by))
                .map(key -> TextValue.of(key).at(name))
                .toList();
    }
}
