// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.mesh.reference;

import io.meshkit.pattern.Component;
import io.meshkit.pattern.Pattern;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a pattern says of all services of a mesh.
 *
 * @param services the rules by service
 */
record MeshRules(Map<String, ServiceRules> services) {

    static final MeshRules NONE = new MeshRules(Map.of());

    ServiceRules of(String service) {
        return services.getOrDefault(service, ServiceRules.NONE);
    }

    /** Reads a pattern without mistakes; refuses what does not fit the mesh. */
    static MeshRules of(Pattern pattern, Map<String, String> namespaces) {
        Map<String, ServiceRules> services = new TreeMap<>();
        for (Component component : pattern.components()) {
            String name = component.name().text();
            String where =
                    component.name().place().map(place -> " (" + place + ")").orElse("");
            try {
                check(component, namespaces);
                RulesReader reader = new RulesReader(component, pattern, namespaces.keySet());
                if (services.put(name, reader.read()) != null) {
                    throw new IllegalArgumentException("it is there twice");
                }
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(component.key() + where + ": " + e.getMessage(), e);
            }
        }
        return new MeshRules(services);
    }

    private static void check(Component component, Map<String, String> namespaces) {
        String name = component.name().text();
        if (!component.isA("Service")) {
            throw new IllegalArgumentException(
                    "the reference mesh knows services alone, not the type " + component.type());
        }
        if (!namespaces.containsKey(name)) {
            throw new IllegalArgumentException(
                    "the mesh has no service " + name + "; it has " + String.join(", ", namespaces.keySet()));
        }
        component
                .namespace()
                .map(Object::toString)
                .filter(named -> !named.equals(namespaces.get(name)))
                .ifPresent(named -> {
                    throw new IllegalArgumentException(
                            name + " is in the namespace " + namespaces.get(name) + " of the mesh, not in " + named);
                });
        component
                .settings()
                .text("serviceAccount")
                .filter(account -> !account.equals(name))
                .ifPresent(account -> {
                    throw new IllegalArgumentException(
                            "services of the reference mesh run as service accounts of their own name");
                });
        if (!Set.of("", "http").contains(component.settings().text("protocol").orElse(""))) {
            throw new IllegalArgumentException(
                    "the reference mesh speaks HTTP/1.1 alone; settings.protocol is http or left out");
        }
    }
}
