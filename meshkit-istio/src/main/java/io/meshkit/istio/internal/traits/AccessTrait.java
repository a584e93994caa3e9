// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.traits;

import io.meshkit.document.JsonPointer;
import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.TextValue;
import io.meshkit.document.Value;
import io.meshkit.pattern.Accounts;
import io.meshkit.pattern.Component;
import io.meshkit.pattern.Draft;
import io.meshkit.pattern.Drafts;
import io.meshkit.pattern.RenderContext;
import io.meshkit.pattern.Support;
import io.meshkit.pattern.Trait;
import io.meshkit.pattern.TraitRenderer;
import io.meshkit.pattern.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Who may call: an AuthorizationPolicy that allows and one that denies, for the pods of a service or all of a namespace. Denying comes
 * first; once a policy allows anything, what none allows is refused (istio/api:security/v1beta1/authorization_policy.proto). So a default of
 * deny is an allowing policy without further rules, and a default of allow is one whose last rule is for everything.
 */
public final class AccessTrait implements TraitRenderer {

    private static final String ALLOW = "allow";
    private static final String DENY = "deny";

    @Override
    public List<Support> support(Trait trait, Component component, RenderContext context) {
        if (isService(component) && selector(component).isEmpty()) {
            return List.of(Support.none(
                    "",
                    "an AuthorizationPolicy selects pods by their labels, and the file does not say which labels the"
                            + " pods of "
                            + component.key() + " bear",
                    "add settings.selector to the service, or set access on its Namespace"));
        }
        if (!isService(component) && component.name().text().equals(MutualTlsTrait.ROOT_NAMESPACE)) {
            return List.of(Support.none(
                    "",
                    "a policy in Istio's root namespace holds for all namespaces of the mesh",
                    "set access on the services there, or on other namespaces"));
        }
        Optional<Component> widened = SharedPods.widened(component, trait, context);
        if (widened.isPresent()) {
            String other = widened.get().key();
            return List.of(Support.none(
                    "",
                    "Istio adds up what the policies of the same pods allow, so callers that one of " + component.key()
                            + " and " + other + " keeps out would be let in by the other",
                    isService(component)
                            ? "set access on one of the two services alone"
                            : "set access on each service of the namespace instead"));
        }
        List<Support> support = new ArrayList<>();
        support.add(Support.NATIVE);
        ListValue rules = rules(trait);
        boolean closed = isClosedWithout(trait, component, context);
        for (int i = 0; i < rules.size(); i++) {
            MapValue rule = RouteTrait.map(rules.get(i));
            String field = "/rules/" + i;
            if (rule.has("action")) {
                // told by the policy that the rule stands in, so the word alone leaves no value behind
                support.add(new Support(JsonPointer.parse(field + "/action"), Verdict.NATIVE, "", ""));
            }
            for (Support one : AccessRule.support(rule, field, component, context)) {
                support.add(denies(rule) || !closed ? one : one.harmless());
            }
        }
        support.addAll(Accounts.assumed(trait, component, context));
        support.addAll(AccessCallers.unnamed(trait, component, context));
        boolean allows = rules.items().stream().anyMatch(rule -> !denies(RouteTrait.map(rule)));
        if (allows && !trait.map().has("default")) {
            support.add(Support.partial(
                    "/rules",
                    "once a policy of Istio allows anything, what no rule allows is refused",
                    "say default: deny or default: allow"));
        }
        return support;
    }

    @Override
    public void render(Trait trait, Component component, RenderContext context, Drafts drafts) {
        List<Value> allowed = new ArrayList<>();
        List<Value> denied = new ArrayList<>();
        boolean allows = trait.map().has("default");
        for (Value written : rules(trait)) {
            MapValue rule = RouteTrait.map(written);
            allows = allows || !denies(rule);
            if (isWhole(rule, component, context)) {
                (denies(rule) ? denied : allowed)
                        .add(AccessRule.render(rule, component, context).at(written));
            }
        }
        if (allows) {
            Value standard = trait.map().get("default").orElse(TextValue.of(DENY));
            if (standard.toString().equals(ALLOW)) {
                allowed.add(MapValue.EMPTY);
            }
            policy(ALLOW, allowed, component, context, drafts)
                    .set("/spec/action", TextValue.of("ALLOW").at(standard));
        }
        if (!denied.isEmpty()) {
            policy(DENY, denied, component, context, drafts).set("/spec/action", TextValue.of("DENY"));
        }
    }

    /** Whether something still keeps out whom no rule lets in, when the allowing rules that Istio cannot express are left out. */
    private static boolean isClosedWithout(Trait trait, Component component, RenderContext context) {
        return trait.map().has("default")
                || rules(trait).items().stream()
                        .map(RouteTrait::map)
                        .anyMatch(rule -> !denies(rule) && isWhole(rule, component, context));
    }

    private static boolean isWhole(MapValue rule, Component component, RenderContext context) {
        return AccessRule.support(rule, "", component, context).stream()
                .allMatch(support -> support.verdict().isRendered());
    }

    private static Draft policy(
            String suffix, List<Value> rules, Component component, RenderContext context, Drafts drafts) {
        String namespace = isService(component)
                ? context.namespaceOf(component)
                : component.name().text();
        // no service has a dot in its name, so the policy of a namespace never meets that of a service
        String name = isService(component) ? component.name().text() + "-" + suffix : "namespace." + suffix;
        Draft policy = drafts.draft(IstioTargets.SECURITY, "AuthorizationPolicy", namespace, name);
        selector(component).ifPresent(labels -> policy.set("/spec/selector/matchLabels", labels));
        if (!rules.isEmpty()) {
            policy.set("/spec/rules", ListValue.of(rules));
        }
        return policy;
    }

    static boolean denies(MapValue rule) {
        return rule.text("action").orElse(ALLOW).equals(DENY);
    }

    private static ListValue rules(Trait trait) {
        return trait.map().list("rules").orElse(ListValue.EMPTY);
    }

    private static boolean isService(Component component) {
        return component.isA("Service");
    }

    private static Optional<MapValue> selector(Component component) {
        return isService(component)
                ? component.settings().map("selector").filter(labels -> !labels.isEmpty())
                : Optional.empty();
    }
}
