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
import io.meshkit.pattern.Support;
import io.meshkit.pattern.Trait;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Those who call a service. Consul keeps limits and the ejection of instances with the caller, in an override for the service that it calls
 * (hashicorp/consul:agent/structs/config_entry.go, UpstreamConfiguration).
 */
final class Callers {

    private Callers() {}

    /** Verdicts on who the callers are. */
    static List<Support> support(Trait trait, Component component, RenderContext context) {
        ListValue from = trait.map().list("from").orElse(ListValue.EMPTY);
        if (from.size() > 0 && trait.map().size() == 1) {
            return List.of(Support.none(
                    "",
                    "it says for whom, and nothing of what",
                    "set one of its other settings, or leave " + trait.name() + " out"));
        }
        List<Support> support = new ArrayList<>();
        for (int i = 0; i < from.size(); i++) {
            if (known(from.get(i), component, context).isEmpty()) {
                support.add(outside(from.get(i), "/from/" + i, component, context));
            }
        }
        if (support.isEmpty() && from.size() == 0) {
            Map<String, Value> named = named(trait, component, context);
            support.add(
                    named.isEmpty()
                            ? Support.none(
                                    "",
                                    "Consul keeps this with each caller, and the file does not say who calls "
                                            + component.key(),
                                    "name the callers under " + trait.name()
                                            + ".from, or in the service's access rules")
                            : Support.partial(
                                    "",
                                    "Consul keeps this with each caller; it holds for those that access allows: "
                                            + String.join(", ", named.keySet()),
                                    "name others under " + trait.name() + ".from"));
        }
        return support;
    }

    private static Support outside(Value caller, String field, Component component, RenderContext context) {
        return ConsulTargets.isName(caller.toString())
                ? Support.partial(
                        field,
                        caller + " is not in the pattern, which keeps the whole ServiceDefaults of it in namespace "
                                + context.namespaceOf(component),
                        "add it to the pattern as a Service")
                : Support.none(
                        field,
                        "\"" + caller + "\" is no name of a service of Consul, which is letters, digits, hyphens and"
                                + " underscores",
                        "name a service of Consul, or the key of one in the pattern");
    }

    private static Optional<Component> known(Value service, Component component, RenderContext context) {
        return context.pattern().service(service.toString(), component);
    }

    /** The name of a service that is given by its key in the pattern or by its name. */
    static TextValue name(Value service, Component component, RenderContext context) {
        return known(service, component, context)
                .map(Component::name)
                .orElseGet(() -> TextValue.of(service.toString()));
    }

    /** The callers of a service by what the file calls them: those under "from", else those that its access rules allow. */
    private static Map<String, Value> named(Trait trait, Component component, RenderContext context) {
        Map<String, Value> callers = new TreeMap<>();
        ListValue from = trait.map().list("from").orElse(ListValue.EMPTY);
        if (from.size() > 0) {
            from.forEach(caller ->
                    callers.putIfAbsent(name(caller, component, context).text(), caller));
            return callers;
        }
        for (Trait other : component.traits()) {
            if (other.name().equals("access")) {
                AccessTrait.rules(other, component, context).stream()
                        .filter(rule -> !rule.isDeny())
                        .flatMap(rule -> rule.callers().stream())
                        .forEach(caller -> callers.putIfAbsent(caller.toString(), caller));
            }
        }
        return callers;
    }

    /** What each caller says of the service; one entry for each, whatever traits and services meet in it. */
    static List<DraftNode> overrides(Trait trait, Component component, RenderContext context, Drafts drafts) {
        List<DraftNode> overrides = new ArrayList<>();
        named(trait, component, context).forEach((name, writtenAs) -> {
            if (ConsulTargets.isName(name)) {
                DraftNode override = defaults(name, component, context, drafts)
                        .list("/spec/upstreamConfig/overrides")
                        .item(component.name().text(), 0);
                overrides.add(override.set("/name", component.name()));
            }
        });
        return overrides;
    }

    private static Draft defaults(String caller, Component called, RenderContext context, Drafts drafts) {
        for (Component component : context.pattern().components()) {
            if (component.isA("Service") && component.name().text().equals(caller)) {
                Draft draft = ConsulTargets.defaults(component, context, drafts);
                component.settings().get("protocol").ifPresent(protocol -> draft.set("/spec/protocol", protocol));
                return draft;
            }
        }
        // whole, since Consul's HTTP API has no owners of fields, and a field that is released would stay
        return drafts.draft(ConsulTargets.VERSION, "ServiceDefaults", context.namespaceOf(called), caller);
    }

    /** Sets fields of every override to settings that are there. */
    static void copy(Trait trait, Map<String, String> fields, List<DraftNode> overrides) {
        MapValue settings = trait.map();
        fields.forEach((setting, field) ->
                settings.get(setting).ifPresent(value -> overrides.forEach(override -> override.set(field, value))));
    }
}
