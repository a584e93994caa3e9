// SPDX-License-Identifier: Apache-2.0
package io.meshkit.consul.internal.traits;

import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.Value;
import io.meshkit.pattern.Component;
import io.meshkit.pattern.Draft;
import io.meshkit.pattern.Drafts;
import io.meshkit.pattern.Pattern;
import io.meshkit.pattern.RenderContext;
import io.meshkit.pattern.Support;
import io.meshkit.pattern.Versions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A rule with several targets. A route of Consul leads to one service, and to that service's splitter where it has one; so the rule leads to
 * a name that no instance bears, and a splitter of that name shares out. The name goes by what the rule matches, not by its place in the file: a
 * rule that is put in front of it changes the router alone, and no request is sent by another rule's weights meanwhile
 * (hashicorp/consul:agent/consul/discoverychain/compile.go, getSplitterOrResolverNode).
 */
final class RouteSplit {

    private RouteSplit() {}

    /** Whether a rule has several targets. */
    static boolean isOne(MapValue rule) {
        return targets(rule).size() > 1;
    }

    /** Verdicts on several targets as a whole. */
    static List<Support> support(MapValue rule, String field) {
        List<Support> support = new ArrayList<>();
        support.add(Support.emulated(
                field + "/to",
                "a route of Consul leads to one service, so the rule leads to a name of its own, whose ServiceSplitter"
                        + " shares out"));
        ListValue targets = targets(rule);
        if (!SplitWeights.addUp(weights(targets))) {
            support.add(Support.none(
                    field + "/to",
                    "Consul takes weights of two decimals whose sum as 32-bit numbers is exactly 100, which it is not"
                            + " here",
                    "use whole percentages, or halves and quarters"));
        }
        Set<MapValue> seen = new HashSet<>();
        for (int i = 0; i < targets.size(); i++) {
            if (!seen.add(RouteTrait.map(targets.get(i)).without("weight"))) {
                // hashicorp/consul:agent/structs/config_entry_discoverychain.go, ServiceSplitterConfigEntry.Validate
                support.add(Support.none(
                        field + "/to/" + i,
                        "a ServiceSplitter of Consul takes each target once",
                        "add the weights of the same targets up"));
            }
        }
        return support;
    }

    /** The splitter of a rule, which the router is to lead to. */
    static Draft splitter(int index, List<MapValue> rules, Component component, RenderContext context, Drafts drafts) {
        MapValue rule = rules.get(index);
        Draft splitter = drafts.draft(
                ConsulTargets.VERSION,
                "ServiceSplitter",
                context.namespaceOf(component),
                name(index, rules, component, context.pattern()));
        splitter.after(ConsulTargets.routableDefaults(component, context, drafts));
        ListValue targets = targets(rule);
        List<Value> weights = weights(targets);
        List<Value> splits = new ArrayList<>();
        for (Value target : targets) {
            MapValue split = split(RouteTrait.map(target), splitter, component, context, drafts);
            splits.add(split.with("weight", weights.get(splits.size())).at(target));
        }
        splitter.set("/spec/splits", ListValue.of(splits).at(targets));
        return splitter;
    }

    private static MapValue split(
            MapValue to, Draft splitter, Component component, RenderContext context, Drafts drafts) {
        RouteTarget target = RouteTarget.of(to, component, context.pattern());
        target.prepare(splitter, context, drafts);
        MapValue.Builder split = MapValue.builder().put("service", target.service());
        target.version().ifPresent(version -> split.put("serviceSubset", version));
        return split.build();
    }

    private static ListValue targets(MapValue rule) {
        return rule.list("to").orElse(ListValue.EMPTY);
    }

    /** Targets without weights share alike. */
    private static List<Value> weights(ListValue targets) {
        List<Value> equal = SplitWeights.equal(targets.size());
        List<Value> weights = new ArrayList<>();
        for (Value target : targets) {
            weights.add(RouteTrait.map(target)
                    .get("weight")
                    .orElse(equal.get(weights.size()).at(target)));
        }
        return weights;
    }

    /** A name that no service of the pattern and no earlier rule has. */
    static String name(int index, List<MapValue> rules, Component component, Pattern pattern) {
        Set<String> taken = new HashSet<>();
        pattern.components().forEach(other -> taken.add(other.name().text()));
        String name = "";
        for (int i = 0; i <= index; i++) {
            String wanted = component.name().text() + "-" + key(rules.get(i));
            name = wanted;
            for (int n = 2; taken.contains(name); n++) {
                name = wanted + "-" + n;
            }
            taken.add(name);
        }
        return name;
    }

    private static String key(MapValue rule) {
        Optional<String> named = rule.text("name")
                .filter(name -> Versions.notLabels(List.of(name)).isEmpty());
        ListValue match = rule.list("match").orElse(ListValue.EMPTY);
        return named.orElseGet(() -> match.size() == 0
                ? "rest"
                : String.format("%08x", match.toString().hashCode()));
    }
}
