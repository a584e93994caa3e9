// SPDX-License-Identifier: Apache-2.0
package io.meshkit.linkerd.internal.traits;

import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.Value;
import io.meshkit.pattern.Accounts;
import io.meshkit.pattern.Component;
import io.meshkit.pattern.Drafts;
import io.meshkit.pattern.RenderContext;
import io.meshkit.pattern.Support;
import io.meshkit.pattern.Trait;
import io.meshkit.pattern.TraitRenderer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Who may call. A Server for each port says what holds for those that no policy lets in; policies let in whom the rules allow, to the
 * Server, or to routes of it where a rule speaks of certain requests. A Namespace has a default only, which is an annotation.
 */
public final class AccessTrait implements TraitRenderer {

    static final String NAME = "access";

    private static final String ALLOW = "allow";

    @Override
    public List<Support> support(Trait trait, Component component, RenderContext context) {
        return isService(component) ? ofService(trait, component, context) : ofNamespace(trait, component, context);
    }

    private static List<Support> ofNamespace(Trait trait, Component component, RenderContext context) {
        List<Support> support = new ArrayList<>();
        support.add(Support.partial(
                "", "the policy of a namespace is read when a pod starts; pods that run keep theirs", ""));
        ListValue rules = written(trait);
        for (int i = 0; i < rules.size(); i++) {
            MapValue rule = RouteTrait.map(rules.get(i));
            Support refused = Support.none(
                    "/rules/" + i,
                    "policies of Linkerd hold for Servers, which are single ports, and not for the other ports of a"
                            + " namespace",
                    "set access on the services");
            if (isAllowed(trait) && !AccessRule.denies(rule)) {
                support.addAll(idle(i, rule));
            } else {
                boolean isHarmless = trait.map().has("default") && !AccessRule.denies(rule);
                support.add(isHarmless ? refused.harmless() : refused);
            }
        }
        openness(trait, component, context, support);
        return support;
    }

    private static List<Support> ofService(Trait trait, Component component, RenderContext context) {
        // linkerd/linkerd2:policy-controller/k8s/api/src/policy/server.rs, ServerSpec: a selector and one port
        if (LinkerdTargets.port(component).isEmpty()
                || LinkerdTargets.selector(component).isEmpty()) {
            return List.of(Support.none(
                    "",
                    "a Server selects pods by label and port, and the file does not say which",
                    "add settings.selector and settings.port to the service, or set access on its Namespace"));
        }
        List<Support> support = new ArrayList<>();
        support.add(Support.partial(
                "",
                "a Server sets the policy of one port; other ports of the pods keep that of their namespace",
                "name them under to.ports, or set access on the Namespace as well"));
        ListValue rules = written(trait);
        boolean isClosed = trait.map().has("default")
                || rules(trait, component, context).stream().anyMatch(rule -> !rule.isDeny());
        for (int i = 0; i < rules.size(); i++) {
            MapValue rule = RouteTrait.map(rules.get(i));
            boolean isHarmless = isClosed && !AccessRule.denies(rule);
            AccessSupport.of(rule, "/rules/" + i, component, context)
                    .forEach(one -> support.add(isHarmless ? one.harmless() : one));
        }
        together(trait, component, context, support);
        openness(trait, component, context, support);
        return support;
    }

    /** Verdicts on what the rules mean beside each other. */
    private static void together(Trait trait, Component component, RenderContext context, List<Support> support) {
        List<AccessRule> rules = rules(trait, component, context);
        if (isAllowed(trait)) {
            for (AccessRule rule : rules) {
                support.addAll(
                        rule.isDeny()
                                ? List.of(denial(rule.index()))
                                : idle(rule.index(), written(trait, rule.index())));
            }
            return;
        }
        support.addAll(Accounts.assumed(trait, component, context));
        spellings(trait, support);
        Denials denials = Denials.of(rules);
        boolean isClosed = trait.map().has("default") || rules.stream().anyMatch(rule -> !rule.isDeny());
        for (AccessRule rule : rules) {
            boolean isKept = isClosed && !denials.refused().contains(rule.index());
            support.addAll(
                    rule.isDeny()
                            ? denied(rule.index(), written(trait, rule.index()), isKept)
                            : allowed(rule.index(), written(trait, rule.index()), denials));
        }
        if (!MutualTlsTrait.isSaid(component, context)) {
            denials.allowed().stream().filter(AccessTrait::letsInWithoutTls).forEach(rule -> support.add(open(rule)));
        }
        if (isClosed && !trait.map().has("default")) {
            support.add(Support.partial(
                    "/rules",
                    "once a Server of Linkerd has policies, what none of them allows is refused",
                    "say default: deny or default: allow"));
        }
        routes(AccessRegions.of(denials.allowed()), support);
    }

    /** Linkerd's proxy compares paths as they come (linkerd/linkerd2-proxy:linkerd/http/route/src/http/match/path.rs). */
    private static void spellings(Trait trait, List<Support> support) {
        ListValue rules = written(trait);
        for (int i = 0; i < rules.size(); i++) {
            MapValue rule = RouteTrait.map(rules.get(i));
            ListValue paths = rule.map("to").flatMap(to -> to.list("paths")).orElse(ListValue.EMPTY);
            boolean beginning = paths.texts().stream().anyMatch(path -> path.endsWith("*") && !path.equals("/*"));
            if (AccessRule.denies(rule) ? paths.size() > 0 : beginning) {
                support.add(Support.partial(
                        "/rules/" + i + "/to/paths",
                        "Linkerd compares paths as the caller spelled them, so /public/../admin begins with /public/,"
                                + " and //admin and %2fadmin are other paths than /admin",
                        "let the service refuse such spellings, or allow whole paths"));
            }
        }
    }

    private static List<Support> denied(int index, MapValue rule, boolean isKept) {
        return isKept
                ? AccessSupport.told(
                        Support.emulated(
                                "/rules/" + index,
                                "Linkerd has no rules that deny; those that it names are taken out of the rules that"
                                        + " allow"),
                        rule)
                : List.of(denial(index));
    }

    private static List<Support> allowed(int index, MapValue rule, Denials denials) {
        return denials.changed().contains(index)
                ? AccessSupport.told(
                        Support.emulated(
                                "/rules/" + index, "those whom another rule denies are not among those it lets in"),
                        rule)
                : List.of();
    }

    private static boolean letsInWithoutTls(AccessRule rule) {
        return rule.callers().isAnyone() || !rule.callers().blocks().isEmpty();
    }

    private static Support open(AccessRule rule) {
        return Support.partial(
                "/rules/" + rule.index(),
                "callers without mutual TLS are let in too, whatever the policy of the namespace says",
                "add mTLS: { policy: strict } to the service if they shall not be");
    }

    private static void routes(AccessRegions regions, List<Support> support) {
        if (regions.byRules().isEmpty()) {
            return;
        }
        // linkerd/linkerd2:policy-controller/k8s/index/src/inbound/index.rs, http_routes
        support.add(Support.partial(
                "/rules",
                "once a Server has routes, Linkerd lets the kubelet's probes in by rules only",
                "allow the paths of the probes, or probe another port"));
        if (regions.isTooMuch()) {
            support.add(Support.none(
                    "/rules",
                    "with the requests that several rules speak of there are more than 64 kinds of requests",
                    "write fewer paths, methods and headers"));
        } else if (!regions.isExact()) {
            // policy-controller/grpc/src/inbound/http.rs, to_route_list
            support.add(Support.partial(
                    "/rules",
                    "where rules overlap in their paths alone, or in different conditions on one header, Linkerd judges"
                            + " a request by the older of two routes, and may refuse callers of the other rule",
                    "tell such rules apart by methods"));
        }
    }

    private static Support denial(int index) {
        return Support.none(
                "/rules/" + index,
                "Linkerd has no rules that deny, and the callers that remain cannot be named",
                "write default: deny, and allow by identities or services those that may call");
    }

    private static List<Support> idle(int index, MapValue rule) {
        return AccessSupport.told(
                Support.emulated("/rules/" + index, "default: allow lets everybody in already, so nothing is written"),
                rule);
    }

    private static void openness(Trait trait, Component component, RenderContext context, List<Support> support) {
        if (isAllowed(trait) && !MutualTlsTrait.isSaid(component, context)) {
            support.add(Support.partial(
                    "/default",
                    "it stands in for a stricter policy of the cluster or namespace, so that callers without mutual TLS"
                            + " are let in too",
                    "add mTLS: { policy: strict } to the service if they shall not be"));
        }
    }

    /** What the trait says of the policy of a component, in Linkerd's words; empty when it leaves that open or is refused. */
    static Optional<Value> policy(Component component, RenderContext context) {
        return component.traits().stream()
                .filter(trait -> trait.name().equals(NAME))
                .findFirst()
                .flatMap(trait -> AccessPolicies.standard(trait, component, context));
    }

    @Override
    public void render(Trait trait, Component component, RenderContext context, Drafts drafts) {
        List<AccessRule> rules = rules(trait, component, context);
        List<AccessRule> allowed =
                isAllowed(trait) ? List.of() : Denials.of(rules).allowed();
        List<Value> ports =
                rules.stream().flatMap(rule -> rule.ports().stream()).toList();
        AccessPolicies.standard(trait, component, context)
                .ifPresent(policy -> new AccessPolicies(component, context, drafts).write(policy, ports, allowed));
    }

    /** The rules that Linkerd can express, in the order of the file. */
    static List<AccessRule> rules(Trait trait, Component component, RenderContext context) {
        List<AccessRule> rules = new ArrayList<>();
        ListValue written = written(trait);
        for (int i = 0; i < written.size(); i++) {
            MapValue rule = RouteTrait.map(written.get(i));
            if (RouteSupport.isRendered(AccessSupport.of(rule, "", component, context))) {
                rules.add(AccessRule.of(i, rule, component, context));
            }
        }
        return rules;
    }

    private static ListValue written(Trait trait) {
        return trait.map().list("rules").orElse(ListValue.EMPTY);
    }

    private static MapValue written(Trait trait, int index) {
        return RouteTrait.map(written(trait).get(index));
    }

    static boolean isAllowed(Trait trait) {
        return trait.map().text("default").orElse("").equals(ALLOW);
    }

    static boolean isService(Component component) {
        return component.isA("Service");
    }
}
