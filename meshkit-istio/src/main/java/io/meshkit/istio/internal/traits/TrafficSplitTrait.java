// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.traits;

import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.Value;
import io.meshkit.pattern.Component;
import io.meshkit.pattern.Draft;
import io.meshkit.pattern.Drafts;
import io.meshkit.pattern.RenderContext;
import io.meshkit.pattern.ServiceProtocol;
import io.meshkit.pattern.Support;
import io.meshkit.pattern.Trait;
import io.meshkit.pattern.TraitRenderer;
import io.meshkit.pattern.Versions;
import io.meshkit.pattern.Weights;
import java.util.ArrayList;
import java.util.List;

/** Shares of the traffic for versions: weights on the last route, subsets of the DestinationRule behind them. */
public final class TrafficSplitTrait implements TraitRenderer {

    @Override
    public List<Support> support(Trait trait, Component component, RenderContext context) {
        if (RouteTrait.catchesAll(component)) {
            return List.of(Support.none(
                    "",
                    "a rule of the route trait without match takes all requests, so none is left to split",
                    "give that rule weights in \"to\" and leave trafficSplit out"));
        }
        List<String> refused = Versions.notLabels(weights(trait).keys());
        if (!refused.isEmpty()) {
            return List.of(Support.none(
                    "/weights",
                    "names of subsets are DNS labels, which these are not: " + String.join(", ", refused),
                    "rename the versions to lower-case letters, digits and hyphens"));
        }
        return List.of(Support.NATIVE);
    }

    private static MapValue weights(Trait trait) {
        return trait.map().map("weights").orElse(MapValue.EMPTY);
    }

    @Override
    public void render(Trait trait, Component component, RenderContext context, Drafts drafts) {
        Draft service = ServiceProtocol.isOpaque(component)
                ? IstioTargets.virtualService(component, context, drafts)
                : IstioTargets.httpRoutes(component, context, drafts);
        IstioTargets.subsets(component, context, drafts).serves(service);
        ListValue destinations = destinations(weights(trait), component);
        if (ServiceProtocol.isOpaque(component)) {
            service.set("/spec/tcp", ListValue.of(MapValue.of("route", destinations)));
        } else {
            IstioTargets.routeDefault(service, destinations);
        }
    }

    private static ListValue destinations(MapValue percentages, Component component) {
        List<Value> weights = Weights.whole(
                percentages.entries().stream().map(MapValue.Entry::value).toList());
        List<Value> destinations = new ArrayList<>();
        for (MapValue.Entry percentage : percentages) {
            destinations.add(MapValue.builder()
                    .put("destination", IstioTargets.destination(component, percentage.key(), percentage.value()))
                    .put("weight", weights.get(destinations.size()))
                    .build());
        }
        return ListValue.of(destinations);
    }
}
