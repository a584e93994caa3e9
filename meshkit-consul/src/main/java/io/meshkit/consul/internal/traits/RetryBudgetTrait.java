// SPDX-License-Identifier: Apache-2.0
package io.meshkit.consul.internal.traits;

import io.meshkit.pattern.Component;
import io.meshkit.pattern.Drafts;
import io.meshkit.pattern.RenderContext;
import io.meshkit.pattern.Support;
import io.meshkit.pattern.Trait;
import io.meshkit.pattern.TraitRenderer;
import java.util.List;

/** Consul bounds further tries in no way of its own; the threshold of Envoy can only be reached through raw Envoy configuration. */
public final class RetryBudgetTrait implements TraitRenderer {

    @Override
    public List<Support> support(Trait trait, Component component, RenderContext context) {
        // hashicorp/consul:agent/structs/config_entry.go, UpstreamLimits, has no budget and no maximum of retries
        return List.of(Support.none(
                "",
                "Consul bounds the tries of each request, and has no budget for those of all requests together",
                "keep retry.attempts low, and bound what is under way by limits.maxConcurrent"));
    }

    @Override
    public void render(Trait trait, Component component, RenderContext context, Drafts drafts) {
        // refused, and nothing weaker may stand in for it
    }
}
