// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.pattern;

import static java.util.Objects.requireNonNull;

import io.meshkit.document.Place;
import io.meshkit.document.TextValue;
import io.meshkit.finding.Finding;
import io.meshkit.finding.FindingSink;
import io.meshkit.pattern.Component;
import io.meshkit.pattern.Pattern;
import io.meshkit.pattern.PatternCheck;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Every name in {@code dependsOn} is a service, and nobody waits for himself by a detour. */
final class DependencyCheck implements PatternCheck {

    @Override
    public void check(Pattern pattern, FindingSink findings) {
        Map<String, Component> byKey = new LinkedHashMap<>();
        pattern.components().forEach(component -> byKey.put(component.key(), component));
        for (Component component : pattern.components()) {
            for (TextValue name : component.dependsOn()) {
                if (!byKey.containsKey(name.text()) && !ReferenceText.mayHaveReference(name.text())) {
                    findings.report(PatternCodes.UNKNOWN_DEPENDENCY
                            .finding(component.key() + " depends on \"" + name
                                    + "\", which is no service of this pattern"
                                    + Suggestion.sentence(name.text(), others(component, byKey)))
                            .at(component.keyPlace())
                            .at(name)
                            .build());
                }
            }
        }
        graph(byKey).cycles().forEach(cycle -> findings.report(finding(cycle, byKey)));
    }

    private static Set<String> others(Component component, Map<String, Component> byKey) {
        Set<String> others = new TreeSet<>(byKey.keySet());
        others.remove(component.key());
        return others;
    }

    private static DependencyGraph<String> graph(Map<String, Component> byKey) {
        return new DependencyGraph<>(
                List.copyOf(byKey.keySet()),
                key -> component(key, byKey).dependsOn().stream()
                        .map(TextValue::text)
                        .toList());
    }

    private static Finding finding(List<String> cycle, Map<String, Component> byKey) {
        String path = String.join(" -> ", cycle) + " -> " + cycle.get(0);
        Finding.Builder finding =
                PatternCodes.DEPENDENCY_CYCLE.finding("services depend on each other in a circle: " + path);
        for (int i = 0; i < cycle.size(); i++) {
            String from = cycle.get(i);
            String to = cycle.get((i + 1) % cycle.size());
            Optional<Place> place = edge(component(from, byKey), to);
            if (i == 0) {
                finding.at(place);
            } else {
                finding.related(place, from + " depends on " + to);
            }
        }
        return finding.build();
    }

    private static Component component(String key, Map<String, Component> byKey) {
        return requireNonNull(byKey.get(key), key);
    }

    private static Optional<Place> edge(Component from, String to) {
        return from.dependsOn().stream()
                .filter(name -> name.text().equals(to))
                .findFirst()
                .flatMap(TextValue::place)
                .or(from::keyPlace);
    }
}
