// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.traits;

import io.meshkit.document.JsonPointer;
import io.meshkit.document.ListValue;
import io.meshkit.document.TextValue;
import io.meshkit.document.Value;
import io.meshkit.pattern.Component;
import io.meshkit.pattern.Draft;
import io.meshkit.pattern.DraftNode;
import io.meshkit.pattern.Drafts;
import io.meshkit.pattern.RenderContext;
import io.meshkit.pattern.ServiceProtocol;
import io.meshkit.pattern.Support;
import io.meshkit.pattern.Trait;
import io.meshkit.pattern.TraitRenderer;
import io.meshkit.resource.GroupKind;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Retries of every HTTP route of the service. {@code attempts} counts further tries after the first, as Istio's own field does
 * (istio/api:networking/v1alpha3/virtual_service.proto, HTTPRetry).
 */
public final class RetryTrait implements TraitRenderer {

    @Override
    public List<Support> support(Trait trait, Component component, RenderContext context) {
        if (ServiceProtocol.isOpaque(component)) {
            return List.of(Support.none(
                    "",
                    "Istio repeats HTTP requests, not connections, and " + ServiceProtocol.said(component),
                    ServiceProtocol.sayHttp(component)));
        }
        List<Support> support = new ArrayList<>();
        support.add(Support.NATIVE);
        support.addAll(Settings.zeroDurations(trait, "perTryTimeout", "backoff"));
        if (isOff(trait)) {
            for (String idle : List.of("backoff", "on", "perTryTimeout")) {
                if (trait.map().has(idle)) {
                    support.add(Support.partial(
                            "/" + idle, "with attempts: 0 nothing is repeated, so " + idle + " has no effect", ""));
                }
            }
        }
        if (trait.map().has("backoff") && !knowsBackoff(context)) {
            support.add(Support.none(
                    "/backoff",
                    "the installed VirtualService definition has no retries.backoff",
                    "leave backoff out (Envoy then waits 25 ms, doubling), or upgrade Istio"));
        }
        ListValue on = trait.map().list("on").orElse(ListValue.EMPTY);
        for (int i = 0; i < on.size(); i++) {
            RetryCondition.support(on.get(i).toString(), "/on/" + i).ifPresent(support::add);
        }
        return support;
    }

    private static boolean knowsBackoff(RenderContext context) {
        return context.schemas()
                .hasProperty(
                        GroupKind.of(IstioTargets.NETWORKING, "VirtualService"),
                        "v1",
                        JsonPointer.parse("/spec/http/items/retries/backoff"))
                .orElse(true);
    }

    @Override
    public void render(Trait trait, Component component, RenderContext context, Drafts drafts) {
        Draft draft = IstioTargets.httpRoutes(component, context, drafts);
        DraftNode routes = draft.list(IstioTargets.ROUTES).each();
        Settings.copy(trait, "attempts", routes, "/retries/attempts");
        if (isOff(trait)) {
            // istio/istio:pkg/config/validation/validation.go, validateHTTPRetry, takes nothing else beside 0 attempts
            return;
        }
        Settings.duration(trait, "perTryTimeout", routes, "/retries/perTryTimeout");
        if (knowsBackoff(context)) {
            Settings.duration(trait, "backoff", routes, "/retries/backoff");
        }
        trait.map()
                .list("on")
                .flatMap(RetryTrait::retryOn)
                .ifPresent(conditions -> routes.set("/retries/retryOn", conditions));
    }

    private static boolean isOff(Trait trait) {
        return trait.map().get("attempts").map(Value::toString).orElse("").equals("0");
    }

    /** One text, joined by commas. */
    private static Optional<Value> retryOn(ListValue on) {
        Set<String> conditions = new LinkedHashSet<>();
        on.items().forEach(condition -> conditions.addAll(RetryCondition.rendered(condition.toString())));
        return conditions.isEmpty()
                ? Optional.empty()
                : Optional.of(TextValue.of(String.join(",", conditions)).at(on));
    }
}
