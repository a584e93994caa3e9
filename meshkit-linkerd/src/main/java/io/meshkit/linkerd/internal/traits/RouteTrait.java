// SPDX-License-Identifier: Apache-2.0
package io.meshkit.linkerd.internal.traits;

import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
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
import java.util.Map;
import java.util.TreeMap;

/** Rules by path, header, query and method: rules of the service's HTTPRoute, with matches that keep the order of the file. */
public final class RouteTrait implements TraitRenderer {

    private static final String NAME = "route";
    private static final RequestMatch EVERYTHING =
            RequestMatch.of(MapValue.EMPTY).get(0);
    private static final int MOST_RULES = 16;
    private static final int MOST_OF_A_RULE = 64;
    private static final int MOST_MATCHES = 128;

    @Override
    public List<Support> support(Trait trait, Component component, RenderContext context) {
        if (LinkerdTargets.isProfiled(component, context)) {
            return List.of(LinkerdTargets.PROFILED);
        }
        if (ServiceProtocol.isOpaque(component)) {
            return List.of(Support.none(
                    "",
                    "rules by path, header, query and method are for HTTP, and settings.protocol says tcp",
                    "set settings.protocol to http, http2 or grpc if that is what the service speaks"));
        }
        if (LinkerdTargets.port(component).isEmpty()) {
            return List.of(Support.none(
                    "",
                    "a route of Linkerd leads to ports of Services, and the file does not say which port",
                    "add settings.port to the service"));
        }
        List<Support> support = new ArrayList<>();
        support.add(LinkerdTargets.httpRoutes(component));
        ListValue rules = rules(trait);
        for (int i = 0; i < rules.size(); i++) {
            support.addAll(RouteSupport.of(map(rules.get(i)), "/rules/" + i, component, context));
        }
        Map<Integer, MapValue> rendered = rendered(trait, component, context);
        Map<Integer, List<RequestMatch>> matches = matches(rendered);
        if (isTooMuch(matches)) {
            support.add(Support.none(
                    "/rules",
                    "an HTTPRoute has at most 16 rules and 128 matches, 64 in one rule, with those that keep the order"
                            + " of the file",
                    "write fewer rules, or put the ones that ask for more first"));
        }
        rendered.forEach((i, rule) -> {
            if (matches.getOrDefault(i, List.of()).size() > written(rule).size()) {
                support.add(Support.emulated(
                        "/rules/" + i,
                        "Linkerd takes the rule that says most of a request, not the first; further matches keep the"
                                + " order of the file"));
            }
        });
        return support;
    }

    @Override
    public void render(Trait trait, Component component, RenderContext context, Drafts drafts) {
        Map<Integer, MapValue> rules = rendered(trait, component, context);
        Map<Integer, List<RequestMatch>> matches = matches(rules);
        if (rules.isEmpty() || isTooMuch(matches)) {
            return;
        }
        Draft route = LinkerdTargets.route(component, context, drafts);
        rules.forEach((i, rule) -> {
            DraftNode item = route.list(LinkerdTargets.RULES).item("rule-" + i, i);
            List<RequestMatch> ofRule = matches.getOrDefault(i, List.of());
            if (!ofRule.equals(List.of(EVERYTHING))) {
                item.set(
                        "/matches",
                        ListValue.of(ofRule.stream().map(RequestMatch::render).toList()));
            }
            List<Value> filters = RouteFilters.render(rule);
            if (!filters.isEmpty()) {
                item.set("/filters", ListValue.of(filters));
            }
            if (!rule.has("redirect")) {
                item.set("/backendRefs", RouteTargets.render(rule, route, component, context, drafts));
            }
        });
        if (!catchesAll(rules)) {
            LinkerdTargets.routeToItself(route, component, context);
        }
    }

    /** Whether a rule takes every request, so that none may follow it. */
    static boolean catchesAll(Component component, RenderContext context) {
        return component.traits().stream()
                .filter(trait -> trait.name().equals(NAME))
                .map(trait -> rendered(trait, component, context))
                .anyMatch(rules -> catchesAll(rules) && !isTooMuch(matches(rules)));
    }

    private static boolean catchesAll(Map<Integer, MapValue> rules) {
        return rules.values().stream()
                .anyMatch(rule -> rule.list("match").orElse(ListValue.EMPTY).size() == 0);
    }

    /** The rules that can be kept, by their position in the file. */
    private static Map<Integer, MapValue> rendered(Trait trait, Component component, RenderContext context) {
        Map<Integer, MapValue> rendered = new TreeMap<>();
        ListValue rules = rules(trait);
        for (int i = 0; i < rules.size(); i++) {
            MapValue rule = map(rules.get(i));
            if (RouteSupport.isRendered(RouteSupport.of(rule, "", component, context))) {
                rendered.put(i, rule);
            }
        }
        return rendered;
    }

    private static Map<Integer, List<RequestMatch>> matches(Map<Integer, MapValue> rules) {
        List<List<RequestMatch>> written =
                rules.values().stream().map(RouteTrait::written).toList();
        boolean fits =
                written.size() < MOST_RULES && written.stream().allMatch(ofRule -> ofRule.size() <= MOST_OF_A_RULE);
        List<List<RequestMatch>> kept = fits ? MatchOrder.kept(written) : written;
        Map<Integer, List<RequestMatch>> matches = new TreeMap<>();
        rules.keySet().forEach(i -> matches.put(i, kept.get(matches.size())));
        return matches;
    }

    private static List<RequestMatch> written(MapValue rule) {
        List<RequestMatch> matches = new ArrayList<>();
        for (Value match : rule.list("match").orElse(ListValue.EMPTY)) {
            matches.addAll(RequestMatch.of(map(match)));
        }
        return matches.isEmpty()
                ? List.of(EVERYTHING)
                : matches.stream().distinct().toList();
    }

    /** With the last rule, which is for what no other takes. */
    private static boolean isTooMuch(Map<Integer, List<RequestMatch>> matches) {
        return matches.size() >= MOST_RULES
                || matches.values().stream().anyMatch(ofRule -> ofRule.size() > MOST_OF_A_RULE)
                || matches.values().stream().mapToInt(List::size).sum() >= MOST_MATCHES;
    }

    private static ListValue rules(Trait trait) {
        return trait.map().list("rules").orElse(ListValue.EMPTY);
    }

    static MapValue map(Value value) {
        return value instanceof MapValue map ? map : MapValue.EMPTY;
    }
}
