// SPDX-License-Identifier: Apache-2.0
package io.meshkit.linkerd.internal.traits;

import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.NumberValue;
import io.meshkit.document.TextValue;
import io.meshkit.document.Value;
import io.meshkit.pattern.Support;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What a rule changes of requests and answers, as filters of an HTTPRoute. Linkerd knows redirects and changes of headers
 * (linkerd/linkerd2:policy-controller/k8s/index/src/outbound/index/http.rs, convert_gateway_filter).
 */
final class RouteFilters {

    /** The filters by the side whose headers they change. */
    private static final Map<String, String> SIDES =
            new TreeMap<>(Map.of("request", "RequestHeaderModifier", "response", "ResponseHeaderModifier"));

    private static final int MOST = 16;
    private static final int LONGEST_PATH = 1_024;
    private static final long PERMANENTLY = 301;
    private static final Pattern HOST =
            Pattern.compile("(?=.{1,253}$)[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+\\-.^_`|~]{1,256}");
    private static final Pattern TEXT = Pattern.compile("[\\x20-\\x7e]{1,4096}");

    private RouteFilters() {}

    /** The filters of a rule; empty when it changes nothing. */
    static List<Value> render(MapValue rule) {
        List<Value> filters = new ArrayList<>();
        MapValue headers = rule.map("headers").orElse(MapValue.EMPTY);
        SIDES.forEach((side, type) -> {
            MapValue changes = changes(headers.map(side).orElse(MapValue.EMPTY));
            if (!changes.isEmpty()) {
                filters.add(filter(type, changes));
            }
        });
        rule.map("redirect").ifPresent(redirect -> filters.add(filter("RequestRedirect", redirect(redirect))));
        return filters;
    }

    private static MapValue filter(String type, MapValue settings) {
        String field = type.substring(0, 1).toLowerCase(Locale.ROOT) + type.substring(1);
        return MapValue.builder()
                .put("type", TextValue.of(type))
                .put(field, settings)
                .build();
    }

    private static MapValue changes(MapValue written) {
        MapValue.Builder changes = MapValue.builder();
        for (String change : List.of("set", "add")) {
            List<Value> headers = new ArrayList<>();
            written.map(change)
                    .orElse(MapValue.EMPTY)
                    .forEach(entry -> headers.add(MapValue.builder()
                            .put("name", TextValue.of(entry.key()).at(entry.value()))
                            .put("value", entry.value())
                            .build()));
            if (!headers.isEmpty()) {
                changes.put(change, ListValue.of(headers));
            }
        }
        written.list("remove").filter(names -> names.size() > 0).ifPresent(names -> changes.put("remove", names));
        return changes.build();
    }

    private static MapValue redirect(MapValue written) {
        MapValue.Builder redirect = MapValue.builder();
        written.get("scheme").ifPresent(scheme -> redirect.put("scheme", scheme));
        written.get("host").ifPresent(host -> {
            redirect.put("hostname", host);
            // else Linkerd keeps the port of the request (linkerd/linkerd2-proxy: filter/redirect.rs, authority)
            long port = written.text("scheme").orElse("").equals("https") ? 443 : 80;
            redirect.put("port", NumberValue.of(port).at(host));
        });
        written.get("port").ifPresent(port -> redirect.put("port", port));
        written.get("path")
                .ifPresent(path -> redirect.put(
                        "path",
                        MapValue.builder()
                                .put("type", TextValue.of("ReplaceFullPath"))
                                .put("replaceFullPath", path)
                                .build()));
        // the definition would fill in 302
        redirect.put("statusCode", written.get("status").orElse(NumberValue.of(PERMANENTLY)));
        return redirect.build();
    }

    /** Verdicts on what a rule changes. */
    static List<Support> support(MapValue rule, String field) {
        List<Support> support = new ArrayList<>();
        if (rule.has("respond")) {
            support.add(Support.none(
                    field + "/respond",
                    "routes of Linkerd send requests on or redirect them, and never answer them",
                    "answer in the service itself, or refuse requests by access"));
        }
        if (rule.has("rewrite")) {
            support.add(Support.none(
                    field + "/rewrite",
                    "Linkerd has no filter that rewrites URLs, and would drop the whole route",
                    "rewrite in the service itself, or at the ingress"));
        }
        rule.map("redirect").ifPresent(redirect -> redirect(redirect, field + "/redirect", support));
        rule.map("headers").ifPresent(headers -> {
            SIDES.keySet()
                    .forEach(side -> headers.map(side)
                            .ifPresent(changes -> headers(changes, field + "/headers/" + side, support)));
            if (rule.has("redirect")) {
                support.add(Support.partial(
                        field + "/headers", "Linkerd sends a redirect back before it changes headers", ""));
            }
        });
        return support;
    }

    private static void redirect(MapValue redirect, String field, List<Support> support) {
        if (List.of("path", "host", "scheme", "port").stream().noneMatch(redirect::has)) {
            support.add(Support.none(
                    field,
                    "a redirect of Linkerd needs another path, host, scheme or port",
                    "say where to redirect to"));
        }
        redirect.text("host")
                .filter(host -> !HOST.matcher(host).matches())
                .ifPresent(host -> support.add(Support.none(
                        field + "/host",
                        "an HTTPRoute redirects to names of hosts in lower case, which \"" + host + "\" is not",
                        "write a port under redirect.port, and names instead of IPv6 addresses")));
        redirect.text("path").ifPresent(path -> {
            if (!path.startsWith("/") || path.length() > LONGEST_PATH) {
                support.add(Support.none(
                        field + "/path",
                        "an HTTPRoute redirects to paths that begin with a slash and have at most 1024 characters",
                        "write a slash in front"));
            } else {
                // linkerd/linkerd2-proxy:linkerd/http/route/src/http/filter/redirect.rs, path_and_query
                support.add(Support.partial(
                        field + "/path", "Linkerd drops the query of a request that it redirects to a path", ""));
            }
        });
    }

    private static void headers(MapValue changes, String field, List<Support> support) {
        Set<String> names = new TreeSet<>();
        List<String> repeated = new ArrayList<>();
        for (String change : List.of("set", "add", "remove")) {
            MapValue values = changes.map(change).orElse(MapValue.EMPTY);
            List<String> headers = change.equals("remove")
                    ? changes.list(change).map(ListValue::texts).orElse(List.of())
                    : values.keys();
            headers.stream()
                    .filter(name -> !names.add(name.toLowerCase(Locale.ROOT)))
                    .forEach(repeated::add);
            boolean fits = headers.size() <= MOST
                    && headers.stream().allMatch(name -> NAME.matcher(name).matches())
                    && values.entries().stream()
                            .allMatch(entry ->
                                    TEXT.matcher(entry.value().toString()).matches());
            if (!fits) {
                support.add(Support.none(
                        field + "/" + change,
                        "an HTTPRoute takes at most 16 headers here, of 1 to 4096 visible characters",
                        "name headers by letters, digits and hyphens, and give them values that are not empty"));
            }
        }
        if (!repeated.isEmpty()) {
            // add, set, remove: linkerd/linkerd2-proxy:linkerd/http/route/src/http/filter/modify_header.rs, apply
            support.add(Support.none(
                    field,
                    "Linkerd adds, then sets, then removes, and these headers stand here more than once: "
                            + String.join(", ", repeated),
                    "name each header once"));
        }
    }
}
