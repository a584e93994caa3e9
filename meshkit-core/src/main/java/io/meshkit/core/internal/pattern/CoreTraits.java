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

    /**
     * A new trait is a line here and a schema in {@code trait-NAME.json}. An Application is a Service, so it is not named; what looks at
     * versions, callers or pods has nothing to do on an ExternalService.
     */
    private static final Map<String, Set<String>> APPLIES_TO = new TreeMap<>(Map.ofEntries(
            Map.entry("access", Set.of("Namespace", "Service")),
            Map.entry("automaticSidecarInjection", Set.of("Mesh", "Namespace")),
            Map.entry("circuitBreaker", Set.of("ExternalService", "Service")),
            Map.entry("fault", Set.of("Service")),
            Map.entry("limits", Set.of("ExternalService", "Service")),
            Map.entry("loadBalancer", Set.of("ExternalService", "Service")),
            Map.entry("mTLS", Set.of("Mesh", "Namespace", "Service")),
            Map.entry("retry", Set.of("ExternalService", "Service")),
            Map.entry("retryBudget", Set.of("ExternalService", "Service")),
            Map.entry("route", Set.of("Service")),
            Map.entry("timeout", Set.of("ExternalService", "Service")),
            Map.entry("trafficSplit", Set.of("Service"))));

    private CoreTraits() {}

    static List<TraitDefinition> all(Resources resources) {
        List<TraitDefinition> traits = new ArrayList<>();
        APPLIES_TO.forEach((name, types) ->
                traits.add(new TraitDefinition(name, resources.map("trait-" + name + ".json"), types, Map.of())));
        return traits;
    }
}
