// SPDX-License-Identifier: Apache-2.0
package io.meshkit.linkerd.internal.traits;

import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.Value;
import io.meshkit.pattern.Support;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One match of an HTTPRoute: all that is given has to hold. Immutable; equal when it matches by the same words.
 *
 * @param path the path as an HTTPRoute writes it; empty for every path
 * @param method the method; empty for all
 * @param headers conditions on headers, by name in lower case
 * @param query conditions on query parameters, by name
 */
record RequestMatch(MapValue path, Optional<Value> method, Map<String, MapValue> headers, Map<String, MapValue> query) {

    /** Copies what is given. */
    RequestMatch {
        headers = Map.copyOf(headers);
        query = Map.copyOf(query);
    }

    /** The matches for one alternative of a rule: one for each method, since an HTTPRoute has one in each. */
    static List<RequestMatch> of(MapValue match) {
        MapValue path = match.map("path").map(RequestPath::render).orElse(MapValue.EMPTY);
        return of(path, match);
    }

    /** The matches for a path with the methods, headers and query parameters of some settings. */
    static List<RequestMatch> of(MapValue path, MapValue settings) {
        Map<String, MapValue> headers =
                Comparison.HEADERS.render(settings.list("headers").orElse(ListValue.EMPTY));
        Map<String, MapValue> query =
                Comparison.QUERY.render(settings.list("query").orElse(ListValue.EMPTY));
        ListValue methods = settings.list("methods").orElse(ListValue.EMPTY);
        if (methods.size() == 0) {
            return List.of(new RequestMatch(path, Optional.empty(), headers, query));
        }
        List<RequestMatch> matches = new ArrayList<>();
        new LinkedHashSet<>(methods.items())
                .forEach(method -> matches.add(new RequestMatch(path, Optional.of(method), headers, query)));
        return matches;
    }

    /** Verdicts on an alternative of a rule. */
    static List<Support> support(MapValue match, String field) {
        List<Support> support = new ArrayList<>();
        match.map("path").ifPresent(path -> support.addAll(RequestPath.support(path, field + "/path")));
        match.list("headers")
                .ifPresent(headers -> support.addAll(Comparison.HEADERS.support(headers, field + "/headers")));
        match.list("query").ifPresent(query -> support.addAll(Comparison.QUERY.support(query, field + "/query")));
        support.addAll(onMethods(match, field));
        return support;
    }

    /** A verdict on methods that are written more than once. */
    static List<Support> onMethods(MapValue settings, String field) {
        ListValue methods = settings.list("methods").orElse(ListValue.EMPTY);
        return new LinkedHashSet<>(methods.items()).size() < methods.size()
                ? List.of(Support.partial(
                        field + "/methods", "a method stands here twice, and Linkerd takes it once", ""))
                : List.of();
    }

    /** Whether no request has both methods. */
    boolean differsInMethod(RequestMatch other) {
        return method.isPresent() && other.method.isPresent() && !method.equals(other.method);
    }

    /**
     * Whether Linkerd may prefer another match to this one for a request that both take: it compares the length of the path that was
     * matched, then whether there is a method, then the numbers of headers and query parameters
     * (linkerd/linkerd2-proxy:linkerd/http/route/src/http/match.rs, RequestMatch). Every path counts as one character; an exact path and an
     * expression count as the whole path.
     */
    boolean mayYieldTo(RequestMatch other) {
        if (RequestPath.isEvery(path) && !RequestPath.isEvery(other.path)) {
            return true;
        }
        if (RequestPath.isLong(path) && RequestPath.isEvery(other.path)) {
            return false;
        }
        if (method.isPresent() != other.method.isPresent()) {
            return other.method.isPresent();
        }
        return other.headers.size() > headers.size()
                || (other.headers.size() == headers.size() && other.query.size() > query.size());
    }

    /** This match with what another one asks for besides, so that it counts for no less than that. */
    RequestMatch with(RequestMatch other) {
        boolean widens = RequestPath.isEvery(path) && !RequestPath.isEvery(other.path);
        return new RequestMatch(
                widens ? RequestPath.any() : path,
                method.or(other::method),
                joined(headers, other.headers),
                joined(query, other.query));
    }

    private static Map<String, MapValue> joined(Map<String, MapValue> own, Map<String, MapValue> others) {
        Map<String, MapValue> joined = new TreeMap<>(others);
        joined.putAll(own);
        return joined;
    }

    /** The match as an HTTPRoute writes it. */
    MapValue render() {
        MapValue.Builder match = MapValue.builder();
        if (!path.isEmpty()) {
            match.put("path", path);
        }
        method.ifPresent(value -> match.put("method", value));
        put(match, "headers", headers);
        put(match, "queryParams", query);
        return match.build();
    }

    private static void put(MapValue.Builder match, String key, Map<String, MapValue> conditions) {
        if (!conditions.isEmpty()) {
            match.put(key, ListValue.of(List.copyOf(new TreeMap<>(conditions).values())));
        }
    }
}
