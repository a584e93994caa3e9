// SPDX-License-Identifier: Apache-2.0
package io.meshkit.linkerd.internal.traits;

import io.meshkit.pattern.Component;
import io.meshkit.pattern.Drafts;
import io.meshkit.pattern.RenderContext;
import io.meshkit.pattern.Support;
import io.meshkit.pattern.Trait;
import io.meshkit.pattern.TraitRenderer;
import java.util.List;

/**
 * A trait that Linkerd can do for Services alone: what leaves the cluster goes to the address that the caller found, without a balancer
 * (linkerd/linkerd2:policy-controller/k8s/index/src/outbound/index.rs, EgressNetwork).
 *
 * @param trait the trait as it is done for Services
 */
public record InCluster(TraitRenderer trait) implements TraitRenderer {

    private static final Support OUTSIDE = Support.none(
            "",
            "Linkerd sends what leaves the cluster to the address that the caller found, so there are no instances to"
                    + " choose from or to leave out",
            "leave the trait out");

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
