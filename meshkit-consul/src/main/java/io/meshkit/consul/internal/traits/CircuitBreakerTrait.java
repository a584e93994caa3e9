// SPDX-License-Identifier: Apache-2.0
package io.meshkit.consul.internal.traits;

import io.meshkit.pattern.Component;
import io.meshkit.pattern.DraftNode;
import io.meshkit.pattern.Drafts;
import io.meshkit.pattern.RenderContext;
import io.meshkit.pattern.Support;
import io.meshkit.pattern.Trait;
import io.meshkit.pattern.TraitRenderer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Ejection of failing instances: the passive health check that each caller's defaults have for the service. */
public final class CircuitBreakerTrait implements TraitRenderer {

    private static final String CHECK = "/passiveHealthCheck";
    private static final List<String> SETTINGS =
            List.of("consecutiveErrors", "interval", "baseEjection", "maxEjectionPercent");

    @Override
    public List<Support> support(Trait trait, Component component, RenderContext context) {
        List<Support> support = new ArrayList<>();
        support.add(Support.NATIVE);
        support.addAll(Callers.support(trait, component, context));
        support.addAll(Durations.zero(trait, "interval", "baseEjection"));
        if (trait.map().has("successRate")) {
            support.add(Support.none(
                    "/successRate",
                    "a passive health check of Consul counts consecutive errors, not success rates",
                    "use consecutiveErrors"));
        }
        if (trait.map().has("maxEjection")) {
            support.add(Support.none(
                    "/maxEjection",
                    "a passive health check of Consul has no longest ejection; Envoy's is 300 s",
                    "use baseEjection and leave maxEjection out"));
        }
        return support;
    }

    @Override
    public void render(Trait trait, Component component, RenderContext context, Drafts drafts) {
        if (SETTINGS.stream().noneMatch(trait.map()::has)) {
            return;
        }
        List<DraftNode> overrides = Callers.overrides(trait, component, context, drafts);
        Callers.copy(
                trait,
                Map.of(
                        "consecutiveErrors", CHECK + "/maxFailures",
                        "maxEjectionPercent", CHECK + "/maxEjectionPercent"),
                overrides);
        for (DraftNode override : overrides) {
            Durations.set(trait, "interval", override, CHECK + "/interval");
            Durations.set(trait, "baseEjection", override, CHECK + "/baseEjectionTime");
        }
    }
}
