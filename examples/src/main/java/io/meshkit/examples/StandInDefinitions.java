// SPDX-License-Identifier: Apache-2.0
package io.meshkit.examples;

import io.meshkit.MeshKit;
import io.meshkit.core.document.ManifestReader;
import io.meshkit.document.SourceText;
import io.meshkit.mesh.MeshId;
import io.meshkit.pattern.Rendering;
import io.meshkit.resource.Resource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Definitions of the kinds of all meshes by their names alone, without the schemas that the real ones have. */
final class StandInDefinitions {

    private static final String DEFINITION = """
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata:
          name: %4$s.%1$s
        spec:
          group: %1$s
          names:
            kind: %3$s
            listKind: %3$sList
            plural: %4$s
            singular: %5$s
          scope: Namespaced
          versions:
            - name: %2$s
              served: true
              storage: true
              subresources:
                status: {}
              schema:
                openAPIV3Schema:
                  type: object
                  properties:
                    spec:
                      type: object
                      x-kubernetes-preserve-unknown-fields: true
                    status:
                      type: object
                      x-kubernetes-preserve-unknown-fields: true
        """;

    /** A second kind of one name; files name the other one. */
    private static final String ROUTE_OF_LINKERD = definition("policy.linkerd.io/v1beta3", "HTTPRoute");

    private StandInDefinitions() {}

    /** What the adapters of a kit render and let files name. */
    static List<Resource> of(MeshKit kit) {
        Set<String> definitions = new TreeSet<>(Set.of(ROUTE_OF_LINKERD));
        for (MeshId mesh : kit.meshes()) {
            Map<String, String> kinds = kit.adapter(mesh)
                    .flatMap(adapter -> adapter.capability(Rendering.class))
                    .map(Rendering::rawKinds)
                    .orElse(Map.of());
            kinds.forEach((kind, apiVersion) -> definitions.add(definition(apiVersion, kind)));
        }
        String text = definitions.stream().collect(Collectors.joining("---\n"));
        return new ManifestReader()
                .read(SourceText.of("stand-in-definitions.yaml", text))
                .resources();
    }

    private static String definition(String apiVersion, String kind) {
        String[] groupAndVersion = apiVersion.split("/");
        String singular = kind.toLowerCase(Locale.ROOT);
        return DEFINITION.formatted(groupAndVersion[0], groupAndVersion[1], kind, plural(singular), singular);
    }

    /** The plural as the real definitions have it: virtualservices, meshes, authorizationpolicies, servicedefaults. */
    private static String plural(String singular) {
        if (singular.matches(".*[^aeiou]y")) {
            return singular.substring(0, singular.length() - 1) + "ies";
        }
        if (singular.endsWith("sh")) {
            return singular + "es";
        }
        return singular.endsWith("s") ? singular : singular + "s";
    }
}
