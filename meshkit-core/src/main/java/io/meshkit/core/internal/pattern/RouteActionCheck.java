// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.pattern;

import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.Value;
import io.meshkit.finding.FindingSink;
import io.meshkit.pattern.Component;
import io.meshkit.pattern.Pattern;
import io.meshkit.pattern.PatternCheck;
import io.meshkit.pattern.Trait;
import java.util.List;

/** A rule of a route does one thing with a request: sends it on, redirects it, or answers it. */
final class RouteActionCheck implements PatternCheck {

    private static final List<String> ACTIONS = List.of("to", "redirect", "respond");

    @Override
    public void check(Pattern pattern, FindingSink findings) {
        for (Component component : pattern.components()) {
            for (Trait trait : component.traits()) {
                if (trait.name().equals("route")) {
                    for (Value rule : trait.map().list("rules").orElse(ListValue.EMPTY)) {
                        check(rule, component, findings);
                    }
                }
            }
        }
    }

    private static void check(Value rule, Component component, FindingSink findings) {
        if (!(rule instanceof MapValue map)) {
            return;
        }
        List<String> actions = ACTIONS.stream().filter(map::has).toList();
        if (actions.size() > 1) {
            findings.report(PatternCodes.EXCLUSIVE
                    .finding("a rule of " + component.key() + ".route has " + String.join(" and ", actions)
                            + "; it can have one of them")
                    .at(map)
                    .at(map.keyPlace(actions.get(1)))
                    .related(map.keyPlace(actions.get(0)), "the other one")
                    .build());
        }
    }
}
