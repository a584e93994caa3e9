// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.rules.policies;

import io.meshkit.analysis.Node;
import io.meshkit.analysis.Rule;
import io.meshkit.analysis.RuleInfo;
import io.meshkit.analysis.RuleView;
import io.meshkit.istio.internal.rules.model.Kinds;
import io.meshkit.resource.Resource;

/** A delay says its share of requests in the old field, which knows whole numbers only. */
final class DeprecatedDelay implements Rule {

    private static final RuleInfo INFO = RuleInfo.warning("MKV-ISTIO-DEP-001", "A delay has the old field percent")
            .alias("IST0002")
            .group("deprecation.DeprecationAnalyzer")
            .subject(Kinds.VIRTUAL_SERVICE)
            .reason("Istio is giving the field up: once it is gone, the delay holds for all requests or for none.")
            .remedy("Write percentage: {value: 50} for percent: 50.")
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Resource virtualService, RuleView view) {
        for (Node route : Node.of(virtualService).get("spec", "http").items()) {
            Node percent = route.get("fault", "delay", "percent");
            percent.number().ifPresent(share -> {
                if (share > 0) {
                    view.report(
                            percent,
                            "percent is deprecated; write percentage: {value: " + share + "}",
                            finding -> finding.parameter("field", "percent"));
                }
            });
        }
    }
}
