// SPDX-License-Identifier: Apache-2.0
package io.meshkit.consul.internal.traits;

import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.TextValue;
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
import java.util.ArrayList;
import java.util.List;

/**
 * Rules by path, header, query and method: routes of the service's router, in the order of the file. A route of Consul has one match, so a
 * rule with alternatives becomes several routes that follow each other.
 */
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
        if (ServiceProtocol.isOpaque(component)) {
            return;
        }
        int order = 0;
        List<MapValue> rules =
                rules(trait).items().stream().map(RouteTrait::map).toList();
        for (int index = 0; index < rules.size(); index++) {
            MapValue rule = rules.get(index);
            if (!RouteSupport.isRendered(RouteSupport.of(rule, "", component, context.pattern()))) {
                continue; // refused, and nothing else may stand in for it
            }
            Draft router = ConsulTargets.router(component, context, drafts);
            ListValue matches =
                    rule.list("match").filter(list -> list.size() > 0).orElse(ListValue.of(MapValue.EMPTY));
            for (Value match : matches) {
                DraftNode route = router.list("/spec/routes").item("rule-" + order, order);
                order++;
                MapValue rendered = RequestMatch.render(map(match));
                if (!rendered.isEmpty()) {
                    route.set("/match/http", rendered);
                }
                destination(index, rules, route, router, component, context, drafts);
                changes(rule, route);
            }
        }
    }

    /** Whether a rule takes every request, so that no route may follow it. */
    static boolean catchesAll(Component component, RenderContext context) {
        return component.traits().stream()
                .filter(trait -> trait.name().equals(NAME))
                .flatMap(trait -> rules(trait).items().stream())
                .map(RouteTrait::map)
                .filter(rule -> rule.list("match").orElse(ListValue.EMPTY).size() == 0)
                .anyMatch(rule -> RouteSupport.isRendered(RouteSupport.of(rule, "", component, context.pattern())));
    }

    private static ListValue rules(Trait trait) {
        return trait.map().list("rules").orElse(ListValue.EMPTY);
    }

    static MapValue map(Value value) {
        return value instanceof MapValue map ? map : MapValue.EMPTY;
    }

    private static void destination(
            int index,
            List<MapValue> rules,
            DraftNode route,
            Draft router,
            Component component,
            RenderContext context,
            Drafts drafts) {
        MapValue rule = rules.get(index);
        if (RouteSplit.isOne(rule)) {
            Draft splitter = RouteSplit.splitter(index, rules, component, context, drafts);
            router.after(splitter);
            route.set(
                    "/destination/service", TextValue.of(splitter.key().name()).at(rule));
            return;
        }
        ListValue targets = rule.list("to").orElse(ListValue.EMPTY);
        MapValue to = targets.size() == 0 ? MapValue.EMPTY : map(targets.get(0));
        RouteTarget target = RouteTarget.of(to, component, context.pattern());
        target.prepare(router, context, drafts);
        route.set("/destination/service", target.service());
        target.version().ifPresent(version -> route.set("/destination/serviceSubset", version));
    }

    private static void changes(MapValue rule, DraftNode route) {
        rule.map("rewrite")
                .flatMap(rewrite -> rewrite.get("path"))
                .ifPresent(path -> route.set("/destination/prefixRewrite", path));
        rule.map("headers").ifPresent(headers -> {
            for (String side : List.of("request", "response")) {
                headers.map(side).ifPresent(changes -> {
                    for (String change : List.of("set", "add", "remove")) {
                        changes.get(change)
                                .ifPresent(value -> route.set("/destination/" + side + "Headers/" + change, value));
                    }
                });
            }
        });
    }
}
