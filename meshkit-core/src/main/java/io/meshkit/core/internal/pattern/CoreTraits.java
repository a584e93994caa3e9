// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.pattern;

import io.meshkit.pattern.TraitDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The traits of the language: names, what they apply to, and their schemas. Adapters bring the renderers. */
final class CoreTraits {

    /** A new trait is a line here and a schema in {@code trait-NAME.json}. */
    private static final Map<String, Set<String>> APPLIES_TO = new TreeMap<>(Map.of(
            "automaticSidecarInjection", Set.of("Mesh", "Namespace"),
            "circuitBreaker", Set.of("Service"),
            "mTLS", Set.of("Mesh", "Namespace", "Service"),
            "retry", Set.of("Service"),
            "route", Set.of("Service"),
            "timeout", Set.of("Service"),
            "trafficSplit", Set.of("Service")));

    private CoreTraits() {}

    static List<TraitDefinition> all(Resources resources) {
        List<TraitDefinition> traits = new ArrayList<>();
        APPLIES_TO.forEach((name, types) ->
                traits.add(new TraitDefinition(name, resources.map("trait-" + name + ".json"), types, Map.of())));
        return traits;
    }
}
