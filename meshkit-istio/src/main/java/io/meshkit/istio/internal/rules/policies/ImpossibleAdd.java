// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.rules.policies;

import io.meshkit.analysis.RuleInfo;
import io.meshkit.analysis.RuleView;

/** A change adds to routes, which Istio does not do. */
final class ImpossibleAdd extends EnvoyPatchRule {

    ImpossibleAdd() {
        super(RuleInfo.error("MKV-ISTIO-EF-003", "ADD is used on routes")
                .alias("istioctl", "IST0153")
                .reason("Istio leaves the change out, and says so in its log alone.")
                .remedy("Use MERGE on a route that is there, INSERT_FIRST, or a VirtualService."));
    }

    @Override
    boolean isWrong(EnvoyPatch patch, RuleView view) {
        return patch.is("ADD") && patch.isOfRoutes();
    }

    @Override
    void report(EnvoyPatch patch, RuleView view) {
        view.report(
                patch.at().get("patch", "operation"),
                "Istio adds nothing to " + patch.target()
                        + "; use MERGE or INSERT_FIRST, or write the route in a VirtualService",
                finding -> finding.parameter("applyTo", patch.target()));
    }
}
