// SPDX-License-Identifier: Apache-2.0
package io.meshkit.consul.internal.traits;

import io.meshkit.document.BooleanValue;
import io.meshkit.document.ListValue;
import io.meshkit.document.NumberValue;
import io.meshkit.document.TextValue;
import io.meshkit.document.Value;
import io.meshkit.pattern.Component;
import io.meshkit.pattern.DraftNode;
import io.meshkit.pattern.Drafts;
import io.meshkit.pattern.RenderContext;
import io.meshkit.pattern.ServiceProtocol;
import io.meshkit.pattern.Support;
import io.meshkit.pattern.Trait;
import io.meshkit.pattern.TraitRenderer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Retries of every route of the service. {@code numRetries} counts further tries after the first
 * (hashicorp/consul-k8s:control-plane/api/v1alpha1/servicerouter_types.go).
 */
public final class RetryTrait implements TraitRenderer {

    private static final String CONNECT_FAILURE = "connect-failure";
    private static final String GRPC = "grpc:";
    private static final String STATUS = "[1-5][0-9]{2}(-[1-5][0-9]{2})?";

    /** What Istio repeats on unless told otherwise, so that a pattern without conditions means the same on both. */
    private static final List<String> DEFAULTS = List.of(CONNECT_FAILURE, "refused-stream", "unavailable", "cancelled");

    /** hashicorp/consul:agent/structs/config_entry_discoverychain.go, isValidRetryCondition. */
    private static final Set<String> GRPC_CONDITIONS =
            Set.of("cancelled", "deadline-exceeded", "internal", "resource-exhausted", "unavailable");

    @Override
    public List<Support> support(Trait trait, Component component, RenderContext context) {
        if (ServiceProtocol.isOpaque(component)) {
            return List.of(Support.none(
                    "",
                    "Consul repeats HTTP and gRPC requests, not connections, and settings.protocol says tcp",
                    "set settings.protocol to http, http2 or grpc if that is what the service speaks"));
        }
        List<Support> support = new ArrayList<>();
        support.add(Support.NATIVE);
        if (trait.map().has("perTryTimeout")) {
            support.add(Support.none(
                    "/perTryTimeout",
                    "a ServiceRouter limits a request as a whole, not each try",
                    "use timeout.request"));
        }
        if (trait.map().has("backoff")) {
            support.add(Support.none(
                    "/backoff",
                    "a ServiceRouter has no back-off; Envoy waits 25 ms, doubling",
                    "leave backoff out on Consul"));
        }
        if (isOff(trait)) {
            support.add(Support.emulated(
                    "/attempts", "without conditions Consul repeats nothing, so none are written for attempts: 0"));
            if (trait.map().has("on")) {
                support.add(Support.partial("/on", "with attempts: 0 nothing is repeated, so on has no effect", ""));
            }
            return support;
        }
        if (!trait.map().has("on")) {
            support.add(Support.partial(
                    "/attempts",
                    "Consul retries on no condition of its own accord; " + String.join(", ", DEFAULTS)
                            + " are asked for",
                    ""));
        }
        ListValue on = trait.map().list("on").orElse(ListValue.EMPTY);
        for (int i = 0; i < on.size(); i++) {
            if (isUnknown(on.get(i).toString())) {
                support.add(Support.none(
                        "/on/" + i,
                        "Consul does not know the condition \"" + on.get(i) + "\"",
                        "use 5xx, gateway-error, status codes from low to high, or one of grpc:cancelled,"
                                + " grpc:deadline-exceeded, grpc:internal, grpc:resource-exhausted, grpc:unavailable"));
            }
        }
        return support;
    }

    private static boolean isUnknown(String condition) {
        return condition.startsWith(GRPC)
                ? !GRPC_CONDITIONS.contains(condition.substring(GRPC.length()))
                : condition.matches(STATUS)
                        && codes(condition, TextValue.of(condition)).isEmpty();
    }

    private static boolean isOff(Trait trait) {
        return trait.map().get("attempts").map(Value::toString).orElse("").equals("0");
    }

    @Override
    public void render(Trait trait, Component component, RenderContext context, Drafts drafts) {
        if (isOff(trait)) {
            // 0 is not set, and conditions alone make Envoy repeat once; without both nothing is repeated
            // (hashicorp/consul:agent/xds/routes.go, getRetryPolicyForDestination).
            return;
        }
        DraftNode routes = ConsulTargets.router(component, context, drafts)
                .list("/spec/routes")
                .each();
        trait.map().get("attempts").ifPresent(attempts -> routes.set("/destination/numRetries", attempts));
        conditions(trait.map().list("on").orElseGet(() -> ListValue.ofTexts(DEFAULTS)), routes);
    }

    private static void conditions(ListValue on, DraftNode routes) {
        List<Value> conditions = new ArrayList<>();
        List<Value> codes = new ArrayList<>();
        for (Value condition : on) {
            String text = condition.toString();
            if (isUnknown(text)) {
                continue;
            }
            if (text.equals(CONNECT_FAILURE)) {
                routes.set("/destination/retryOnConnectFailure", BooleanValue.TRUE.at(condition));
            } else if (text.matches(STATUS)) {
                codes.addAll(codes(text, condition));
            } else if (text.startsWith(GRPC)) {
                conditions.add(TextValue.of(text.substring(GRPC.length())).at(condition));
            } else {
                conditions.add(condition);
            }
        }
        if (!conditions.isEmpty()) {
            routes.set("/destination/retryOn", ListValue.of(conditions).at(on));
        }
        if (!codes.isEmpty()) {
            routes.set("/destination/retryOnStatusCodes", ListValue.of(codes).at(on));
        }
    }

    private static List<Value> codes(String text, Value writtenAt) {
        int first = Integer.parseInt(text.substring(0, 3));
        int last = text.length() == 3 ? first : Integer.parseInt(text.substring(4));
        List<Value> codes = new ArrayList<>();
        for (int code = first; code <= last; code++) {
            codes.add(NumberValue.of(code).at(writtenAt));
        }
        return codes;
    }
}
