// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.traits;

import io.meshkit.pattern.Component;
import io.meshkit.pattern.Draft;
import io.meshkit.pattern.Drafts;
import io.meshkit.pattern.RenderContext;
import io.meshkit.pattern.Support;
import io.meshkit.pattern.Trait;
import io.meshkit.pattern.TraitRenderer;
import java.util.ArrayList;
import java.util.List;

/** Ejection of failing endpoints: outlier detection of the DestinationRule. */
public final class CircuitBreakerTrait implements TraitRenderer {

    private static final String OUTLIERS = "/spec/trafficPolicy/outlierDetection";

    @Override
    public List<Support> support(Trait trait, Component component, RenderContext context) {
        List<Support> support = new ArrayList<>();
        support.add(Support.NATIVE);
        support.addAll(Settings.zeroDurations(trait, "interval", "baseEjection"));
        if (trait.map().has("successRate")) {
            support.add(Support.none(
                    "/successRate",
                    "a DestinationRule counts consecutive errors, not success rates",
                    "use consecutiveErrors, or an EnvoyFilter that sets success_rate_stdev_factor"));
        }
        if (trait.map().has("maxEjection")) {
            support.add(Support.none(
                    "/maxEjection",
                    "a DestinationRule has no longest ejection; the time grows with every further ejection",
                    "use baseEjection and leave maxEjection out"));
        }
        support.addAll(Settings.noCallers(trait));
        return support;
    }

    @Override
    public void render(Trait trait, Component component, RenderContext context, Drafts drafts) {
        Draft rule = IstioTargets.destinationRule(component, context, drafts);
        Settings.copy(trait, "consecutiveErrors", rule, OUTLIERS + "/consecutive5xxErrors");
        Settings.duration(trait, "interval", rule, OUTLIERS + "/interval");
        Settings.duration(trait, "baseEjection", rule, OUTLIERS + "/baseEjectionTime");
        Settings.copy(trait, "maxEjectionPercent", rule, OUTLIERS + "/maxEjectionPercent");
    }
}
