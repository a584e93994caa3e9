// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.pattern;

import io.meshkit.document.MapValue;
import io.meshkit.document.TextValue;
import io.meshkit.finding.FindingSink;
import io.meshkit.pattern.Component;
import io.meshkit.pattern.Pattern;
import io.meshkit.pattern.PatternCheck;
import io.meshkit.pattern.Trait;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Strict mutual TLS keeps callers out that have no proxy. Where the pattern makes the namespace of a caller that it lets in, it shows
 * whether the pods there get one.
 */
final class UninjectedCallerCheck implements PatternCheck {

    private static final String INJECTION = "automaticSidecarInjection";

    @Override
    public void check(Pattern pattern, FindingSink findings) {
        for (Component called : pattern.components()) {
            if (called.isA("Service") && isStrict(called, pattern)) {
                callers(called).forEach(caller -> check(called, caller, pattern, findings));
            }
        }
    }

    private static void check(Component called, TextValue caller, Pattern pattern, FindingSink findings) {
        pattern.service(caller.text(), called)
                .flatMap(Component::namespace)
                .flatMap(namespace -> madeHere(namespace.text(), pattern))
                .filter(namespace -> !isInjected(namespace, pattern))
                .ifPresent(namespace -> findings.report(PatternCodes.UNINJECTED_CALLER
                        .finding(called.key() + " accepts mutual TLS alone, and the caller " + caller
                                + " is in the namespace " + namespace.name()
                                + ", which the pattern makes without automaticSidecarInjection, so its pods may have no"
                                + " proxy and be refused; add the trait to the namespace, or let the policy be permissive"
                                + " until they have one")
                        .at(caller)
                        .related(namespace.keyPlace(), "the namespace of the caller")
                        .build()));
    }

    private static boolean isStrict(Component called, Pattern pattern) {
        String namespace = called.namespace().map(TextValue::text).orElse("");
        return Stream.concat(Stream.of(called), Stream.concat(madeHere(namespace, pattern).stream(), meshes(pattern)))
                .flatMap(component -> trait(component, "mTLS").stream()
                        .filter(trait -> component.key().equals(called.key()) || holdsIn(trait, namespace)))
                .anyMatch(trait ->
                        trait.map().text("policy").filter("strict"::equals).isPresent());
    }

    /** A trait of a mesh may name the namespaces that it is for. */
    private static boolean holdsIn(Trait trait, String namespace) {
        return trait.map()
                .list("namespaces")
                .map(names -> names.texts().contains(namespace))
                .orElse(true);
    }

    private static List<TextValue> callers(Component called) {
        return trait(called, "access").stream()
                .flatMap(access -> access.map().list("rules").stream())
                .flatMap(rules -> rules.items().stream())
                .filter(MapValue.class::isInstance)
                .map(MapValue.class::cast)
                .filter(rule -> !rule.text("action").filter("deny"::equals).isPresent())
                .flatMap(rule -> rule.map("from").flatMap(from -> from.list("services")).stream())
                .flatMap(services -> services.items().stream())
                .filter(TextValue.class::isInstance)
                .map(TextValue.class::cast)
                .toList();
    }

    private static Optional<Component> madeHere(String namespace, Pattern pattern) {
        return pattern.components().stream()
                .filter(component -> component.isA("Namespace"))
                .filter(component -> component.name().text().equals(namespace))
                .findFirst();
    }

    private static Stream<Component> meshes(Pattern pattern) {
        return pattern.components().stream().filter(component -> component.isA("Mesh"));
    }

    /** By a trait of its own, by one of the mesh, or by a label or annotation of a mesh, which may say anything. */
    private static boolean isInjected(Component namespace, Pattern pattern) {
        String name = namespace.name().text();
        boolean byMesh = meshes(pattern)
                .flatMap(mesh -> trait(mesh, INJECTION).stream())
                .anyMatch(trait -> trait.map().list("namespaces").stream()
                        .anyMatch(names -> names.texts().contains(name)));
        return byMesh
                || trait(namespace, INJECTION).isPresent()
                || Stream.of(namespace.labels(), namespace.annotations())
                        .flatMap(map -> map.keys().stream())
                        .anyMatch(key -> key.contains("inject") || key.contains("istio.io/"));
    }

    private static Optional<Trait> trait(Component component, String name) {
        return component.traits().stream()
                .filter(trait -> trait.name().equals(name))
                .findFirst();
    }
}
