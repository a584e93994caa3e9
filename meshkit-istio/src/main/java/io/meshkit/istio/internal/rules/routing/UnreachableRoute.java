// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.rules.routing;

import io.meshkit.analysis.Node;
import io.meshkit.analysis.Rule;
import io.meshkit.analysis.RuleInfo;
import io.meshkit.analysis.RuleView;
import io.meshkit.istio.internal.rules.model.Kinds;
import io.meshkit.resource.Resource;
import java.util.List;

/** A route that no request reaches, since routes before it take all of its requests: Envoy takes the first that matches. */
final class UnreachableRoute implements Rule {

    private static final RuleInfo INFO = RuleInfo.warning("MKV-ISTIO-VS-006", "A route is never reached")
            .alias("istioctl", "IST0130")
            .group("schema.ValidationAnalyzer.VirtualService")
            .subject(Kinds.VIRTUAL_SERVICE)
            .reason("Routes are tried in order, and the first that matches is taken.")
            .remedy("Put the more special route first, or take the route out.")
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Resource virtualService, RuleView view) {
        for (List<Node> routes : RouteMatches.routes(virtualService)) {
            check(routes, view, view.imitates("istioctl"));
        }
    }

    private static void check(List<Node> routes, RuleView view, boolean asIstioctl) {
        Node all = null;
        for (int i = 0; i < routes.size(); i++) {
            Node route = routes.get(i);
            List<Node> matches = route.get("match").items();
            Node taker = all;
            if (taker != null) {
                view.report(
                        route,
                        "the route before it without a match takes all requests",
                        finding -> finding.related(taker.value().flatMap(value -> value.place()), "this one"));
            } else if (!matches.isEmpty()) {
                List<Node> before = RouteMatches.before(routes, i, asIstioctl);
                boolean taken = matches.stream()
                        .allMatch(match -> before.stream().anyMatch(earlier -> RouteMatches.same(earlier, match)));
                if (taken) {
                    view.report(route, "routes before it have all its matches");
                }
            }
            if (matches.isEmpty() && all == null && (asIstioctl || RouteMatches.takesAll(route))) {
                all = route;
            }
        }
    }
}
