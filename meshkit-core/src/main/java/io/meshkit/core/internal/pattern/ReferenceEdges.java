// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.pattern;

import io.meshkit.document.TextValue;
import io.meshkit.finding.Finding;
import io.meshkit.finding.FindingSink;
import io.meshkit.pattern.Component;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Services wait for those that they refer to. Services that refer to each other, as two that call each other do, say nothing of an order by
 * that, so these references order nothing; what {@code dependsOn} says is never left out.
 */
final class ReferenceEdges {

    /** For each service those that it refers to, and where. */
    private final Map<String, Map<String, TextValue>> edges = new TreeMap<>();

    void add(String service, String target, TextValue place) {
        if (!service.equals(target)) {
            edges.computeIfAbsent(service, key -> new LinkedHashMap<>())
                    .putIfAbsent(target, TextValue.of(target).at(place));
        }
    }

    List<Component> addTo(Collection<Component> components, FindingSink findings) {
        List<String> keys = components.stream().map(Component::key).distinct().toList();
        DependencyGraph<String> references =
                new DependencyGraph<>(keys, key -> List.copyOf(targets(key).keySet()));
        for (List<String> knot : references.knots()) {
            findings.report(finding(knot));
            knot.forEach(key -> targets(key).keySet().removeAll(knot));
        }
        List<Component> changed = new ArrayList<>();
        for (Component component : components) {
            Map<String, TextValue> needs = new LinkedHashMap<>();
            component.dependsOn().forEach(name -> needs.putIfAbsent(name.text(), name));
            targets(component.key()).forEach(needs::putIfAbsent);
            changed.add(component.toBuilder().dependsOn(needs.values()).build());
        }
        return changed;
    }

    private Map<String, TextValue> targets(String service) {
        return edges.getOrDefault(service, Map.of());
    }

    private Finding finding(List<String> knot) {
        Finding.Builder finding = PatternCodes.MUTUAL_REFERENCES.finding(String.join(", ", knot)
                + " refer to each other, so none waits for the others; add dependsOn where one must be there first");
        boolean first = true;
        for (String service : knot) {
            for (Map.Entry<String, TextValue> edge : targets(service).entrySet()) {
                if (knot.contains(edge.getKey()) && first) {
                    finding.at(edge.getValue());
                    first = false;
                } else if (knot.contains(edge.getKey())) {
                    finding.related(edge.getValue().place(), service + " refers to " + edge.getKey());
                }
            }
        }
        return finding.build();
    }
}
