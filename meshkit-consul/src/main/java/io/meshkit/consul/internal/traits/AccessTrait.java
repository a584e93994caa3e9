// SPDX-License-Identifier: Apache-2.0
package io.meshkit.consul.internal.traits;

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
import io.meshkit.pattern.TraitRenderer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Who may call: the intentions of the service. One source of Consul counts for a request, the one with the caller's name before the one for
 * anyone (hashicorp/consul:agent/xds/rbac.go, removeSourcePrecedence), so each source says all that the rules say of its caller: refusals
 * first, then what is allowed, then the default.
 */
public final class AccessTrait implements TraitRenderer {

    private static final String ANYONE = "*";

    @Override
    public List<Support> support(Trait trait, Component component, RenderContext context) {
        if (!component.isA("Service")) {
            return List.of(Support.none(
                    "",
                    "Consul's Community Edition has no namespaces, and its intentions are those of single services",
                    "set access on the services"));
        }
        List<Support> support = new ArrayList<>();
        support.add(Support.NATIVE);
        if (trait.map().has("default")) {
            support.add(AccessSupport.said("/default"));
        }
        ListValue rules = trait.map().list("rules").orElse(ListValue.EMPTY);
        for (int i = 0; i < rules.size(); i++) {
            support.addAll(AccessSupport.of(RouteTrait.map(rules.get(i)), "/rules/" + i, component, context));
        }
        if (rules.size() > 0 && !trait.map().has("default")) {
            support.add(Support.partial(
                    "/rules",
                    "for what no rule speaks of Consul goes by its own default, which lets everybody in unless"
                            + " intentions are denied by default",
                    "say default: deny or default: allow"));
        }
        return support;
    }

    /** The rules of a trait that Consul can express, in the order of the file. */
    static List<AccessRule> rules(Trait trait, Component component, RenderContext context) {
        List<AccessRule> rules = new ArrayList<>();
        for (Value written : trait.map().list("rules").orElse(ListValue.EMPTY)) {
            MapValue rule = RouteTrait.map(written);
            if (RouteSupport.isRendered(AccessSupport.of(rule, "", component, context))) {
                rules.add(AccessRule.of(rule, component, context));
            }
        }
        return rules;
    }

    @Override
    public void render(Trait trait, Component component, RenderContext context, Drafts drafts) {
        if (!component.isA("Service")) {
            return;
        }
        Optional<Value> otherwise = trait.map().get("default");
        List<AccessRule> rules = rules(trait, component, context);
        List<Value> sources = new ArrayList<>();
        callers(rules).forEach((name, caller) -> sources.add(source(caller, said(rules, name), otherwise)));
        List<AccessRule> ofAnyone = said(rules, ANYONE);
        if (!ofAnyone.isEmpty() || otherwise.isPresent()) {
            // Consul sorts sources like this: names before anyone
            sources.add(source(TextValue.of(ANYONE), ofAnyone, otherwise));
        }
        if (sources.isEmpty()) {
            return;
        }
        Draft intentions = ConsulTargets.intentions(component, context, drafts);
        intentions.set("/spec/destination/name", component.name());
        intentions.set("/spec/sources", ListValue.of(sources));
        if (rules.stream().anyMatch(rule -> !rule.requests().isEmpty())) {
            intentions.after(ConsulTargets.routableDefaults(component, context, drafts));
        }
    }

    private static Map<String, Value> callers(List<AccessRule> rules) {
        Map<String, Value> callers = new TreeMap<>();
        rules.forEach(rule -> rule.callers().forEach(caller -> callers.putIfAbsent(caller.toString(), caller)));
        return callers;
    }

    private static List<AccessRule> said(List<AccessRule> rules, String caller) {
        return rules.stream().filter(rule -> rule.speaksOf(caller)).toList();
    }

    private static Value source(Value caller, List<AccessRule> rules, Optional<Value> otherwise) {
        MapValue.Builder source = MapValue.builder().put("name", caller);
        if (rules.stream().allMatch(rule -> rule.requests().isEmpty())) {
            // an action and permissions exclude each other (agent/structs/config_entry_intentions.go)
            source.put("action", action(rules, otherwise));
        } else {
            source.put("permissions", permissions(rules, otherwise));
        }
        return source.build();
    }

    private static Value action(List<AccessRule> rules, Optional<Value> otherwise) {
        if (rules.isEmpty()) {
            return otherwise.orElseThrow();
        }
        return TextValue.of(rules.stream().anyMatch(AccessRule::isDeny) ? "deny" : "allow");
    }

    private static Value permissions(List<AccessRule> rules, Optional<Value> otherwise) {
        List<Value> permissions = new ArrayList<>();
        for (boolean isDeny : List.of(true, false)) {
            TextValue action = TextValue.of(isDeny ? "deny" : "allow");
            List<AccessRule> alike =
                    rules.stream().filter(rule -> rule.isDeny() == isDeny).toList();
            alike.forEach(rule -> rule.requests().forEach(request -> permissions.add(permission(action, request))));
            if (alike.stream().anyMatch(rule -> rule.requests().isEmpty())) {
                permissions.add(permission(action, everything()));
            }
        }
        boolean isOpenEnded = rules.stream().noneMatch(rule -> rule.requests().isEmpty());
        // what no permission matches falls to the default of the datacentre, so ours is the last one
        otherwise.filter(action -> isOpenEnded).ifPresent(action -> permissions.add(permission(action, everything())));
        return ListValue.of(permissions);
    }

    private static MapValue everything() {
        return MapValue.of("pathPrefix", TextValue.of("/"));
    }

    private static MapValue permission(Value action, MapValue request) {
        return MapValue.builder().put("action", action).put("http", request).build();
    }
}
