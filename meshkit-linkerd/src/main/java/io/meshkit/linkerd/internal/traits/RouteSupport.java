// SPDX-License-Identifier: Apache-2.0
package io.meshkit.linkerd.internal.traits;

import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.pattern.Component;
import io.meshkit.pattern.RenderContext;
import io.meshkit.pattern.Support;
import java.util.ArrayList;
import java.util.List;

/** What an HTTPRoute of Linkerd cannot express of a rule. */
final class RouteSupport {

    private RouteSupport() {}

    /** Verdicts on the fields of a rule; on the rule too when a field of it cannot be done, since it is left out then. */
    static List<Support> of(MapValue rule, String field, Component component, RenderContext context) {
        List<Support> support = new ArrayList<>();
        if (rule.has("name")) {
            // the newest definitions have names of rules, older ones refuse the field
            support.add(Support.partial(field + "/name", "rules of Linkerd have no names; it stays in the file", ""));
        }
        ListValue matches = rule.list("match").orElse(ListValue.EMPTY);
        for (int i = 0; i < matches.size(); i++) {
            support.addAll(RequestMatch.support(RouteTrait.map(matches.get(i)), field + "/match/" + i));
        }
        support.addAll(RouteFilters.support(rule, field));
        support.addAll(RouteTargets.support(rule, field, component, context));
        if (!isRendered(support)) {
            support.add(Support.none(
                    field,
                    "the rule is left out, since without that part it would mean something else",
                    "change that part, or leave the rule out"));
        }
        return support;
    }

    /** Whether a rule with some verdicts is rendered. */
    static boolean isRendered(List<Support> support) {
        return support.stream().allMatch(one -> one.verdict().isRendered());
    }
}
