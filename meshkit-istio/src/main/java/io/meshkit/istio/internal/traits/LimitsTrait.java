// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.traits;

import io.meshkit.pattern.Component;
import io.meshkit.pattern.Draft;
import io.meshkit.pattern.Drafts;
import io.meshkit.pattern.RenderContext;
import io.meshkit.pattern.ServiceProtocol;
import io.meshkit.pattern.Support;
import io.meshkit.pattern.Trait;
import io.meshkit.pattern.TraitRenderer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What a caller may have open at once: the connection pool of the DestinationRule, which every proxy keeps for itself. */
public final class LimitsTrait implements TraitRenderer {

    private static final String POOL = "/spec/trafficPolicy/connectionPool";
    private static final List<String> OF_HTTP = List.of("maxPending", "maxConcurrent", "maxRequestsPerConnection");

    @Override
    public List<Support> support(Trait trait, Component component, RenderContext context) {
        List<Support> support = new ArrayList<>();
        support.add(Support.NATIVE);
        support.addAll(Settings.noCallers(trait));
        for (String limit : OF_HTTP) {
            if (trait.map().has(limit) && ServiceProtocol.isOpaque(component)) {
                support.add(Support.none(
                        "/" + limit,
                        "Istio counts HTTP requests, and " + ServiceProtocol.said(component),
                        "use maxConnections"));
            }
        }
        String protocol = component.settings().text("protocol").orElse("");
        if (trait.map().has("maxConnections") && Set.of("http2", "grpc").contains(protocol)) {
            // istio/api:networking/v1alpha3/destination_rule.proto, TCPSettings.max_connections
            support.add(Support.partial(
                    "/maxConnections",
                    "Istio bounds connections of HTTP/1.1 and TCP; HTTP/2 puts all requests on few connections",
                    "use maxConcurrent"));
        }
        return support;
    }

    @Override
    public void render(Trait trait, Component component, RenderContext context, Drafts drafts) {
        boolean http = !ServiceProtocol.isOpaque(component);
        if (!trait.map().has("maxConnections") && !(http && OF_HTTP.stream().anyMatch(trait.map()::has))) {
            return;
        }
        Draft rule = IstioTargets.destinationRule(component, context, drafts);
        Settings.copy(trait, "maxConnections", rule, POOL + "/tcp/maxConnections");
        if (http) {
            // both fields hold for HTTP/1.1 and HTTP/2 alike, whatever their names say (destination_rule.proto,
            // HTTPSettings)
            Settings.copy(trait, "maxPending", rule, POOL + "/http/http1MaxPendingRequests");
            Settings.copy(trait, "maxConcurrent", rule, POOL + "/http/http2MaxRequests");
            Settings.copy(trait, "maxRequestsPerConnection", rule, POOL + "/http/maxRequestsPerConnection");
        }
    }
}
