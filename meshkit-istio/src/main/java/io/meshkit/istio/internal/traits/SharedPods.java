// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.traits;

import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.pattern.Component;
import io.meshkit.pattern.RenderContext;
import io.meshkit.pattern.Trait;
import java.util.Optional;

/**
 * Finds components whose policies for the same pods contradict each other. Those that allow would add up: Istio lets in whom any policy of a pod allows, so what one component keeps out, the
 * policy of another would let in (istio/api:security/v1beta1/authorization_policy.proto).
 */
final class SharedPods {

    private static final String ACCESS = "access";
    private static final String ALLOW = "allow";

    private SharedPods() {}

    /** A component for whose pods another one lets in callers that this one keeps out, or the other way round. */
    static Optional<Component> widened(Component component, Trait trait, RenderContext context) {
        return context.pattern().components().stream()
                .filter(other -> !other.key().equals(component.key()))
                .filter(other -> access(other)
                        .filter(theirs -> contradict(component, trait, other, theirs, context))
                        .isPresent())
                .findFirst();
    }

    /** Another service that asks callers of the same pods for something else. Istio follows the oldest policy of a pod. */
    static Optional<Component> askingOtherwise(Component service, Trait mutualTls, RenderContext context) {
        return context.pattern().components().stream()
                .filter(other -> other.isA("Service") && !other.key().equals(service.key()))
                .filter(other -> other.traits().stream()
                        .anyMatch(trait -> trait.name().equals(mutualTls.name())
                                && !MutualTlsTrait.policy(trait).equals(MutualTlsTrait.policy(mutualTls))))
                .filter(other -> meet(service, other, context))
                .findFirst();
    }

    /** Whether two services select the same pods, or would by their labels. */
    private static boolean meet(Component one, Component other, RenderContext context) {
        return context.namespaceOf(one).equals(context.namespaceOf(other))
                && (overlap(selector(one), selector(other))
                        || context.accounts().share(one, other));
    }

    private static Optional<Trait> access(Component component) {
        return component.traits().stream()
                .filter(trait -> trait.name().equals(ACCESS))
                .findFirst();
    }

    /** A service that opens what its namespace keeps out says so for its own pods; a namespace that opens what a service keeps out does not. */
    private static boolean contradict(
            Component one, Trait ofOne, Component other, Trait ofOther, RenderContext context) {
        if (one.isA("Service") && other.isA("Service")) {
            return meet(one, other, context)
                    && (widens(ofOne) && restricts(ofOther) || widens(ofOther) && restricts(ofOne));
        }
        boolean isNamespace = one.type().text().equals("Namespace");
        return isNamespace
                && other.isA("Service")
                && context.namespaceOf(other).equals(one.name().text())
                && widens(ofOne)
                && restricts(ofOther);
    }

    /** Whether all pods of the one are pods of the other. */
    private static boolean overlap(MapValue one, MapValue other) {
        return contains(one, other) || contains(other, one);
    }

    private static boolean contains(MapValue wide, MapValue narrow) {
        return !wide.isEmpty()
                && wide.entries().stream()
                        .allMatch(label -> narrow.get(label.key())
                                .filter(label.value()::equals)
                                .isPresent());
    }

    private static MapValue selector(Component component) {
        return component.settings().map("selector").orElse(MapValue.EMPTY);
    }

    private static boolean widens(Trait trait) {
        return standard(trait).equals(ALLOW) || hasAllowingRule(trait);
    }

    private static boolean restricts(Trait trait) {
        return !standard(trait).equals(ALLOW) && (trait.map().has("default") || hasAllowingRule(trait));
    }

    private static String standard(Trait trait) {
        return trait.map().text("default").orElse("");
    }

    private static boolean hasAllowingRule(Trait trait) {
        return trait.map().list("rules").orElse(ListValue.EMPTY).items().stream()
                .anyMatch(rule ->
                        RouteTrait.map(rule).text("action").orElse(ALLOW).equals(ALLOW));
    }
}
