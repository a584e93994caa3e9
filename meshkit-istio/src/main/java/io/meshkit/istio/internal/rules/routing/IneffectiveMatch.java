// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.rules.routing;

import io.meshkit.analysis.Node;
import io.meshkit.analysis.Rule;
import io.meshkit.analysis.RuleInfo;
import io.meshkit.analysis.RuleView;
import io.meshkit.istio.internal.rules.model.Kinds;
import io.meshkit.resource.Resource;
import java.util.ArrayList;
import java.util.List;

/** A match that an earlier one of the same VirtualService has already, or covers by a shorter prefix. */
final class IneffectiveMatch implements Rule {

    private static final RuleInfo INFO = RuleInfo.info("MKV-ISTIO-VS-007", "A match has no effect")
            .alias("istioctl", "IST0131")
            .group("schema.ValidationAnalyzer.VirtualService")
            .subject(Kinds.VIRTUAL_SERVICE)
            .reason("Matches are tried in order, and the requests that it is for are taken before.")
            .remedy("Put the more special match first, or take it out.")
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Resource virtualService, RuleView view) {
        for (List<Node> routes : RouteMatches.routes(virtualService)) {
            List<Node> earlier = new ArrayList<>();
            for (Node route : routes) {
                List<Node> own = route.get("match").items();
                for (int i = 0; i < own.size(); i++) {
                    List<Node> before = new ArrayList<>(earlier);
                    before.addAll(own.subList(0, i));
                    check(own.get(i), before, view);
                }
                if (RouteMatches.takesAll(route) || view.imitates("istioctl")) {
                    earlier.addAll(own);
                }
            }
        }
    }

    private static void check(Node match, List<Node> earlier, RuleView view) {
        boolean asIstioctl = view.imitates("istioctl");
        earlier.stream()
                .filter(before -> RouteMatches.same(before, match) || RouteMatches.covers(before, match, asIstioctl))
                .findFirst()
                .ifPresent(before -> view.report(
                        match,
                        RouteMatches.same(before, match)
                                ? "an earlier match is the same"
                                : "an earlier match has the shorter prefix "
                                        + before.get("uri", "prefix").text(""),
                        finding ->
                                finding.related(before.value().flatMap(value -> value.place()), "the earlier match")));
    }
}
