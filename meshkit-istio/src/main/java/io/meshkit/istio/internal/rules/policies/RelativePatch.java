// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.rules.policies;

import io.meshkit.analysis.RuleInfo;
import io.meshkit.analysis.RuleView;

/** A change depends on what others did before, and the EnvoyFilter has no priority. */
final class RelativePatch extends EnvoyPatchRule {

    RelativePatch() {
        super(RuleInfo.warning("MKV-ISTIO-EF-001", "A change hangs on the order of EnvoyFilters")
                .alias("istioctl", "IST0151")
                .reason("Without priority the age of EnvoyFilters decides, which differs from cluster to cluster.")
                .remedy("Set priority, or use INSERT_FIRST, ADD or MERGE, which need nothing to be there."));
    }

    @Override
    boolean isWrong(EnvoyPatch patch, RuleView view) {
        return patch.isUnordered() && patch.rivals(view).findAny().isEmpty();
    }

    @Override
    void report(EnvoyPatch patch, RuleView view) {
        view.report(
                patch.at().get("patch", "operation"),
                patch.operation() + " finds what earlier EnvoyFilters left, and this one has no priority;"
                        + " set spec.priority so that the order is yours",
                finding -> finding.parameter("operation", patch.operation()));
    }
}
