// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.pattern;

import static java.util.Objects.requireNonNull;

import io.meshkit.document.TextValue;
import io.meshkit.pattern.Component;
import io.meshkit.pattern.Pattern;
import io.meshkit.resource.GroupKind;
import io.meshkit.resource.ResourceKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which object waits for which. What a component depends on comes before all its objects; kinds of a mesh come after the mesh. An object to
 * which several components write counts as that of the component that comes first.
 */
final class DesiredGraph {

    /** Beyond this many edges, objects wait only for what tells that a component is up: definitions, workloads, webhooks. */
    private static final int MANY_EDGES = 100_000;

    private static final Set<String> GATES = Set.of(
            "CustomResourceDefinition",
            "DaemonSet",
            "Deployment",
            "Job",
            "MutatingWebhookConfiguration",
            "Namespace",
            "Pod",
            "StatefulSet",
            "ValidatingWebhookConfiguration");

    private final Map<String, Component> components = new HashMap<>();
    private final List<String> order;
    private final Map<String, List<ResourceKey>> objectsOf = new HashMap<>();
    private final Map<ResourceKey, Set<ResourceKey>> after = new HashMap<>();

    DesiredGraph(Pattern pattern, Collection<DraftObject> objects, List<GroupKind> meshKinds) {
        pattern.components().forEach(component -> components.put(component.key(), component));
        DependencyGraph<String> graph = new DependencyGraph<>(
                pattern.components().stream().map(Component::key).distinct().toList(), this::needs);
        order = graph.order();
        place(objects);
        if (graph.cycles().isEmpty()) {
            connectComponents();
            connectMesh(Set.copyOf(meshKinds));
        }
    }

    /** What must be there before an object, beside what its drafts say. */
    Set<ResourceKey> after(ResourceKey key) {
        return Collections.unmodifiableSet(after.getOrDefault(key, Set.of()));
    }

    private Component component(String key) {
        return requireNonNull(components.get(key), key);
    }

    private List<String> needs(String component) {
        return component(component).dependsOn().stream()
                .map(TextValue::text)
                .filter(components::containsKey)
                .distinct()
                .toList();
    }

    private void place(Collection<DraftObject> objects) {
        Map<String, Integer> positions = new HashMap<>();
        for (int i = 0; i < order.size(); i++) {
            positions.put(order.get(i), i);
        }
        for (DraftObject object : objects) {
            object.writers().stream()
                    .map(Writer::component)
                    .filter(positions::containsKey)
                    .min(Comparator.comparing(positions::get))
                    .ifPresent(home -> objectsOf
                            .computeIfAbsent(home, component -> new ArrayList<>())
                            .add(object.key()));
        }
    }

    private List<ResourceKey> objects(String component) {
        return objectsOf.getOrDefault(component, List.of());
    }

    private void connectComponents() {
        Map<String, Set<String>> waitsFor = new HashMap<>();
        long edges = 0;
        for (String component : order) {
            Set<String> all = new LinkedHashSet<>();
            for (String need : needs(component)) {
                // a component without objects hands on what it waits for itself
                if (objects(need).isEmpty()) {
                    all.addAll(waitsFor.getOrDefault(need, Set.of()));
                } else {
                    all.add(need);
                }
            }
            waitsFor.put(component, all);
            for (String need : all) {
                edges += (long) objects(component).size() * objects(need).size();
            }
        }
        for (String component : order) {
            for (String need : waitsFor.getOrDefault(component, Set.of())) {
                List<ResourceKey> before = edges > MANY_EDGES ? gates(need) : objects(need);
                objects(component).forEach(object -> connect(object, before));
            }
        }
    }

    private List<ResourceKey> gates(String component) {
        List<ResourceKey> gates = objects(component).stream()
                .filter(key -> GATES.contains(key.groupKind().kind()))
                .toList();
        return gates.isEmpty() ? objects(component) : gates;
    }

    private void connect(ResourceKey object, List<ResourceKey> before) {
        Set<ResourceKey> keys = after.computeIfAbsent(object, key -> new TreeSet<>());
        before.stream().filter(key -> !key.equals(object)).forEach(keys::add);
    }

    private void connectMesh(Set<GroupKind> meshKinds) {
        for (String component : order) {
            if (!component(component).type().text().equals("Mesh")) {
                continue;
            }
            List<ResourceKey> gates = gates(component).stream()
                    .filter(key -> !meshKinds.contains(key.groupKind()))
                    .toList();
            Set<String> earlier = needed(component);
            objectsOf.forEach((home, objects) -> {
                if (!earlier.contains(home)) {
                    objects.stream()
                            .filter(key -> meshKinds.contains(key.groupKind()))
                            .forEach(key -> connect(key, gates));
                }
            });
        }
    }

    /** All that a component needs, through others too. */
    private Set<String> needed(String component) {
        Set<String> needed = new HashSet<>();
        List<String> open = new ArrayList<>(needs(component));
        while (!open.isEmpty()) {
            String next = open.remove(open.size() - 1);
            if (needed.add(next)) {
                open.addAll(needs(next));
            }
        }
        return needed;
    }
}
