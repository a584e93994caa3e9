// SPDX-License-Identifier: Apache-2.0
package io.meshkit.consul.internal.traits;

import io.meshkit.document.JsonPointer;
import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.Value;
import io.meshkit.pattern.Component;
import io.meshkit.pattern.Pattern;
import io.meshkit.pattern.Support;
import io.meshkit.pattern.Verdict;
import io.meshkit.pattern.Versions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a ServiceRouter cannot express of a rule (hashicorp/consul:agent/structs/config_entry_discoverychain.go). */
final class RouteSupport {

    private RouteSupport() {}

    /** Verdicts on the fields of a rule; on the rule too when a field of it cannot be done, since it is left out then. */
    static List<Support> of(MapValue rule, String field, Component component, Pattern pattern) {
        List<Support> support = new ArrayList<>();
        if (rule.has("name")) {
            support.add(Support.partial(field + "/name", "routes of Consul have no names; it stays in the file", ""));
        }
        actions(rule, field, support);
        ListValue matches = rule.list("match").orElse(ListValue.EMPTY);
        for (int i = 0; i < matches.size(); i++) {
            support.addAll(RequestMatch.support(RouteTrait.map(matches.get(i)), field + "/match/" + i));
        }
        targets(rule, field, component, pattern, support);
        if (!isRendered(support)) {
            support.add(Support.none(
                    field,
                    "the rule is left out, since without that part it would mean something else",
                    "change that part, or leave the rule out"));
        }
        return support;
    }

    /** Whether a rule with some verdicts is rendered. */
    static boolean isRendered(List<Support> support) {
        return support.stream().noneMatch(one -> one.verdict() == Verdict.NONE);
    }

    private static void actions(MapValue rule, String field, List<Support> support) {
        if (rule.has("redirect")) {
            support.add(Support.none(
                    field + "/redirect",
                    "routers of Consul send requests on and never redirect them",
                    "redirect in the service itself, or at an API gateway"));
        }
        if (rule.has("respond")) {
            support.add(Support.none(
                    field + "/respond",
                    "routers of Consul send requests on and never answer them",
                    "answer in the service itself, or refuse requests by access"));
        }
        MapValue rewrite = rule.map("rewrite").orElse(MapValue.EMPTY);
        if (rewrite.has("host")) {
            support.add(Support.none(
                    field + "/rewrite/host",
                    "routers of Consul rewrite paths, not hosts",
                    "set a header of your own in headers.request, and read that"));
        }
        if (rewrite.has("path") && !canRewrite(rule)) {
            support.add(Support.none(
                    field + "/rewrite/path",
                    "Consul rewrites the part of a path that was matched exactly or as a prefix",
                    "give each match of the rule a path with exact or prefix"));
        }
        if (rewrite.has("path") && rewrite.text("path").orElse("").isEmpty()) {
            support.add(Support.none(field + "/rewrite/path", "Consul takes an empty text as not set", "write /"));
        }
    }

    private static boolean canRewrite(MapValue rule) {
        ListValue matches = rule.list("match").orElse(ListValue.EMPTY);
        return matches.size() > 0
                && matches.items().stream()
                        .map(match -> RouteTrait.map(match).map("path").orElse(MapValue.EMPTY))
                        .allMatch(path -> path.has("exact") || path.has("prefix"));
    }

    private static void targets(
            MapValue rule, String field, Component component, Pattern pattern, List<Support> support) {
        ListValue targets = rule.list("to").orElse(ListValue.EMPTY);
        if (RouteSplit.isOne(rule)) {
            support.addAll(RouteSplit.support(rule, field));
        }
        for (int i = 0; i < targets.size(); i++) {
            target(RouteTrait.map(targets.get(i)), field + "/to/" + i, component, pattern, support);
        }
    }

    private static void target(MapValue to, String field, Component component, Pattern pattern, List<Support> support) {
        if (to.has("weight")) {
            support.add(new Support(JsonPointer.parse(field + "/weight"), Verdict.NATIVE, "", ""));
        }
        Optional<Value> named = to.get("service");
        Optional<Component> other = named.isEmpty()
                ? Optional.of(component)
                : pattern.service(named.get().toString(), component);
        if (other.isEmpty()) {
            elsewhere(to, named.orElseThrow().toString(), field, support);
            return;
        }
        if (!ConsulTargets.protocol(other.get()).equals(ConsulTargets.protocol(component))) {
            // hashicorp/consul:agent/consul/discoverychain/compile.go, recordProtocol
            support.add(Support.none(
                    field + "/service",
                    "routes of Consul lead to services of the same protocol, and "
                            + other.get().key() + " speaks " + ConsulTargets.protocol(other.get()) + ", not "
                            + ConsulTargets.protocol(component),
                    "give both the same settings.protocol"));
        }
        to.get("version").map(Value::toString).ifPresent(version -> version(version, other.get(), field, support));
    }

    private static void elsewhere(MapValue to, String service, String field, List<Support> support) {
        if (!ConsulTargets.isName(service)) {
            support.add(Support.none(
                    field + "/service",
                    "\"" + service + "\" is no name of a service of Consul, which is letters, digits, hyphens and"
                            + " underscores",
                    "name a service of Consul, or add it to the pattern as a Service"));
        } else {
            support.add(Support.partial(
                    field + "/service",
                    service + " is not in the pattern, and Consul refuses the route unless its ServiceDefaults name the"
                            + " same protocol",
                    ""));
        }
        if (to.has("version")) {
            support.add(Support.none(
                    field + "/version",
                    "versions are known of services of the pattern only, and \"" + service + "\" is none",
                    "add it to the pattern as a Service with settings.versions"));
        }
    }

    private static void version(String version, Component of, String field, List<Support> support) {
        if (!Versions.notLabels(List.of(version)).isEmpty()) {
            support.add(Support.none(
                    field + "/version",
                    "names of subsets are DNS labels, which \"" + version + "\" is not",
                    "rename the version to lower-case letters, digits and hyphens"));
        }
        List<String> keys = SubsetFilter.notKeys(Versions.labels(of, version));
        if (!keys.isEmpty()) {
            support.add(Support.none(
                    field + "/version",
                    "metadata of Consul has keys of letters, digits, hyphens and underscores, which these are not: "
                            + String.join(", ", keys),
                    "tell version " + version + " by a plain label such as version"));
        }
    }
}
