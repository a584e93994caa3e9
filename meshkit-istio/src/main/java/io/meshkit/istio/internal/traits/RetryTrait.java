// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.traits;

import io.meshkit.document.ListValue;
import io.meshkit.document.TextValue;
import io.meshkit.document.Value;
import io.meshkit.pattern.Component;
import io.meshkit.pattern.Draft;
import io.meshkit.pattern.DraftNode;
import io.meshkit.pattern.Drafts;
import io.meshkit.pattern.RenderContext;
import io.meshkit.pattern.Support;
import io.meshkit.pattern.Trait;
import io.meshkit.pattern.TraitRenderer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Retries of every HTTP route of the service. {@code attempts} counts further tries after the first, as Istio's own field does
 * (istio/api:networking/v1alpha3/virtual_service.proto, HTTPRetry).
 */
public final class RetryTrait implements TraitRenderer {

    @Override
    public List<Support> support(Trait trait, Component component, RenderContext context) {
        List<Support> support = new ArrayList<>();
        support.add(Support.NATIVE);
        if (trait.map().has("backoff")) {
            boolean known = context.schemas()
                    .hasProperty(
                            io.meshkit.resource.GroupKind.of(IstioTargets.NETWORKING, "VirtualService"),
                            "v1",
                            io.meshkit.document.JsonPointer.parse("/spec/http/items/retries/backoff"))
                    .orElse(true);
            if (!known) {
                support.add(Support.none(
                        "/backoff",
                        "the installed VirtualService definition has no retries.backoff",
                        "leave backoff out (Envoy then waits 25 ms, doubling), or upgrade Istio"));
            }
        }
        return support;
    }

    @Override
    public void render(Trait trait, Component component, RenderContext context, Drafts drafts) {
        Draft draft = IstioTargets.virtualService(component, context, drafts);
        DraftNode routes = draft.list(IstioTargets.ROUTES).each();
        Settings.copy(trait, "attempts", routes, "/retries/attempts");
        Settings.duration(trait, "perTryTimeout", routes, "/retries/perTryTimeout");
        Settings.duration(trait, "backoff", routes, "/retries/backoff");
        trait.map().list("on").ifPresent(on -> routes.set("/retries/retryOn", retryOn(on)));
    }

    /** One text, joined by commas; Envoy takes status codes singly and gRPC conditions by their bare names. */
    private static Value retryOn(ListValue on) {
        Set<String> conditions = new LinkedHashSet<>();
        for (Value condition : on) {
            String text = condition.toString();
            if (text.startsWith("grpc:")) {
                conditions.add(text.substring("grpc:".length()));
            } else if (text.matches("[1-5][0-9]{2}-[1-5][0-9]{2}")) {
                int last = Integer.parseInt(text.substring(4));
                for (int status = Integer.parseInt(text.substring(0, 3)); status <= last; status++) {
                    conditions.add(Integer.toString(status));
                }
            } else {
                conditions.add(text);
            }
        }
        return TextValue.of(String.join(",", conditions)).at(on);
    }
}
