// SPDX-License-Identifier: Apache-2.0
package io.meshkit.consul.internal.traits;

import io.meshkit.pattern.Component;
import io.meshkit.pattern.DraftNode;
import io.meshkit.pattern.Drafts;
import io.meshkit.pattern.RenderContext;
import io.meshkit.pattern.ServiceProtocol;
import io.meshkit.pattern.Support;
import io.meshkit.pattern.Trait;
import io.meshkit.pattern.TraitRenderer;
import java.util.ArrayList;
import java.util.List;

/** Time limits: of a request over all its tries and of idling on the routes, of connecting on the resolver. */
public final class TimeoutTrait implements TraitRenderer {

    @Override
    public List<Support> support(Trait trait, Component component, RenderContext context) {
        List<Support> support = new ArrayList<>();
        support.add(Support.NATIVE);
        support.addAll(Durations.zero(trait, "request", "idle", "connect"));
        for (String setting : List.of("request", "idle")) {
            if (trait.map().has(setting) && ServiceProtocol.isOpaque(component)) {
                support.add(Support.none(
                        "/" + setting,
                        "Consul limits the time of HTTP requests, and settings.protocol says tcp",
                        "use timeout.connect alone"));
            }
        }
        if (trait.map().has("idle") && !ServiceProtocol.isOpaque(component)) {
            // hashicorp/consul-k8s:control-plane/api/v1alpha1/servicerouter_types.go, IdleTimeout
            support.add(Support.partial("/idle", "Consul limits how long a request may idle, not its connection", ""));
        }
        if (trait.map().has("response")) {
            support.add(Support.none(
                    "/response",
                    "Consul has one limit for a request as a whole, none for the response alone",
                    "use timeout.request"));
        }
        return support;
    }

    @Override
    public void render(Trait trait, Component component, RenderContext context, Drafts drafts) {
        if ((trait.map().has("request") || trait.map().has("idle")) && !ServiceProtocol.isOpaque(component)) {
            DraftNode routes = ConsulTargets.router(component, context, drafts)
                    .list("/spec/routes")
                    .each();
            Durations.set(trait, "request", routes, "/destination/requestTimeout");
            Durations.set(trait, "idle", routes, "/destination/idleTimeout");
        }
        if (trait.map().has("connect")) {
            Durations.set(trait, "connect", ConsulTargets.resolver(component, context, drafts), "/spec/connectTimeout");
        }
    }
}
