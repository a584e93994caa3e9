// SPDX-License-Identifier: Apache-2.0
package io.meshkit.linkerd.internal.traits;

import io.meshkit.document.ListValue;
import io.meshkit.document.TextValue;
import io.meshkit.document.Value;
import io.meshkit.pattern.Component;
import io.meshkit.pattern.Draft;
import io.meshkit.pattern.Drafts;
import io.meshkit.pattern.RenderContext;
import io.meshkit.pattern.ServiceProtocol;
import io.meshkit.pattern.Support;
import io.meshkit.pattern.Trait;
import io.meshkit.pattern.TraitRenderer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Retries by annotations on the Service, which hold for those of its routes that have none of their own
 * (linkerd/linkerd2:policy-controller/grpc/src/outbound/http.rs, convert_outbound_route). {@code limit} counts further tries after the
 * first; conditions are lists (policy-controller/k8s/index/src/outbound/index/http.rs, parse_http_retry, and grpc.rs, parse_grpc_retry).
 */
public final class RetryTrait implements TraitRenderer {

    private static final String GATEWAY_ERRORS = "gateway-error";
    private static final String GRPC = "grpc:";
    private static final Set<String> GRPC_CONDITIONS =
            Set.of("cancelled", "deadline-exceeded", "internal", "resource-exhausted", "unavailable");
    private static final Pattern STATUS = Pattern.compile("([1-5][0-9]{2})(?:-([1-5][0-9]{2}))?");

    @Override
    public List<Support> support(Trait trait, Component component, RenderContext context) {
        if (LinkerdTargets.isProfiled(component, context)) {
            return List.of(LinkerdTargets.PROFILED);
        }
        if (ServiceProtocol.isOpaque(component)) {
            return List.of(Support.none(
                    "",
                    "Linkerd repeats HTTP and gRPC requests, not connections, and " + ServiceProtocol.said(component),
                    ServiceProtocol.sayHttp(component)));
        }
        List<Support> support = new ArrayList<>();
        if (isOff(trait)) {
            support.add(Support.emulated(
                    "/attempts", "without annotations Linkerd repeats nothing, so none are written for attempts: 0"));
            for (String idle : List.of("backoff", "on", "perTryTimeout")) {
                if (trait.map().has(idle)) {
                    support.add(Support.partial(
                            "/" + idle, "with attempts: 0 nothing is repeated, so " + idle + " has no effect", ""));
                }
            }
            return support;
        }
        support.add(Support.partial(
                "",
                // linkerd/website:linkerd.io/content/2-edge/reference/retries.md
                "Linkerd does not repeat requests with bodies over 64 KiB, and ignores the annotations while the"
                        + " service has a ServiceProfile",
                ""));
        support.addAll(Annotations.zeroDurations(trait, "perTryTimeout"));
        if (trait.map().has("backoff")) {
            support.add(Support.none(
                    "/backoff",
                    "Linkerd waits 25 ms to 250 ms between tries, which cannot be set",
                    "leave backoff out on Linkerd"));
        }
        conditions(trait, support);
        return support;
    }

    private static void conditions(Trait trait, List<Support> support) {
        ListValue on = trait.map().list("on").orElse(ListValue.EMPTY);
        for (int i = 0; i < on.size(); i++) {
            String condition = on.get(i).toString();
            if (isGrpc(condition)) {
                // linkerd/linkerd2:policy-controller/grpc/src/outbound.rs, to_proto
                support.add(Support.partial(
                        "/on/" + i,
                        "Linkerd repeats on statuses of gRPC only where the Service's appProtocol is grpc or it has"
                                + " GRPCRoutes",
                        "set appProtocol: grpc on the port of the Service, without HTTPRoutes"));
            } else if (!isHttp(condition)) {
                support.add(Support.none(
                        "/on/" + i,
                        "Linkerd repeats on statuses of HTTP and gRPC, not on \"" + condition + "\"",
                        "use 5xx, gateway-error, status codes from low to high, or one of grpc:cancelled,"
                                + " grpc:deadline-exceeded, grpc:internal, grpc:resource-exhausted, grpc:unavailable"));
            }
        }
        if (on.size() == 0) {
            support.add(Support.partial(
                    "/attempts", "Linkerd retries on no condition of its own accord; gateway-error is asked for", ""));
        }
    }

    @Override
    public void render(Trait trait, Component component, RenderContext context, Drafts drafts) {
        if (isOff(trait)) {
            // A limit of 0 is read as not set, and the limit is then 1; without annotations nothing is repeated.
            return;
        }
        ListValue on = trait.map().list("on").orElse(ListValue.EMPTY);
        List<String> http = new ArrayList<>();
        List<String> grpc = new ArrayList<>();
        for (Value written : on) {
            String condition = written.toString();
            if (isGrpc(condition)) {
                grpc.add(condition.substring(GRPC.length()));
            } else if (isHttp(condition)) {
                http.add(condition);
            }
        }
        if (on.size() == 0) {
            http.add(GATEWAY_ERRORS);
        }
        Draft service = LinkerdTargets.requests(component, context, drafts);
        Annotations.text(trait, "attempts", service, "retry.linkerd.io/limit");
        Annotations.duration(trait, "perTryTimeout", service, "retry.linkerd.io/timeout");
        annotate(service, "retry.linkerd.io/http", http, on);
        annotate(service, "retry.linkerd.io/grpc", grpc, on);
    }

    private static boolean isOff(Trait trait) {
        return trait.map().get("attempts").map(Value::toString).orElse("").equals("0");
    }

    private static void annotate(Draft service, String key, List<String> conditions, ListValue on) {
        if (!conditions.isEmpty()) {
            LinkerdTargets.annotate(
                    service, key, TextValue.of(String.join(",", conditions)).at(on));
        }
    }

    private static boolean isGrpc(String condition) {
        return condition.startsWith(GRPC) && GRPC_CONDITIONS.contains(condition.substring(GRPC.length()));
    }

    private static boolean isHttp(String condition) {
        Matcher status = STATUS.matcher(condition);
        return condition.equals("5xx")
                || condition.equals(GATEWAY_ERRORS)
                || (status.matches()
                        && (status.group(2) == null || status.group(1).compareTo(status.group(2)) <= 0));
    }
}
