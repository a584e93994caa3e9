// SPDX-License-Identifier: Apache-2.0
package io.meshkit.linkerd.internal.traits;

import io.meshkit.document.ListValue;
import io.meshkit.document.TextValue;
import io.meshkit.document.Value;
import io.meshkit.pattern.Component;
import io.meshkit.pattern.Draft;
import io.meshkit.pattern.Drafts;
import io.meshkit.pattern.RenderContext;
import io.meshkit.pattern.Support;
import io.meshkit.pattern.Trait;
import io.meshkit.pattern.TraitRenderer;
import java.util.ArrayList;
import java.util.List;

/**
 * Retries by annotations on the Service, which hold for its routes too
 * (linkerd/linkerd2:policy-controller/grpc/src/outbound/http.rs). {@code limit} counts further tries after the first.
 */
public final class RetryTrait implements TraitRenderer {

    private static final String GATEWAY_ERRORS = "gateway-error";

    @Override
    public List<Support> support(Trait trait, Component component, RenderContext context) {
        List<Support> support = new ArrayList<>();
        support.add(Support.partial(
                "",
                "Linkerd does not retry requests with bodies over 64 KiB, and waits for nothing between tries",
                ""));
        if (trait.map().has("backoff")) {
            support.add(Support.none(
                    "/backoff", "Linkerd retries at once, without back-off", "leave backoff out on Linkerd"));
        }
        ListValue on = trait.map().list("on").orElse(ListValue.EMPTY);
        for (int i = 0; i < on.size(); i++) {
            String condition = on.get(i).toString();
            if (!isGrpc(condition) && !isHttp(condition)) {
                support.add(Support.none(
                        "/on/" + i,
                        "Linkerd retries on responses, not on \"" + condition + "\"",
                        "use 5xx, gateway-error, status codes or grpc conditions"));
            }
        }
        if (on.size() == 0) {
            support.add(Support.partial(
                    "/attempts", "Linkerd retries on no condition of its own accord; gateway-error is asked for", ""));
        }
        return support;
    }

    @Override
    public void render(Trait trait, Component component, RenderContext context, Drafts drafts) {
        Draft service = LinkerdTargets.service(component, context, drafts);
        Annotations.text(trait, "attempts", service, "retry.linkerd.io/limit");
        Annotations.duration(trait, "perTryTimeout", service, "retry.linkerd.io/timeout");
        ListValue on = trait.map().list("on").orElse(ListValue.EMPTY);
        List<String> http = new ArrayList<>();
        List<String> grpc = new ArrayList<>();
        for (Value condition : on) {
            if (isGrpc(condition.toString())) {
                grpc.add(condition.toString().substring("grpc:".length()));
            } else if (isHttp(condition.toString())) {
                http.add(condition.toString());
            }
        }
        if (on.size() == 0) {
            http.add(GATEWAY_ERRORS);
        }
        annotate(service, "retry.linkerd.io/http", http, on);
        annotate(service, "retry.linkerd.io/grpc", grpc, on);
    }

    private static void annotate(Draft service, String key, List<String> conditions, ListValue on) {
        if (!conditions.isEmpty()) {
            LinkerdTargets.annotate(
                    service, key, TextValue.of(String.join(",", conditions)).at(on));
        }
    }

    private static boolean isGrpc(String condition) {
        return condition.startsWith("grpc:");
    }

    private static boolean isHttp(String condition) {
        return condition.equals("5xx")
                || condition.equals(GATEWAY_ERRORS)
                || condition.matches("[1-5][0-9]{2}(-[1-5][0-9]{2})?");
    }
}
