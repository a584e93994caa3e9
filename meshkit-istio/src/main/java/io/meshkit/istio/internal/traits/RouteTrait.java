// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.traits;

import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.NumberValue;
import io.meshkit.document.Value;
import io.meshkit.pattern.Component;
import io.meshkit.pattern.Draft;
import io.meshkit.pattern.DraftNode;
import io.meshkit.pattern.Drafts;
import io.meshkit.pattern.RenderContext;
import io.meshkit.pattern.ServiceProtocol;
import io.meshkit.pattern.Support;
import io.meshkit.pattern.Trait;
import io.meshkit.pattern.TraitRenderer;
import io.meshkit.pattern.Weights;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Rules by path, header, query and method: HTTP routes of the VirtualService, in the order of the file. */
public final class RouteTrait implements TraitRenderer {

    private static final String NAME = "route";

    @Override
    public List<Support> support(Trait trait, Component component, RenderContext context) {
        if (ServiceProtocol.isOpaque(component)) {
            return List.of(Support.none(
                    "",
                    "rules by path, header, query and method are for HTTP, and settings.protocol says tcp",
                    "set settings.protocol to http, http2 or grpc if that is what the service speaks"));
        }
        List<Support> support = new ArrayList<>();
        support.add(Support.NATIVE);
        ListValue rules = rules(trait);
        for (int i = 0; i < rules.size(); i++) {
            support.addAll(RouteSupport.of(map(rules.get(i)), "/rules/" + i, component, context.pattern()));
        }
        return support;
    }

    @Override
    public void render(Trait trait, Component component, RenderContext context, Drafts drafts) {
        Draft routes = IstioTargets.httpRoutes(component, context, drafts);
        ListValue rules = rules(trait);
        for (int i = 0; i < rules.size(); i++) {
            MapValue rule = map(rules.get(i));
            DraftNode route = route(routes, i);
            rule.get("name").ifPresent(name -> route.set("/name", name));
            match(rule).ifPresent(match -> route.set("/match", match));
            action(rule, route, routes, component, context, drafts);
            changes(rule, route);
        }
    }

    /** Whether a rule without match takes every request, so that no route may follow it. */
    static boolean catchesAll(Component component) {
        return rules(component).stream()
                .anyMatch(rule -> rule.list("match").orElse(ListValue.EMPTY).size() == 0);
    }

    /** The routes of a service that send requests on: those of its rules that do, and the last one where a request can reach it. */
    static List<DraftNode> sendingOn(Component component, Draft routes) {
        List<DraftNode> sending = new ArrayList<>();
        List<MapValue> rules = rules(component);
        for (int i = 0; i < rules.size(); i++) {
            if (!RouteSupport.answersItself(rules.get(i))) {
                sending.add(route(routes, i));
            }
        }
        if (!catchesAll(component)) {
            sending.add(IstioTargets.defaultRoute(routes));
        }
        return sending;
    }

    /** Whether some request to a service is sent on. */
    static boolean sendsOn(Component component) {
        return !catchesAll(component) || !rules(component).stream().allMatch(RouteSupport::answersItself);
    }

    /** Whether some rule of a service redirects or responds. */
    static boolean answersItself(Component component) {
        return rules(component).stream().anyMatch(RouteSupport::answersItself);
    }

    private static DraftNode route(Draft routes, int rule) {
        return routes.list(IstioTargets.ROUTES).item("rule-" + rule, rule);
    }

    private static List<MapValue> rules(Component component) {
        return component.traits().stream()
                .filter(trait -> trait.name().equals(NAME))
                .flatMap(trait -> rules(trait).items().stream())
                .map(RouteTrait::map)
                .toList();
    }

    private static ListValue rules(Trait trait) {
        return trait.map().list("rules").orElse(ListValue.EMPTY);
    }

    static MapValue map(Value value) {
        return value instanceof MapValue map ? map : MapValue.EMPTY;
    }

    private static Optional<Value> match(MapValue rule) {
        return rule.list("match").filter(matches -> matches.size() > 0).map(matches -> {
            List<Value> rendered = new ArrayList<>();
            matches.forEach(
                    match -> rendered.add(RequestMatch.render(map(match)).at(match)));
            return ListValue.of(rendered).at(matches);
        });
    }

    private static void action(
            MapValue rule, DraftNode route, Draft routes, Component component, RenderContext context, Drafts drafts) {
        Optional<MapValue> redirect = rule.map("redirect");
        Optional<MapValue> respond = rule.map("respond");
        if (redirect.isPresent()) {
            copy(redirect.get(), "scheme", route, "/redirect/scheme");
            copy(redirect.get(), "host", route, "/redirect/authority");
            copy(redirect.get(), "port", route, "/redirect/port");
            copy(redirect.get(), "path", route, "/redirect/uri");
            copy(redirect.get(), "status", route, "/redirect/redirectCode");
        } else if (respond.isPresent()) {
            copy(respond.get(), "status", route, "/directResponse/status");
            copy(respond.get(), "body", route, "/directResponse/body/string");
        } else {
            route.set("/route", destinations(rule, routes, component, context, drafts));
        }
    }

    private static Value destinations(
            MapValue rule, Draft routes, Component component, RenderContext context, Drafts drafts) {
        ListValue targets = rule.list("to").filter(to -> to.size() > 0).orElse(ListValue.of(MapValue.EMPTY));
        List<Value> weights = Weights.whole(weights(targets));
        List<Value> rendered = new ArrayList<>();
        for (Value to : targets) {
            MapValue.Builder destination =
                    MapValue.builder().put("destination", destination(map(to), routes, component, context, drafts));
            if (targets.size() > 1 || map(to).has("weight")) {
                destination.put("weight", weights.get(rendered.size()));
            }
            rendered.add(destination.build().at(to));
        }
        return ListValue.of(rendered).at(targets);
    }

    /** Istio reads a missing weight as 0; targets without weights share alike. */
    private static List<Value> weights(ListValue targets) {
        return targets.items().stream()
                .map(to ->
                        map(to).get("weight").orElseGet(() -> NumberValue.of(1).at(to)))
                .toList();
    }

    private static MapValue destination(
            MapValue target, Draft routes, Component component, RenderContext context, Drafts drafts) {
        Optional<Value> named = target.get("service");
        Optional<Component> other = named.isEmpty()
                ? Optional.of(component)
                : context.pattern().service(named.get().toString(), component);
        if (other.isEmpty()) {
            return MapValue.of("host", named.orElseThrow());
        }
        Optional<Value> version = target.get("version");
        if (version.isEmpty()) {
            return IstioTargets.destination(other.get());
        }
        IstioTargets.subsets(other.get(), context, drafts).serves(routes);
        return IstioTargets.destination(other.get(), version.get().toString(), version.get());
    }

    private static void changes(MapValue rule, DraftNode route) {
        rule.map("rewrite").filter(rewrite -> !RouteSupport.answersItself(rule)).ifPresent(rewrite -> {
            copy(rewrite, "path", route, "/rewrite/uri");
            copy(rewrite, "host", route, "/rewrite/authority");
        });
        rule.map("headers").ifPresent(headers -> {
            for (String side : List.of("request", "response")) {
                headers.map(side).ifPresent(changes -> {
                    for (String change : List.of("set", "add", "remove")) {
                        copy(changes, change, route, "/headers/" + side + "/" + change);
                    }
                });
            }
        });
    }

    private static void copy(MapValue from, String key, DraftNode into, String field) {
        from.get(key).ifPresent(value -> into.set(field, value));
    }
}
