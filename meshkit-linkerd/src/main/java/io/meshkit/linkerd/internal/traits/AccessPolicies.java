// SPDX-License-Identifier: Apache-2.0
package io.meshkit.linkerd.internal.traits;

import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.TextValue;
import io.meshkit.document.Value;
import io.meshkit.pattern.Component;
import io.meshkit.pattern.Draft;
import io.meshkit.pattern.Drafts;
import io.meshkit.pattern.RenderContext;
import io.meshkit.pattern.Support;
import io.meshkit.pattern.Trait;
import io.meshkit.plan.DesiredResource.Ownership;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Writes Servers, routes of them and policies. */
final class AccessPolicies {

    /** Policies take routes of Linkerd's own group only (linkerd/linkerd2:policy-controller/src/admission.rs, validate_policy_target). */
    private static final String ROUTE_VERSION = Authentication.GROUP + "/v1beta3";

    private static final int MOST_MATCHES = 8;
    private static final MapValue EVERYTHING =
            MapValue.of("path", RequestPath.render(MapValue.of("prefix", TextValue.of("/"))));

    private final Component component;
    private final RenderContext context;
    private final Drafts drafts;
    private final Authentication authentication;

    AccessPolicies(Component component, RenderContext context, Drafts drafts) {
        this.component = component;
        this.context = context;
        this.drafts = drafts;
        authentication = new Authentication(component, context, drafts, MutualTlsTrait.isStrict(component, context));
    }

    /** What holds for those that no rule lets in; empty when the trait leaves that open, or is refused. */
    static Optional<Value> standard(Trait trait, Component component, RenderContext context) {
        List<Support> verdicts = new AccessTrait().support(trait, component, context);
        boolean isRefused = verdicts.stream().anyMatch(one -> !one.verdict().isRendered() && !one.isHarmless());
        boolean lets = AccessTrait.isService(component)
                && AccessTrait.rules(trait, component, context).stream().anyMatch(rule -> !rule.isDeny());
        Optional<Value> written = trait.map().get("default");
        if (isRefused || (written.isEmpty() && !lets)) {
            return Optional.empty();
        }
        String word = !AccessTrait.isAllowed(trait)
                ? "deny"
                : MutualTlsTrait.isStrict(component, context) ? "all-authenticated" : "all-unauthenticated";
        return Optional.of(written.map(value -> TextValue.of(word).at(value)).orElse(TextValue.of(word)));
    }

    /** Writes the policy of a component, for its own port and those that are named, and whom rules let in. */
    void write(Value policy, List<Value> named, List<AccessRule> rules) {
        if (!AccessTrait.isService(component)) {
            Draft namespace =
                    drafts.draft("v1", "Namespace", "", component.name().text()).ownership(Ownership.FIELDS_OR_NEW);
            LinkerdTargets.annotate(namespace, MutualTlsTrait.POLICY, policy);
            return;
        }
        Value own = LinkerdTargets.podPort(component).orElseThrow();
        Map<Long, Value> ports = new TreeMap<>(Map.of(AccessRule.number(own), own));
        named.forEach(port -> ports.putIfAbsent(AccessRule.number(port), port));
        ports.values().forEach(port -> {
            Draft server = LinkerdTargets.server(component, port, context, drafts);
            server.set("/spec/accessPolicy", policy);
            write(server, rules.stream().filter(rule -> rule.isOn(port)).toList());
        });
    }

    private void write(Draft server, List<AccessRule> rules) {
        for (AccessRule rule : rules) {
            if (rule.requests().isEmpty()) {
                // first those that may call, so that nobody is refused for a while
                authentication.letIn(rule, server).forEach(server::after);
            }
        }
        Map<Integer, AccessRule> byIndex = rules.stream().collect(Collectors.toMap(AccessRule::index, rule -> rule));
        List<Draft> routes = new ArrayList<>();
        AccessRegions.of(rules).byRules().forEach((positions, requests) -> {
            Draft route = route(server, routes.size(), positions, requests);
            routes.forEach(route::after);
            positions.stream()
                    .flatMap(position -> Optional.ofNullable(byIndex.get(position)).stream())
                    .forEach(rule -> authentication.letIn(rule, route).forEach(route::after));
            routes.add(route);
        });
        if (!routes.isEmpty()) {
            // else what no route takes would be answered with 404, also for those that a policy of the Server lets in
            Draft rest = route(server, server.key().name() + "-rest", List.of(EVERYTHING));
            routes.forEach(rest::after);
        }
    }

    /** Routes are named in the order in which they shall count, which is that of their ages, and then of their names. */
    private Draft route(Draft server, int order, Set<Integer> positions, List<AccessRequest> requests) {
        List<Value> matches = new ArrayList<>();
        requests.forEach(request -> matches.add(request.render()));
        String name = server.key().name() + "-r" + (order < 10 ? "0" : "") + order + "-"
                + Authentication.checksum(matches.toString() + positions);
        return route(server, name, matches);
    }

    private Draft route(Draft server, String name, List<Value> matches) {
        List<Value> rules = new ArrayList<>();
        for (int i = 0; i < matches.size(); i += MOST_MATCHES) {
            List<Value> some = matches.subList(i, Math.min(i + MOST_MATCHES, matches.size()));
            rules.add(MapValue.of("matches", ListValue.of(some)));
        }
        Draft route = drafts.draft(ROUTE_VERSION, "HTTPRoute", context.namespaceOf(component), name);
        route.after(server);
        route.set(
                "/spec/parentRefs",
                ListValue.of(MapValue.builder()
                        .put("group", TextValue.of(Authentication.GROUP))
                        .put("kind", TextValue.of("Server"))
                        .put("name", TextValue.of(server.key().name()))
                        .build()));
        route.set("/spec/rules", ListValue.of(rules));
        return route;
    }

    /** The name of the Server of a port; that of the service's own port is the one that mutual TLS is written to. */
    static String serverName(Component component, Value port) {
        boolean isOwn = LinkerdTargets.podPort(component)
                .filter(own -> AccessRule.number(own) == AccessRule.number(port))
                .isPresent();
        return component.name().text() + (isOwn ? "" : "-" + AccessRule.number(port));
    }
}
