// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.rules.policies;

import io.meshkit.analysis.RuleInfo;
import io.meshkit.analysis.RuleView;

/** A change removes routes, which Istio does not do. */
final class ImpossibleRemove extends EnvoyPatchRule {

    ImpossibleRemove() {
        super(RuleInfo.error("MKV-ISTIO-EF-004", "REMOVE is used on routes")
                .alias("istioctl", "IST0154")
                .reason("Istio leaves the change out, and says so in its log alone.")
                .remedy("Take the route out of the VirtualService that it comes from."));
    }

    @Override
    boolean isWrong(EnvoyPatch patch, RuleView view) {
        return patch.is("REMOVE") && patch.isOfRoutes();
    }

    @Override
    void report(EnvoyPatch patch, RuleView view) {
        view.report(
                patch.at().get("patch", "operation"),
                "Istio removes nothing of " + patch.target()
                        + "; take the route out of the VirtualService that it comes from",
                finding -> finding.parameter("applyTo", patch.target()));
    }
}
