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
import io.meshkit.pattern.Support;
import io.meshkit.pattern.Trait;
import io.meshkit.pattern.TraitRenderer;
import java.util.ArrayList;
import java.util.List;

/**
 * Retries of every route of the service. {@code numRetries} counts further tries after the first
 * (hashicorp/consul-k8s:control-plane/api/v1alpha1/servicerouter_types.go).
 */
public final class RetryTrait implements TraitRenderer {

    private static final String CONNECT_FAILURE = "connect-failure";

    @Override
    public List<Support> support(Trait trait, Component component, RenderContext context) {
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
        return support;
    }

    @Override
    public void render(Trait trait, Component component, RenderContext context, Drafts drafts) {
        DraftNode routes = ConsulTargets.router(component, context, drafts)
                .list("/spec/routes")
                .each();
        trait.map().get("attempts").ifPresent(attempts -> routes.set("/destination/numRetries", attempts));
        trait.map().list("on").ifPresent(on -> conditions(on, routes));
    }

    private static void conditions(ListValue on, DraftNode routes) {
        List<Value> conditions = new ArrayList<>();
        List<Value> codes = new ArrayList<>();
        for (Value condition : on) {
            String text = condition.toString();
            if (text.equals(CONNECT_FAILURE)) {
                routes.set("/destination/retryOnConnectFailure", BooleanValue.TRUE.at(condition));
            } else if (text.matches("[1-5][0-9]{2}(-[1-5][0-9]{2})?")) {
                codes.addAll(codes(text, condition));
            } else if (text.startsWith("grpc:")) {
                conditions.add(TextValue.of(text.substring("grpc:".length())).at(condition));
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
