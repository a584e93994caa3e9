// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.traits;

import io.meshkit.pattern.Component;
import io.meshkit.pattern.Drafts;
import io.meshkit.pattern.RenderContext;
import io.meshkit.pattern.ServiceProtocol;
import io.meshkit.pattern.Support;
import io.meshkit.pattern.Trait;
import io.meshkit.pattern.TraitRenderer;
import java.util.ArrayList;
import java.util.List;

/** Time limits: of a request over all its tries on the routes, of connecting and idling on the connection pool. */
public final class TimeoutTrait implements TraitRenderer {

    @Override
    public List<Support> support(Trait trait, Component component, RenderContext context) {
        List<Support> support = new ArrayList<>();
        support.add(Support.NATIVE);
        support.addAll(Settings.zeroDurations(trait, "request", "connect", "idle"));
        if (trait.map().has("request") && ServiceProtocol.isOpaque(component)) {
            support.add(Support.none(
                    "/request",
                    "Istio limits the time of HTTP requests, and " + ServiceProtocol.said(component),
                    "use timeout.idle"));
        }
        if (trait.map().has("response")) {
            support.add(Support.none(
                    "/response",
                    "Istio has one limit for a request as a whole, none for the response alone",
                    "use timeout.request, or retry.perTryTimeout for each try"));
        }
        return support;
    }

    @Override
    public void render(Trait trait, Component component, RenderContext context, Drafts drafts) {
        if (trait.map().has("request") && !ServiceProtocol.isOpaque(component)) {
            Settings.duration(
                    trait,
                    "request",
                    IstioTargets.httpRoutes(component, context, drafts)
                            .list(IstioTargets.ROUTES)
                            .each(),
                    "/timeout");
        }
        if (trait.map().has("connect") || trait.map().has("idle")) {
            var rule = IstioTargets.destinationRule(component, context, drafts);
            Settings.duration(trait, "connect", rule, "/spec/trafficPolicy/connectionPool/tcp/connectTimeout");
            String idle = ServiceProtocol.isOpaque(component) ? "tcp" : "http";
            Settings.duration(trait, "idle", rule, "/spec/trafficPolicy/connectionPool/" + idle + "/idleTimeout");
        }
    }
}
