// SPDX-License-Identifier: Apache-2.0
package io.meshkit.linkerd;

import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.Value;
import io.meshkit.linkerd.LinkerdProxy.Request;
import io.meshkit.testkit.contract.RenderedServices;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Decides on requests as Linkerd's proxy does by the objects that are rendered (linkerd/linkerd2:policy-controller/k8s/index/src/inbound/index.rs
 * and linkerd/linkerd2-proxy:linkerd/app/inbound/src/policy/http.rs): one route counts, with the policies of its own and those of the Server.
 */
final class LinkerdPolicy {

    private final RenderedServices rendered;

    LinkerdPolicy(RenderedServices rendered) {
        this.rendered = rendered;
    }

    /**
     * Who calls.
     *
     * @param account the service account, as {@code NAMESPACE/NAME}; empty without mutual TLS
     * @param address from where
     */
    record Caller(Optional<String> account, String address) {

        Optional<String> namespace() {
            return account.map(name -> name.substring(0, name.indexOf('/')));
        }
    }

    boolean allows(Caller caller, Request request, long port) {
        MapValue server = rendered.objects("Server").stream()
                .filter(one -> spec(one).get("port").orElseThrow().toString().equals("" + port))
                .findFirst()
                .orElseThrow();
        List<MapValue> routes = rendered.objects("HTTPRoute").stream()
                .filter(route -> name(first(spec(route), "parentRefs")).equals(name(server)))
                .sorted(Comparator.comparing(LinkerdPolicy::name))
                .toList();
        if (!routes.isEmpty()) {
            return allowsOn(routes, server, caller, request);
        }
        return isLetIn(server, caller) || isLetInBy(server, caller);
    }

    private boolean allowsOn(List<MapValue> routes, MapValue server, Caller caller, Request request) {
        List<MapValue> rules = new ArrayList<>();
        for (MapValue route : routes) {
            for (Value rule : spec(route).list("rules").orElseThrow()) {
                rules.add(((MapValue) rule).with("of", route));
            }
        }
        return LinkerdProxy.rule(rules, request)
                .map(rule -> rule.map("of").orElseThrow())
                .filter(route -> isLetIn(server, caller) || isLetInBy(server, caller) || isLetInBy(route, caller))
                .isPresent();
    }

    private static boolean isLetIn(MapValue server, Caller caller) {
        return switch (spec(server).text("accessPolicy").orElse("deny")) {
            case "all-unauthenticated" -> true;
            case "all-authenticated" -> caller.account().isPresent();
            default -> false;
        };
    }

    private boolean isLetInBy(MapValue target, Caller caller) {
        return rendered.objects("AuthorizationPolicy").stream()
                .map(LinkerdPolicy::spec)
                .filter(policy -> isSame(policy.map("targetRef").orElseThrow(), target))
                .anyMatch(policy -> policy.list("requiredAuthenticationRefs").orElseThrow().items().stream()
                        .allMatch(reference -> isProven((MapValue) reference, caller)));
    }

    private static boolean isSame(MapValue reference, MapValue target) {
        return reference.get("kind").equals(target.get("kind"))
                && reference.text("name").orElseThrow().equals(name(target));
    }

    private boolean isProven(MapValue reference, Caller caller) {
        MapValue who = rendered.objects(reference.text("kind").orElseThrow()).stream()
                .filter(one -> name(one).equals(reference.text("name").orElseThrow()))
                .map(LinkerdPolicy::spec)
                .findFirst()
                .orElseThrow();
        return any(who, "identities", one -> caller.account().isPresent())
                || any(who, "identityRefs", one -> isIdentity((MapValue) one, caller))
                || any(who, "networks", one -> isFrom((MapValue) one, caller));
    }

    private static boolean any(MapValue who, String key, Predicate<Value> holds) {
        return who.list(key).orElse(ListValue.EMPTY).items().stream().anyMatch(holds);
    }

    private static boolean isIdentity(MapValue reference, Caller caller) {
        String name = reference.text("name").orElseThrow();
        return reference.text("kind").orElseThrow().equals("Namespace")
                ? caller.namespace().filter(name::equals).isPresent()
                : caller.account()
                        .filter(account ->
                                account.equals(reference.text("namespace").orElseThrow() + "/" + name))
                        .isPresent();
    }

    private static boolean isFrom(MapValue network, Caller caller) {
        return switch (network.text("cidr").orElseThrow()) {
            case "0.0.0.0/0" -> true;
            case "10.0.0.0/8" -> caller.address().startsWith("10.");
            default -> false;
        };
    }

    private static MapValue spec(MapValue object) {
        return object.map("spec").orElseThrow();
    }

    private static MapValue first(MapValue spec, String key) {
        return (MapValue) spec.list(key).orElseThrow().get(0);
    }

    private static String name(MapValue object) {
        return object.map("metadata").orElse(object).text("name").orElseThrow();
    }
}
