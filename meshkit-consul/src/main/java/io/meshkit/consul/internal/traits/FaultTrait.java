// SPDX-License-Identifier: Apache-2.0
package io.meshkit.consul.internal.traits;

import io.meshkit.pattern.Component;
import io.meshkit.pattern.Drafts;
import io.meshkit.pattern.RenderContext;
import io.meshkit.pattern.Support;
import io.meshkit.pattern.Trait;
import io.meshkit.pattern.TraitRenderer;
import java.util.List;

/** Faults are an extension of Consul's Enterprise edition; an agent of the Community Edition refuses its name. */
public final class FaultTrait implements TraitRenderer {

    @Override
    public List<Support> support(Trait trait, Component component, RenderContext context) {
        // hashicorp/consul:agent/envoyextensions/registered_extensions.go has no builtin/fault-injection
        return List.of(Support.none(
                "",
                "faults are an extension of Consul's Enterprise edition, builtin/fault-injection, which the"
                        + " Community Edition refuses as no built-in extension",
                "run a service that fails or answers late, and send that share of the requests to it by"
                        + " weights of route"));
    }

    @Override
    public void render(Trait trait, Component component, RenderContext context, Drafts drafts) {
        // refused, and nothing else may stand in for it
    }
}
