// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.traits;

import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.Value;
import io.meshkit.pattern.Component;
import io.meshkit.pattern.Pattern;
import io.meshkit.pattern.Support;
import io.meshkit.pattern.Versions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a VirtualService cannot express of a rule (istio/istio:pkg/config/validation/virtualservice.go). */
final class RouteSupport {

    private RouteSupport() {}

    /** Verdicts on the fields of a rule. */
    static List<Support> of(MapValue rule, String field, Component component, Pattern pattern) {
        List<Support> support = new ArrayList<>();
        actions(rule, field, support);
        matches(rule, field, support);
        versions(rule, field, component, pattern, support);
        return support;
    }

    /** Whether a rule answers by a redirect or a response of its own, so that no request goes on. */
    static boolean answersItself(MapValue rule) {
        return rule.has("redirect") || rule.has("respond");
    }

    private static void actions(MapValue rule, String field, List<Support> support) {
        if (rule.has("redirect") && rule.has("respond")) {
            support.add(Support.none(
                    field + "/respond", "a route of Istio redirects or responds, not both", "make two rules of it"));
        }
        if (rule.has("rewrite") && answersItself(rule)) {
            support.add(Support.none(
                    field + "/rewrite",
                    "a route of Istio that redirects or responds rewrites nothing",
                    "say the new path and host in redirect"));
        }
        if (rule.has("to") && answersItself(rule)) {
            support.add(Support.none(
                    field + "/to",
                    "a route of Istio that redirects or responds sends nothing on",
                    "leave \"to\" out, or make two rules of it"));
        }
        rule.map("redirect")
                .filter(RouteSupport::leadsNowhere)
                .ifPresent(redirect -> support.add(Support.none(
                        field + "/redirect",
                        "a redirect of Istio needs another path, host, scheme or port",
                        "say where to redirect to, or use respond")));
    }

    private static boolean leadsNowhere(MapValue redirect) {
        return List.of("path", "host", "scheme", "port").stream().noneMatch(redirect::has);
    }

    private static void matches(MapValue rule, String field, List<Support> support) {
        ListValue matches = rule.list("match").orElse(ListValue.EMPTY);
        for (int i = 0; i < matches.size(); i++) {
            MapValue match = RouteTrait.map(matches.get(i));
            String here = field + "/match/" + i;
            match.map("path")
                    .flatMap(path -> RegularExpression.support(path, here + "/path"))
                    .ifPresent(support::add);
            support.addAll(RegularExpression.support(conditions(match, "headers"), here + "/headers"));
            support.addAll(RegularExpression.support(conditions(match, "query"), here + "/query"));
            ListValue queries = match.list("query").orElse(ListValue.EMPTY);
            for (int j = 0; j < queries.size(); j++) {
                if (RequestMatch.isAbsence(RouteTrait.map(queries.get(j)))) {
                    support.add(Support.none(
                            here + "/query/" + j,
                            "a VirtualService can match the absence of headers, not of query parameters",
                            "order the rules so that an earlier one takes the requests with the parameter"));
                }
            }
        }
    }

    private static List<MapValue> conditions(MapValue match, String part) {
        return match.list(part).orElse(ListValue.EMPTY).items().stream()
                .map(RouteTrait::map)
                .toList();
    }

    private static void versions(
            MapValue rule, String field, Component component, Pattern pattern, List<Support> support) {
        ListValue targets = rule.list("to").orElse(ListValue.EMPTY);
        for (int i = 0; i < targets.size(); i++) {
            List<String> version = RouteTrait.map(targets.get(i))
                    .get("version")
                    .map(Value::toString)
                    .map(List::of)
                    .orElse(List.of());
            Optional<Value> service = RouteTrait.map(targets.get(i)).get("service");
            boolean isHost = service.isPresent()
                    && pattern.service(service.get().toString(), component).isEmpty();
            if (!version.isEmpty() && isHost) {
                support.add(Support.none(
                        field + "/to/" + i + "/version",
                        "versions are known of services of the pattern only, and \"" + service.get() + "\" is none",
                        "add it to the pattern as a Service with settings.versions"));
            } else if (!Versions.notLabels(version).isEmpty()) {
                support.add(Support.none(
                        field + "/to/" + i + "/version",
                        "names of subsets are DNS labels, which \"" + version.get(0) + "\" is not",
                        "rename the version to lower-case letters, digits and hyphens"));
            }
        }
    }
}
