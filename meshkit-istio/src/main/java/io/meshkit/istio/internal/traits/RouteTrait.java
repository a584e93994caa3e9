// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.traits;

import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.TextValue;
import io.meshkit.document.Value;
import io.meshkit.pattern.Component;
import io.meshkit.pattern.Draft;
import io.meshkit.pattern.DraftNode;
import io.meshkit.pattern.Drafts;
import io.meshkit.pattern.RenderContext;
import io.meshkit.pattern.Support;
import io.meshkit.pattern.Trait;
import io.meshkit.pattern.TraitRenderer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Rules by path, header, query and method: HTTP routes of the VirtualService, in the order of the file. */
public final class RouteTrait implements TraitRenderer {

    private static final String NAME = "route";

    @Override
    public List<Support> support(Trait trait, Component component, RenderContext context) {
        List<Support> support = new ArrayList<>();
        support.add(Support.NATIVE);
        ListValue rules = rules(trait);
        for (int i = 0; i < rules.size(); i++) {
            ListValue matches = map(rules.get(i)).list("match").orElse(ListValue.EMPTY);
            for (int j = 0; j < matches.size(); j++) {
                ListValue queries = map(matches.get(j)).list("query").orElse(ListValue.EMPTY);
                for (int k = 0; k < queries.size(); k++) {
                    if (map(queries.get(k)).has("invert")) {
                        support.add(Support.none(
                                "/rules/" + i + "/match/" + j + "/query/" + k + "/invert",
                                "a VirtualService can match the absence of headers, not of query parameters",
                                "order the rules so that an earlier one takes the requests with the parameter"));
                    }
                }
            }
        }
        return support;
    }

    @Override
    public void render(Trait trait, Component component, RenderContext context, Drafts drafts) {
        Draft routes = IstioTargets.virtualService(component, context, drafts);
        ListValue rules = rules(trait);
        for (int i = 0; i < rules.size(); i++) {
            MapValue rule = map(rules.get(i));
            DraftNode route = routes.list(IstioTargets.ROUTES).item("rule-" + i, i);
            rule.get("name").ifPresent(name -> route.set("/name", name));
            match(rule).ifPresent(match -> route.set("/match", match));
            action(rule, route, routes, component, context, drafts);
            changes(rule, route);
        }
    }

    /** Whether a rule without match takes every request, so that no route may follow it. */
    static boolean catchesAll(Component component) {
        return component.traits().stream()
                .filter(trait -> trait.name().equals(NAME))
                .flatMap(trait -> rules(trait).items().stream())
                .anyMatch(
                        rule -> map(rule).list("match").orElse(ListValue.EMPTY).size() == 0);
    }

    private static ListValue rules(Trait trait) {
        return trait.map().list("rules").orElse(ListValue.EMPTY);
    }

    private static MapValue map(Value value) {
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
        List<MapValue.Entry> weights = new ArrayList<>();
        targets.forEach(to -> map(to).get("weight").ifPresent(weight -> weights.add(new MapValue.Entry("", weight))));
        List<Value> rendered = new ArrayList<>();
        for (Value to : targets) {
            MapValue target = map(to);
            MapValue.Builder destination = MapValue.builder();
            destination.put("destination", destination(target, routes, component, context, drafts));
            target.get("weight")
                    .ifPresent(weight -> destination.put("weight", TrafficSplitTrait.Weights.whole(weight, weights)));
            rendered.add(destination.build().at(to));
        }
        return ListValue.of(rendered).at(targets);
    }

    private static MapValue destination(
            MapValue target, Draft routes, Component component, RenderContext context, Drafts drafts) {
        Optional<Value> named = target.get("service");
        Optional<Component> other = named.isEmpty()
                ? Optional.of(component)
                : context.pattern().component(named.get().toString());
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
        rule.map("rewrite").ifPresent(rewrite -> {
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

    /** One match of a rule; field names of istio/api:networking/v1alpha3/virtual_service.proto, HTTPMatchRequest. */
    static final class RequestMatch {

        private RequestMatch() {}

        static MapValue render(MapValue match) {
            MapValue.Builder rendered = MapValue.builder();
            match.map("path").ifPresent(path -> rendered.put("uri", path));
            headers(match, rendered);
            queries(match, rendered);
            match.list("methods")
                    .filter(methods -> methods.size() > 0)
                    .ifPresent(methods -> rendered.put(
                            "method",
                            methods.size() == 1
                                    ? MapValue.of("exact", methods.get(0))
                                    : MapValue.of(
                                            "regex",
                                            TextValue.of(String.join("|", methods.texts()))
                                                    .at(methods))));
            return rendered.build();
        }

        private static void headers(MapValue match, MapValue.Builder rendered) {
            MapValue.Builder with = MapValue.builder();
            MapValue.Builder without = MapValue.builder();
            for (Value header : match.list("headers").orElse(ListValue.EMPTY)) {
                MapValue written = map(header);
                boolean inverted = written.get("invert")
                        .map(value -> value.toString().equals("true"))
                        .orElse(false);
                (inverted ? without : with).put(written.text("name").orElse(""), comparison(written));
            }
            putUnlessEmpty(rendered, "headers", with.build());
            putUnlessEmpty(rendered, "withoutHeaders", without.build());
        }

        private static void queries(MapValue match, MapValue.Builder rendered) {
            MapValue.Builder queries = MapValue.builder();
            for (Value query : match.list("query").orElse(ListValue.EMPTY)) {
                MapValue written = map(query);
                queries.put(
                        written.text("name").orElse(""),
                        written.has("present")
                                ? MapValue.of("regex", TextValue.of(".*").at(query))
                                : comparison(written));
            }
            putUnlessEmpty(rendered, "queryParams", queries.build());
        }

        /** An empty comparison asks for presence alone. */
        private static MapValue comparison(MapValue written) {
            MapValue.Builder comparison = MapValue.builder();
            for (String kind : List.of("exact", "prefix", "regex")) {
                written.get(kind).ifPresent(value -> comparison.put(kind, value));
            }
            return comparison.build().at(written);
        }

        private static void putUnlessEmpty(MapValue.Builder into, String key, MapValue map) {
            if (!map.isEmpty()) {
                into.put(key, map);
            }
        }
    }
}
