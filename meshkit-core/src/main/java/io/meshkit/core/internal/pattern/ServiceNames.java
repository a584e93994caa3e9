// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.pattern;

import io.meshkit.core.schema.DocumentSchema;
import io.meshkit.document.JsonPointer;
import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.NullValue;
import io.meshkit.document.TextValue;
import io.meshkit.document.Value;
import io.meshkit.pattern.Component;
import io.meshkit.pattern.Pattern;
import io.meshkit.pattern.Trait;
import io.meshkit.pattern.TraitDefinition;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Finds the texts of components that name services: what a component depends on, and what the schemas of its traits mark by
 * {@code x-mk-refers: service}. Whoever gives services other keys changes all of these. Immutable and thread-safe.
 */
final class ServiceNames {

    private static final String KEYWORD = "x-mk-refers";
    private static final Value SERVICE = TextValue.of("service");
    private static final String DEPENDS_ON = "dependsOn";
    private static final String TRAITS = "traits";

    private final Map<String, DocumentSchema> schemas = new HashMap<>();

    /** @param traits all traits that there are, those of plugins as well */
    ServiceNames(Collection<TraitDefinition> traits) {
        traits.forEach(trait -> schemas.put(trait.name(), DocumentSchema.of(trait.schema())));
    }

    /** All names by the way to them, from the component on. */
    Map<JsonPointer, TextValue> in(Component component) {
        Map<JsonPointer, TextValue> names = inTraits(component);
        List<TextValue> needs = component.dependsOn();
        for (int i = 0; i < needs.size(); i++) {
            names.put(JsonPointer.of(DEPENDS_ON).child(i), needs.get(i));
        }
        return names;
    }

    /** The names in the traits alone. */
    Map<JsonPointer, TextValue> inTraits(Component component) {
        Map<JsonPointer, TextValue> names = new TreeMap<>();
        for (Trait trait : component.traits()) {
            DocumentSchema schema = schemas.get(trait.name());
            if (schema != null) {
                collect(trait, schema, names);
            }
        }
        return names;
    }

    private static void collect(Trait trait, DocumentSchema schema, Map<JsonPointer, TextValue> names) {
        Deque<Map.Entry<JsonPointer, Value>> open = new ArrayDeque<>();
        open.push(Map.entry(JsonPointer.ROOT, trait.settings()));
        while (!open.isEmpty()) {
            JsonPointer way = open.peek().getKey();
            Value value = open.pop().getValue();
            if (value instanceof MapValue map) {
                map.forEach(entry -> open.push(Map.entry(way.child(entry.key()), entry.value())));
            } else if (value instanceof ListValue list) {
                for (int i = 0; i < list.size(); i++) {
                    open.push(Map.entry(way.child(i), list.get(i)));
                }
            } else if (value instanceof TextValue text
                    && schema.keyword(trait.settings(), way, KEYWORD)
                            .filter(SERVICE::equals)
                            .isPresent()) {
                names.put(JsonPointer.of(TRAITS, trait.name()).append(way), text);
            }
        }
    }

    /** A component with other names in some of these places. */
    static Component with(Component component, Map<JsonPointer, TextValue> names) {
        if (names.isEmpty()) {
            return component;
        }
        List<TextValue> needs = new ArrayList<>(component.dependsOn());
        Map<String, Value> traits = new HashMap<>();
        component.traits().forEach(trait -> traits.put(trait.name(), trait.settings()));
        names.forEach((way, name) -> {
            List<String> steps = way.segments();
            if (steps.get(0).equals(DEPENDS_ON)) {
                needs.set(Integer.parseInt(steps.get(1)), name);
            } else {
                JsonPointer inside = new JsonPointer(steps.subList(2, steps.size()));
                traits.computeIfPresent(steps.get(1), (key, settings) -> settings.with(inside, name));
            }
        });
        return component.toBuilder()
                .dependsOn(needs)
                .traits(component.traits().stream()
                        .map(trait -> new Trait(
                                trait.name(), traits.getOrDefault(trait.name(), trait.settings()), trait.keyPlace()))
                        .toList())
                .build();
    }

    /**
     * The names of every component once references are filled in. What nobody can tell before the pattern is rendered, such as the value
     * of an environment variable, stays a text with a reference.
     *
     * @param pattern the pattern
     * @param open variables whose values are not those of the pattern
     */
    Map<String, Map<JsonPointer, TextValue>> meant(Pattern pattern, Set<String> open) {
        Map<String, Map<JsonPointer, TextValue>> meant = new HashMap<>();
        for (Component component : filled(pattern, open)) {
            meant.put(component.key(), in(component));
        }
        return meant;
    }

    private static List<Component> filled(Pattern pattern, Set<String> open) {
        boolean refers = Referrers.in(new ReferenceView(pattern, pattern.vars())).values().stream()
                .anyMatch(referrer -> referrer.isUnder(TRAITS) || referrer.isUnder(DEPENDS_ON));
        if (!refers) {
            return pattern.components();
        }
        // what is wrong with references and variables is told when the pattern is rendered
        FindingList untold = new FindingList();
        Map<String, Value> given = new TreeMap<>();
        open.forEach(name -> given.put(name, NullValue.NULL));
        MapValue values = new Variables(pattern, untold).values(given);
        return new ReferenceResolver(Environment.CLOSED, untold).fill(pattern, values);
    }
}
