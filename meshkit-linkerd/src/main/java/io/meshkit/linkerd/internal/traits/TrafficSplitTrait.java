// SPDX-License-Identifier: Apache-2.0
package io.meshkit.linkerd.internal.traits;

import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.TextValue;
import io.meshkit.document.Value;
import io.meshkit.pattern.Component;
import io.meshkit.pattern.Draft;
import io.meshkit.pattern.Drafts;
import io.meshkit.pattern.RenderContext;
import io.meshkit.pattern.ServiceProtocol;
import io.meshkit.pattern.Support;
import io.meshkit.pattern.Trait;
import io.meshkit.pattern.TraitRenderer;
import io.meshkit.pattern.Verdict;
import io.meshkit.pattern.Weights;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Shares of the traffic for versions: the last rule of the HTTPRoute over one Service per version, since Linkerd knows no subsets of a
 * Service.
 */
public final class TrafficSplitTrait implements TraitRenderer {

    @Override
    public List<Support> support(Trait trait, Component component, RenderContext context) {
        if (LinkerdTargets.isProfiled(component, context)) {
            return List.of(LinkerdTargets.PROFILED);
        }
        if (LinkerdTargets.port(component).isEmpty()) {
            return List.of(Support.none(
                    "",
                    "a route of Linkerd leads to ports of Services, and the file does not say which port",
                    "add settings.port to the service"));
        }
        if (ServiceProtocol.isOpaque(component)) {
            return List.of(Support.none(
                    "",
                    "an HTTPRoute splits HTTP requests, and settings.protocol says tcp",
                    "set settings.protocol to http, http2 or grpc if that is what the service speaks, or write"
                            + " a TCPRoute"));
        }
        if (RouteTrait.catchesAll(component, context)) {
            return List.of(Support.none(
                    "",
                    "a rule of the route trait without match takes all requests, so none is left to split",
                    "give that rule weights in \"to\" and leave trafficSplit out"));
        }
        List<String> refused =
                VersionServices.notNames(component, weights(trait).keys());
        if (!refused.isEmpty()) {
            return List.of(Support.none(
                    "/weights",
                    "one Service is made for each version, and these are no names of Services: "
                            + String.join(", ", refused),
                    "rename the versions to lower-case letters, digits and hyphens, and keep them short"));
        }
        Optional<Support> taken =
                VersionServices.taken("/weights", component, weights(trait).keys(), context);
        if (taken.isPresent()) {
            return List.of(taken.get());
        }
        List<Support> support = new ArrayList<>();
        support.add(VersionServices.support("", component));
        if (LinkerdTargets.httpRoutes(component).verdict() != Verdict.NATIVE) {
            support.add(LinkerdTargets.httpRoutes(component));
        }
        return support;
    }

    private static MapValue weights(Trait trait) {
        return trait.map().map("weights").orElse(MapValue.EMPTY);
    }

    @Override
    public void render(Trait trait, Component component, RenderContext context, Drafts drafts) {
        MapValue percentages = weights(trait);
        List<Value> weights = Weights.whole(
                percentages.entries().stream().map(MapValue.Entry::value).toList());
        Draft route = LinkerdTargets.route(component, context, drafts);
        List<Value> backends = new ArrayList<>();
        for (MapValue.Entry percentage : percentages) {
            Draft service = VersionServices.draft(component, percentage.key(), context, drafts);
            service.serves(route);
            backends.add(LinkerdTargets.backend(
                            component, TextValue.of(service.key().name()).at(percentage.value()), component, context)
                    .put("weight", weights.get(backends.size()))
                    .build());
        }
        LinkerdTargets.routeDefault(route, ListValue.of(backends));
    }
}
