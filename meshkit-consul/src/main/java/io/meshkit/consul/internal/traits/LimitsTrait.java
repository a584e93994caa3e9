// SPDX-License-Identifier: Apache-2.0
package io.meshkit.consul.internal.traits;

import io.meshkit.pattern.Component;
import io.meshkit.pattern.Drafts;
import io.meshkit.pattern.RenderContext;
import io.meshkit.pattern.ServiceProtocol;
import io.meshkit.pattern.Support;
import io.meshkit.pattern.Trait;
import io.meshkit.pattern.TraitRenderer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Bounds on what is open at once: the limits that each caller's defaults have for the service. */
public final class LimitsTrait implements TraitRenderer {

    private static final Map<String, String> FIELDS = Map.of(
            "maxConnections", "/limits/maxConnections",
            "maxPending", "/limits/maxPendingRequests",
            "maxConcurrent", "/limits/maxConcurrentRequests");

    @Override
    public List<Support> support(Trait trait, Component component, RenderContext context) {
        List<Support> support = new ArrayList<>();
        support.add(Support.NATIVE);
        support.addAll(Callers.support(trait, component, context));
        for (String setting : List.of("maxPending", "maxConcurrent")) {
            if (trait.map().has(setting) && ServiceProtocol.isOpaque(component)) {
                support.add(Support.none(
                        "/" + setting,
                        "it bounds HTTP requests, and settings.protocol says tcp",
                        "use maxConnections alone"));
            }
        }
        if (trait.map().has("maxRequestsPerConnection")) {
            support.add(Support.none(
                    "/maxRequestsPerConnection",
                    "Consul does not bound the requests of a connection",
                    "leave it out on Consul"));
        }
        return support;
    }

    @Override
    public void render(Trait trait, Component component, RenderContext context, Drafts drafts) {
        Map<String, String> fields =
                ServiceProtocol.isOpaque(component) ? Map.of("maxConnections", "/limits/maxConnections") : FIELDS;
        if (fields.keySet().stream().anyMatch(trait.map()::has)) {
            Callers.copy(trait, fields, Callers.overrides(trait, component, context, drafts));
        }
    }
}
