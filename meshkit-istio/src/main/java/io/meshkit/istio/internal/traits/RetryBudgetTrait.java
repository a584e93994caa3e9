// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.traits;

import io.meshkit.document.JsonPointer;
import io.meshkit.pattern.Component;
import io.meshkit.pattern.Draft;
import io.meshkit.pattern.Drafts;
import io.meshkit.pattern.RenderContext;
import io.meshkit.pattern.ServiceProtocol;
import io.meshkit.pattern.Support;
import io.meshkit.pattern.Trait;
import io.meshkit.pattern.TraitRenderer;
import io.meshkit.resource.GroupKind;
import java.util.List;

/** A bound on further tries at once (istio/api:networking/v1alpha3/destination_rule.proto, TrafficPolicy.RetryBudget). */
public final class RetryBudgetTrait implements TraitRenderer {

    private static final String BUDGET = "/spec/trafficPolicy/retryBudget";

    @Override
    public List<Support> support(Trait trait, Component component, RenderContext context) {
        if (ServiceProtocol.isOpaque(component)) {
            return List.of(Support.none(
                    "",
                    "Istio repeats HTTP requests, not connections, and " + ServiceProtocol.said(component),
                    ServiceProtocol.sayHttp(component)));
        }
        if (!isKnown(context)) {
            return List.of(Support.none(
                    "",
                    "the installed DestinationRule definition has no trafficPolicy.retryBudget",
                    "upgrade Istio, or bound further tries by an overlay for"
                            + " trafficPolicy.connectionPool.http.maxRetries"));
        }
        return List.of(Support.NATIVE);
    }

    /** The definition at hand is asked, not the version of Istio. */
    private static boolean isKnown(RenderContext context) {
        return context.schemas()
                .hasProperty(GroupKind.of(IstioTargets.NETWORKING, "DestinationRule"), "v1", JsonPointer.parse(BUDGET))
                .orElse(true);
    }

    @Override
    public void render(Trait trait, Component component, RenderContext context, Drafts drafts) {
        if (ServiceProtocol.isOpaque(component) || !isKnown(context)) {
            return;
        }
        Draft rule = IstioTargets.destinationRule(component, context, drafts);
        Settings.copy(trait, "percent", rule, BUDGET + "/percent");
        Settings.copy(trait, "minConcurrency", rule, BUDGET + "/minRetryConcurrency");
        // zero is Istio's default and may be written: only requests of this moment count
        trait.map()
                .get("interval")
                .ifPresent(written -> rule.set(BUDGET + "/budgetInterval", Settings.duration(written)));
    }
}
