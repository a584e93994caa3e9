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
import io.meshkit.pattern.Weights;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where a rule sends requests: Services on ports, by weight. */
final class RouteTargets {

    private static final int MOST = 16;

    private RouteTargets() {}

    /** Verdicts on the targets of a rule. */
    static List<Support> support(MapValue rule, String field, Component component, RenderContext context) {
        List<Support> support = new ArrayList<>();
        if (rule.has("redirect") || rule.has("respond")) {
            return support;
        }
        ListValue targets = rule.list("to").orElse(ListValue.EMPTY);
        if (targets.size() > MOST) {
            support.add(Support.none(field + "/to", "a rule of an HTTPRoute has at most 16 targets", "name fewer"));
        }
        if (targets.size() == 0) {
            wholeService(component, field, support);
        }
        for (int i = 0; i < targets.size(); i++) {
            target(RouteTrait.map(targets.get(i)), field + "/to/" + i, component, context, support);
        }
        return support;
    }

    private static void target(
            MapValue to, String field, Component component, RenderContext context, List<Support> support) {
        Optional<Component> other = find(to, component, context);
        if (other.isEmpty()) {
            support.add(Support.none(
                    field + "/service",
                    "a route of Linkerd leads to ports of Services, and \""
                            + to.text("service").orElse("") + "\" is no Service of the pattern",
                    "add it to the pattern as a Service with settings.port"));
            return;
        }
        if (LinkerdTargets.port(other.get()).isEmpty()) {
            support.add(Support.none(
                    field + (to.has("service") ? "/service" : ""),
                    "a route of Linkerd leads to ports of Services, and the file does not say which port of "
                            + other.get().key(),
                    "add settings.port to that service"));
            return;
        }
        Optional<String> version = to.get("version").map(Value::toString);
        if (version.isEmpty()) {
            wholeService(other.get(), field, support);
        } else if (VersionServices.notNames(other.get(), List.of(version.get())).isEmpty()) {
            String said = field + "/version";
            support.add(VersionServices.taken(said, other.get(), List.of(version.get()), context)
                    .orElseGet(() -> VersionServices.support(said, other.get())));
        } else {
            support.add(Support.none(
                    field + "/version",
                    "one Service is made for the version, and \"" + other.get().name() + "-" + version.get()
                            + "\" is no name of a Service",
                    "rename the version to lower-case letters, digits and hyphens, and keep it short"));
        }
    }

    /** Backends are Services as they are: their own routes do not hold on this way. */
    private static void wholeService(Component of, String field, List<Support> support) {
        if (of.traits().stream().anyMatch(trait -> trait.name().equals("trafficSplit"))) {
            support.add(Support.partial(
                    field,
                    "a rule of Linkerd leads to all pods of " + of.key() + ", not by its trafficSplit",
                    "name versions and weights in \"to\""));
        }
    }

    private static Optional<Component> find(MapValue to, Component component, RenderContext context) {
        return to.get("service")
                .map(key -> context.pattern().service(key.toString(), component))
                .orElse(Optional.of(component));
    }

    /** The targets as an HTTPRoute writes them; only for rules without a verdict of none. */
    static ListValue render(MapValue rule, Draft route, Component component, RenderContext context, Drafts drafts) {
        ListValue targets = rule.list("to").filter(to -> to.size() > 0).orElse(ListValue.of(MapValue.EMPTY));
        List<Value> weights = Weights.whole(targets.items().stream()
                .map(to -> RouteTrait.map(to).get("weight").orElse(to))
                .toList());
        List<Value> backends = new ArrayList<>();
        for (Value written : targets) {
            MapValue to = RouteTrait.map(written);
            MapValue.Builder backend = backend(to, route, component, context, drafts);
            if (to.has("weight")) {
                backend.put("weight", weights.get(backends.size()));
            }
            backends.add(backend.build().at(written));
        }
        return ListValue.of(backends).at(targets);
    }

    private static MapValue.Builder backend(
            MapValue to, Draft route, Component component, RenderContext context, Drafts drafts) {
        Component other = find(to, component, context).orElseThrow();
        Optional<Value> version = to.get("version");
        if (version.isEmpty()) {
            Value name = to.get("service")
                    .map(service -> (Value) other.name().at(service))
                    .orElse(other.name());
            return LinkerdTargets.backend(other, name, component, context);
        }
        Draft service = VersionServices.draft(other, version.get().toString(), context, drafts);
        service.serves(route);
        Value name = TextValue.of(service.key().name()).at(version.get());
        return LinkerdTargets.backend(other, name, component, context);
    }
}
