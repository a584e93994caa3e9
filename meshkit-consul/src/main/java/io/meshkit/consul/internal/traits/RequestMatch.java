// SPDX-License-Identifier: Apache-2.0
package io.meshkit.consul.internal.traits;

import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.Value;
import io.meshkit.pattern.Support;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** One match of a rule; field names of hashicorp/consul-k8s:control-plane/api/v1alpha1/servicerouter_types.go, ServiceRouteHTTPMatch. */
final class RequestMatch {

    private RequestMatch() {}

    /** The match as a ServiceRouter writes it. */
    static MapValue render(MapValue match) {
        MapValue.Builder rendered = MapValue.builder();
        match.map("path").ifPresent(path -> {
            path.get("exact").ifPresent(exact -> rendered.put("pathExact", exact));
            path.get("prefix").ifPresent(prefix -> rendered.put("pathPrefix", prefix));
            path.get("regex").ifPresent(regex -> rendered.put("pathRegex", regex));
        });
        conditions(match, "headers", Comparison::header).ifPresent(headers -> rendered.put("header", headers));
        conditions(match, "query", Comparison::query).ifPresent(query -> rendered.put("queryParam", query));
        match.list("methods")
                .filter(methods -> methods.size() > 0)
                .ifPresent(methods -> rendered.put("methods", once(methods)));
        return rendered.build().at(match);
    }

    /** The conditions under a key; empty when there are none. */
    static Optional<Value> conditions(MapValue match, String key, UnaryOperator<MapValue> render) {
        List<Value> rendered = new ArrayList<>();
        ListValue written = match.list(key).orElse(ListValue.EMPTY);
        written.forEach(condition -> rendered.add(render.apply(RouteTrait.map(condition))));
        return rendered.isEmpty()
                ? Optional.empty()
                : Optional.of(ListValue.of(rendered).at(written));
    }

    /** Methods without repetitions, which Consul refuses. */
    static Value once(ListValue methods) {
        return ListValue.of(new ArrayList<>(new LinkedHashSet<>(methods.items())))
                .at(methods);
    }

    /** Verdicts on a match. */
    static List<Support> support(MapValue match, String field) {
        List<Support> support = new ArrayList<>();
        match.map("path").ifPresent(path -> support.addAll(onPath(path, field + "/path")));
        ListValue headers = match.list("headers").orElse(ListValue.EMPTY);
        for (int i = 0; i < headers.size(); i++) {
            support.addAll(Comparison.onHeader(RouteTrait.map(headers.get(i)), field + "/headers/" + i));
        }
        ListValue query = match.list("query").orElse(ListValue.EMPTY);
        for (int i = 0; i < query.size(); i++) {
            support.addAll(Comparison.onQuery(RouteTrait.map(query.get(i)), field + "/query/" + i));
        }
        support.addAll(onMethods(match, field));
        return support;
    }

    /** A verdict on methods that are written more than once. */
    static List<Support> onMethods(MapValue match, String field) {
        ListValue methods = match.list("methods").orElse(ListValue.EMPTY);
        return new LinkedHashSet<>(methods.items()).size() < methods.size()
                ? List.of(
                        Support.partial(field + "/methods", "a method stands here twice, and Consul takes it once", ""))
                : List.of();
    }

    private static List<Support> onPath(MapValue path, String field) {
        List<Support> support = new ArrayList<>();
        for (String way : List.of("exact", "prefix")) {
            if (path.has(way) && !path.text(way).orElse("").startsWith("/")) {
                support.add(Support.none(
                        field + "/" + way, "paths of a ServiceRouter begin with a slash", "write a slash in front"));
            }
        }
        path.get("regex").ifPresent(regex -> {
            support.addAll(Comparison.onRegex(regex, field + "/regex"));
            if (regex.toString().isEmpty()) {
                support.add(Support.none(
                        field + "/regex", "Consul takes an empty text as not set", "leave path out for all paths"));
            }
        });
        return support;
    }
}
