// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.pattern;

import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.NumberValue;
import io.meshkit.document.Place;
import io.meshkit.document.Value;
import io.meshkit.finding.FindingSink;
import io.meshkit.pattern.Component;
import io.meshkit.pattern.Pattern;
import io.meshkit.pattern.PatternCheck;
import io.meshkit.pattern.Trait;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Weights are percentages: together they are 100, in a split and in each rule of a route that has any. */
final class WeightCheck implements PatternCheck {

    private static final BigDecimal WHOLE = BigDecimal.valueOf(100);

    @Override
    public void check(Pattern pattern, FindingSink findings) {
        for (Component component : pattern.components()) {
            for (Trait trait : component.traits()) {
                switch (trait.name()) {
                    case "trafficSplit" -> checkSplit(trait, component, findings);
                    case "route" -> checkRoute(trait, component, findings);
                    default -> {}
                }
            }
        }
    }

    private static void checkSplit(Trait trait, Component component, FindingSink findings) {
        MapValue weights = trait.map().map("weights").orElse(MapValue.EMPTY);
        List<Value> values =
                weights.entries().stream().map(MapValue.Entry::value).toList();
        check(
                component.key() + ".trafficSplit",
                values,
                trait.map().keyPlace("weights").or(trait::keyPlace),
                findings);
    }

    private static void checkRoute(Trait trait, Component component, FindingSink findings) {
        for (Value rule : trait.map().list("rules").orElse(ListValue.EMPTY)) {
            if (!(rule instanceof MapValue map)) {
                continue;
            }
            List<Value> weights = new ArrayList<>();
            ListValue targets = map.list("to").orElse(ListValue.EMPTY);
            for (Value to : targets) {
                if (to instanceof MapValue target) {
                    target.get("weight").ifPresent(weights::add);
                }
            }
            Optional<Place> place = map.keyPlace("to").or(trait::keyPlace);
            if (!weights.isEmpty() && weights.size() < targets.size()) {
                findings.report(PatternCodes.WEIGHTS
                        .finding("some targets of a rule of " + component.key()
                                + ".route have a weight and some have none; give each its share")
                        .at(place)
                        .build());
            } else if (!weights.isEmpty()) {
                check(component.key() + ".route", weights, place, findings);
            }
        }
    }

    private static void check(String what, List<Value> weights, Optional<Place> place, FindingSink findings) {
        BigDecimal sum = BigDecimal.ZERO;
        for (Value weight : weights) {
            sum = sum.add(
                    weight instanceof NumberValue number ? number.decimal().orElse(BigDecimal.ZERO) : BigDecimal.ZERO);
        }
        if (sum.compareTo(WHOLE) != 0) {
            findings.report(PatternCodes.WEIGHTS
                    .finding("the weights of " + what + " are " + sum.toPlainString() + " together, not 100")
                    .at(place)
                    .build());
        }
    }
}
