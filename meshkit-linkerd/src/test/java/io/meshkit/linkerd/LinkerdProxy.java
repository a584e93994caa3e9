// SPDX-License-Identifier: Apache-2.0
package io.meshkit.linkerd;

import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.Value;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the rule of HTTPRoutes for a request as Linkerd's proxy does (linkerd/linkerd2-proxy:linkerd/http/route/src/lib.rs, find, and
 * http/match.rs): the longest path, then a method, then the most headers, then the most query parameters, then the first.
 */
final class LinkerdProxy {

    private LinkerdProxy() {}

    /** A request; names of headers in lower case. */
    record Request(String method, String path, Map<String, String> headers, Map<String, String> query) {}

    /** The rule that counts for a request; empty when none does. */
    static Optional<MapValue> rule(Iterable<MapValue> rules, Request request) {
        Optional<MapValue> best = Optional.empty();
        int[] most = {};
        for (MapValue rule : rules) {
            int[] says = says(rule, request);
            if (says.length > 0 && (best.isEmpty() || Arrays.compare(says, most) > 0)) {
                best = Optional.of(rule);
                most = says;
            }
        }
        return best;
    }

    private static int[] says(MapValue rule, Request request) {
        ListValue matches = rule.list("matches").orElse(ListValue.of(MapValue.EMPTY));
        int[] most = {};
        for (Value match : matches) {
            int[] says = ofMatch((MapValue) match, request);
            if (Arrays.compare(says, most) > 0) {
                most = says;
            }
        }
        return most;
    }

    private static int[] ofMatch(MapValue match, Request request) {
        int length = match.map("path").map(path -> length(path, request.path())).orElse(1);
        Optional<String> method = match.text("method");
        ListValue headers = match.list("headers").orElse(ListValue.EMPTY);
        ListValue query = match.list("queryParams").orElse(ListValue.EMPTY);
        boolean holds = length >= 0
                && method.map(request.method()::equals).orElse(true)
                && hold(headers, request.headers(), true)
                && hold(query, request.query(), false);
        return holds ? new int[] {length, method.isPresent() ? 1 : 0, headers.size(), query.size()} : new int[] {};
    }

    private static int length(MapValue path, String actual) {
        String value = path.text("value").orElse("/");
        boolean holds = switch (path.text("type").orElse("PathPrefix")) {
            case "Exact" -> value.equals(actual);
            case "RegularExpression" -> isWhole(value, actual);
            default -> value.equals("/");
        };
        return !holds ? -1 : value.equals("/") ? 1 : actual.length();
    }

    private static boolean hold(ListValue conditions, Map<String, String> actual, boolean isHeader) {
        return conditions.items().stream().map(MapValue.class::cast).allMatch(condition -> {
            String name = condition.text("name").orElseThrow();
            String value = actual.get(isHeader ? name.toLowerCase(Locale.ROOT) : name);
            String wanted = condition.text("value").orElseThrow();
            return value != null && (condition.has("type") ? isWhole(wanted, value) : wanted.equals(value));
        });
    }

    /** The first match counts, and it has to be the whole text. */
    private static boolean isWhole(String regex, String text) {
        Matcher matcher = Pattern.compile(regex).matcher(text);
        return matcher.find() && matcher.start() == 0 && matcher.end() == text.length();
    }
}
