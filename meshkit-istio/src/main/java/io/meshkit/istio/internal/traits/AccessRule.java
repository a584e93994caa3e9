// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.traits;

import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.TextValue;
import io.meshkit.document.Value;
import io.meshkit.pattern.Component;
import io.meshkit.pattern.RenderContext;
import io.meshkit.pattern.ServiceProtocol;
import io.meshkit.pattern.Support;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One rule of an AuthorizationPolicy. A rule that Istio can express in part only is left out whole: without one of its conditions it would
 * hold for more than was asked.
 */
final class AccessRule {

    private static final List<String> OF_HTTP = List.of("methods", "paths", "headers");
    private static final List<String> COMPARISONS = List.of("exact", "prefix", "regex");

    private AccessRule() {}

    /** Verdicts on the fields of a rule. */
    static List<Support> support(MapValue rule, String field, Component component, RenderContext context) {
        List<Support> support = new ArrayList<>();
        if (rule.has("name")) {
            support.add(
                    Support.partial(field + "/name", "rules of Istio have no names, so this one is for readers", ""));
        }
        support.addAll(AccessCallers.support(rule, field + "/from", component, context));
        MapValue to = rule.map("to").orElse(MapValue.EMPTY);
        for (String part : OF_HTTP) {
            if (to.has(part) && ServiceProtocol.isOpaque(component)) {
                // istio/istio.io:content/en/docs/tasks/security/authorization/authz-tcp
                support.add(Support.none(
                        field + "/to/" + part,
                        "Istio knows no requests on a port of TCP, and settings.protocol says tcp",
                        "use from and to.ports"));
            }
        }
        paths(to, field + "/to/paths", support);
        if (to.has("paths") && rule.text("action").filter("deny"::equals).isPresent()) {
            // istio/api:mesh/v1alpha1/config.proto, ProxyPathNormalization: BASE unless set
            support.add(Support.partial(
                    field + "/to/paths",
                    "unless the mesh is configured otherwise, Istio leaves // and %2f as the caller spelled them, so"
                            + " //admin and %2fadmin are other paths than /admin",
                    "set pathNormalization: DECODE_AND_MERGE_SLASHES in the configuration of the mesh"));
        }
        headers(to, field + "/to/headers", support);
        if (support.stream().anyMatch(one -> !one.verdict().isRendered())) {
            support.add(Support.none(
                    field, "a rule that cannot be kept whole is left out whole", "write what Istio can tell apart"));
        }
        return support;
    }

    private static void paths(MapValue to, String field, List<Support> support) {
        ListValue paths = to.list("paths").orElse(ListValue.EMPTY);
        for (int i = 0; i < paths.size(); i++) {
            String path = paths.get(i).toString();
            // istio/api:security/v1beta1/authorization_policy.proto, Operation.paths: {*} and {**} are templates
            if (path.contains("{*}")
                    || path.contains("{**}")
                    || path.indexOf('*') < path.length() - 1 && path.contains("*")) {
                support.add(Support.none(
                        field + "/" + i,
                        "Istio reads {*} and {**} as templates, and a * anywhere but at the end as itself",
                        "write whole paths, or beginnings that end with *"));
            }
        }
    }

    private static void headers(MapValue to, String field, List<Support> support) {
        ListValue headers = to.list("headers").orElse(ListValue.EMPTY);
        for (int i = 0; i < headers.size(); i++) {
            MapValue header = RouteTrait.map(headers.get(i));
            if (header.has("regex")) {
                support.add(Support.none(
                        field + "/" + i + "/regex",
                        "an AuthorizationPolicy compares headers with whole values and beginnings",
                        "use exact or prefix"));
            }
            boolean several = COMPARISONS.stream().filter(header::has).count() > 1;
            if (several || isWild(header)) {
                support.add(Support.none(
                        field + "/" + i,
                        several
                                ? "an AuthorizationPolicy compares a header in one way"
                                : "Istio reads a * at either end of a value as a wildcard, and takes no empty values",
                        "use one of exact, prefix and present, without * and not empty"));
            }
        }
    }

    private static boolean isWild(MapValue header) {
        String exact = header.text("exact").orElse("-");
        String prefix = header.text("prefix").orElse("-");
        return exact.isEmpty()
                || prefix.isEmpty()
                || exact.startsWith("*")
                || exact.endsWith("*")
                || prefix.startsWith("*");
    }

    /** The rule as Istio writes it; only for rules without a verdict of none. */
    static MapValue render(MapValue rule, Component component, RenderContext context) {
        MapValue.Builder rendered = MapValue.builder();
        rule.map("from").ifPresent(from -> rendered.put("from", AccessCallers.render(from, component, context)));
        rule.map("to").ifPresent(to -> {
            MapValue operation = operation(to);
            if (!operation.isEmpty()) {
                rendered.put("to", ListValue.of(MapValue.of("operation", operation)));
            }
            to.list("headers")
                    .filter(headers -> headers.size() > 0)
                    .ifPresent(headers -> rendered.put("when", conditions(headers)));
        });
        return rendered.build();
    }

    private static MapValue operation(MapValue to) {
        MapValue.Builder operation = MapValue.builder();
        to.list("methods").ifPresent(methods -> operation.put("methods", methods));
        to.list("paths").ifPresent(paths -> operation.put("paths", paths));
        to.list("ports")
                .ifPresent(ports -> operation.put(
                        "ports",
                        ListValue.of(ports.items().stream()
                                .map(port -> TextValue.of(port.toString()).at(port))
                                .toList())));
        return operation.build();
    }

    private static ListValue conditions(ListValue headers) {
        List<Value> conditions = new ArrayList<>();
        for (Value written : headers) {
            MapValue header = RouteTrait.map(written);
            // istio/istio:pilot/pkg/security/authz/matcher/header.go, HeaderMatcher: "*" asks for presence, "a*" for a
            // beginning
            Value value = header.get("exact")
                    .or(() -> header.get("prefix")
                            .map(prefix -> TextValue.of(prefix + "*").at(prefix)))
                    .orElse(TextValue.of("*").at(written));
            String name = header.text("name").orElse("").toLowerCase(Locale.ROOT);
            conditions.add(MapValue.builder()
                    .put(
                            "key",
                            TextValue.of("request.headers[" + name + "]")
                                    .at(header.get("name").orElse(written)))
                    .put(RequestMatch.isAbsence(header) ? "notValues" : "values", ListValue.of(value))
                    .build()
                    .at(written));
        }
        return ListValue.of(conditions);
    }
}
