// SPDX-License-Identifier: Apache-2.0
package io.meshkit.consul.internal.traits;

import io.meshkit.pattern.Component;
import io.meshkit.pattern.Drafts;
import io.meshkit.pattern.RenderContext;
import io.meshkit.pattern.Support;
import io.meshkit.pattern.Trait;
import io.meshkit.pattern.TraitRenderer;
import java.util.List;

/**
 * A trait that Consul can do for services of its catalogue alone. A destination outside has no discovery chain, and what callers say of it
 * as an upstream does not reach its clusters (hashicorp/consul:agent/xds/clusters.go, routes.go, DestinationsUpstream).
 *
 * @param trait the trait as it is done for services of the catalogue
 */
public record InCatalogue(TraitRenderer trait) implements TraitRenderer {

    private static final Support OUTSIDE = Support.none(
            "",
            "routes, resolvers and limits of Consul hold for services of its catalogue, not for what a terminating"
                    + " gateway reaches by name",
            "leave the trait out, or register the service in the catalogue and write it as a Service");

    @Override
    public List<Support> support(Trait asked, Component component, RenderContext context) {
        return isOutside(component) ? List.of(OUTSIDE) : trait.support(asked, component, context);
    }

    @Override
    public void render(Trait asked, Component component, RenderContext context, Drafts drafts) {
        if (!isOutside(component)) {
            trait.render(asked, component, context, drafts);
        }
    }

    private static boolean isOutside(Component component) {
        return component.isA("ExternalService");
    }
}
