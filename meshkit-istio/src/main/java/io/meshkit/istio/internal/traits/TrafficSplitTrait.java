// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.traits;

import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.NumberValue;
import io.meshkit.document.Value;
import io.meshkit.pattern.Component;
import io.meshkit.pattern.Draft;
import io.meshkit.pattern.Drafts;
import io.meshkit.pattern.RenderContext;
import io.meshkit.pattern.Support;
import io.meshkit.pattern.Trait;
import io.meshkit.pattern.TraitRenderer;
import java.math.BigDecimal;
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
        return List.of(Support.NATIVE);
    }

    @Override
    public void render(Trait trait, Component component, RenderContext context, Drafts drafts) {
        MapValue weights = trait.map().map("weights").orElse(MapValue.EMPTY);
        List<Value> destinations = new ArrayList<>();
        for (MapValue.Entry weight : weights) {
            destinations.add(MapValue.builder()
                    .put("destination", IstioTargets.destination(component, weight.key(), weight.value()))
                    .put("weight", Weights.whole(weight.value(), weights))
                    .build());
        }
        Draft routes = IstioTargets.virtualService(component, context, drafts);
        IstioTargets.subsets(component, context, drafts).serves(routes);
        IstioTargets.routeDefault(routes, ListValue.of(destinations));
    }

    /** Istio's weights are whole numbers of any sum, so percents with decimals are all multiplied alike. */
    static final class Weights {

        private Weights() {}

        static Value whole(Value weight, Iterable<MapValue.Entry> all) {
            boolean allWhole = true;
            for (MapValue.Entry entry : all) {
                allWhole &= !(entry.value() instanceof NumberValue number) || number.isWhole();
            }
            if (allWhole || !(weight instanceof NumberValue number)) {
                return weight;
            }
            BigDecimal hundredfold = number.decimal().orElse(BigDecimal.ZERO).movePointRight(2);
            return NumberValue.of(hundredfold.longValue()).at(weight);
        }
    }
}
