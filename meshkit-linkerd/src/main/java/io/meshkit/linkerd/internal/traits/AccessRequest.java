// SPDX-License-Identifier: Apache-2.0
package io.meshkit.linkerd.internal.traits;

import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.TextValue;
import io.meshkit.document.Value;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Requests that a rule on access speaks of: all that is given holds for them. Immutable; equal when the words are.
 *
 * @param path the path, or a beginning with {@code *} after it; empty for all
 * @param method the method; empty for all
 * @param headers conditions on headers, by name in lower case, as an HTTPRoute writes them
 */
record AccessRequest(Optional<Value> path, Optional<Value> method, Map<String, MapValue> headers) {

    /** Copies what is given. */
    AccessRequest {
        headers = Map.copyOf(headers);
    }

    /** The requests of a rule, one for each path and method; empty when it speaks of all. */
    static List<AccessRequest> of(MapValue to) {
        Map<String, MapValue> headers =
                Comparison.HEADERS.render(to.list("headers").orElse(ListValue.EMPTY));
        List<AccessRequest> requests = new ArrayList<>();
        for (Optional<Value> path : each(to, "paths")) {
            for (Optional<Value> method : each(to, "methods")) {
                requests.add(new AccessRequest(path, method, headers));
            }
        }
        return requests.equals(List.of(new AccessRequest(Optional.empty(), Optional.empty(), Map.of())))
                ? List.of()
                : List.copyOf(requests);
    }

    private static List<Optional<Value>> each(MapValue to, String key) {
        ListValue values = to.list(key).orElse(ListValue.EMPTY);
        return values.size() == 0
                ? List.of(Optional.empty())
                : new LinkedHashSet<>(values.items()).stream().map(Optional::of).toList();
    }

    /** Whether these are all the others, and perhaps more. */
    boolean covers(AccessRequest other) {
        return coversPath(other)
                && (method.isEmpty() || method.equals(other.method))
                && headers.entrySet().stream()
                        .allMatch(condition -> other.headers.containsKey(condition.getKey())
                                && isSame(condition.getValue(), other.headers.get(condition.getKey())));
    }

    private boolean coversPath(AccessRequest other) {
        if (path.isEmpty() || other.path.isEmpty()) {
            return path.isEmpty();
        }
        return isBeginning() ? other.start().startsWith(start()) : !other.isBeginning() && path.equals(other.path);
    }

    private boolean isBeginning() {
        return path.filter(text -> text.toString().endsWith("*")).isPresent();
    }

    private String start() {
        String text = path.map(Value::toString).orElse("");
        return isBeginning() ? text.substring(0, text.length() - 1) : text;
    }

    private static boolean isSame(MapValue one, MapValue other) {
        return one.get("value").equals(other.get("value")) && one.get("type").equals(other.get("type"));
    }

    /** Whether no request is among both, by path and method; a header may be there twice, with both of two values. */
    boolean isApartFrom(AccessRequest other) {
        return (!coversPath(other) && !other.coversPath(this))
                || (method.isPresent() && other.method.isPresent() && !method.equals(other.method));
    }

    /**
     * The requests among both.
     *
     * @return empty when there are none, or when they cannot be written, since both compare one header in different ways
     */
    Optional<AccessRequest> and(AccessRequest other) {
        if (isApartFrom(other) || isMixed(other)) {
            return Optional.empty();
        }
        Map<String, MapValue> joined = new TreeMap<>(other.headers);
        joined.putAll(headers);
        return Optional.of(
                new AccessRequest(coversPath(other) ? other.path : path, method.or(() -> other.method), joined));
    }

    /** Whether both compare one header in different ways. */
    boolean isMixed(AccessRequest other) {
        return headers.entrySet().stream()
                .anyMatch(condition -> other.headers.containsKey(condition.getKey())
                        && !isSame(condition.getValue(), other.headers.get(condition.getKey())));
    }

    /** Whether Linkerd finds that both say as much of a request, though one speaks of fewer; see {@link RequestMatch#mayYieldTo}. */
    boolean tiesWith(AccessRequest other) {
        return path.isPresent() == other.path.isPresent()
                && method.isPresent() == other.method.isPresent()
                && headers.size() == other.headers.size();
    }

    /** The requests as an HTTPRoute writes them. */
    MapValue render() {
        MapValue rendered = path.map(text -> isBeginning()
                        ? MapValue.builder()
                                .put("type", TextValue.of("RegularExpression"))
                                .put(
                                        "value",
                                        TextValue.of(RegularExpression.beginning(start()))
                                                .at(text))
                                .build()
                        : RequestPath.exactly(text))
                .orElse(MapValue.EMPTY);
        return new RequestMatch(rendered, method, headers, Map.of()).render();
    }
}
