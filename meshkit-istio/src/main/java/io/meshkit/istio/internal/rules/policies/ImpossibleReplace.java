// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.rules.policies;

import io.meshkit.analysis.RuleInfo;
import io.meshkit.analysis.RuleView;

/** A change replaces something that Istio cannot replace. */
final class ImpossibleReplace extends EnvoyPatchRule {

    ImpossibleReplace() {
        super(RuleInfo.error("MKV-ISTIO-EF-002", "REPLACE is used where Istio does not replace")
                .alias("istioctl", "IST0152")
                .reason("Istio leaves the change out, and says so in its log alone.")
                .remedy("Use MERGE, or replace a network filter, HTTP filter or virtual host."));
    }

    @Override
    boolean isWrong(EnvoyPatch patch, RuleView view) {
        return patch.is("REPLACE") && !patch.isReplaceable();
    }

    @Override
    void report(EnvoyPatch patch, RuleView view) {
        view.report(
                patch.at().get("patch", "operation"),
                "Istio replaces network filters, HTTP filters and virtual hosts alone, no " + patch.target()
                        + "; use MERGE",
                finding -> finding.parameter("applyTo", patch.target()));
    }
}
