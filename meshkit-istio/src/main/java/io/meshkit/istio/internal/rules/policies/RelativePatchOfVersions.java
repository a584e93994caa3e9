// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.rules.policies;

import io.meshkit.analysis.RuleInfo;
import io.meshkit.analysis.RuleView;
import java.util.List;

/** A change depends on the order of EnvoyFilters, and proxies of some versions get another change of the same thing. */
final class RelativePatchOfVersions extends EnvoyPatchRule {

    RelativePatchOfVersions() {
        super(RuleInfo.warning(
                        "MKV-ISTIO-EF-005", "A change hangs on the order of EnvoyFilters and on the proxies' version")
                .alias("istioctl", "IST0155")
                .reason("Proxies of different versions end up with different filters, in an order that nothing says.")
                .remedy("Set priority, and match the versions of proxies so that each gets one change alone."));
    }

    @Override
    boolean isWrong(EnvoyPatch patch, RuleView view) {
        return patch.isUnordered() && patch.rivals(view).findAny().isPresent();
    }

    @Override
    void report(EnvoyPatch patch, RuleView view) {
        List<EnvoyPatch> rivals = patch.rivals(view).limit(Names.SHOWN).toList();
        view.report(
                patch.at().get("patch", "operation"),
                patch.operation() + " of \"" + patch.name()
                        + "\" finds what earlier EnvoyFilters left, some proxies get another change"
                        + " of the same name for their version, and this one has no priority; set spec.priority",
                finding -> {
                    finding.parameter("operation", patch.operation()).parameter("name", patch.name());
                    rivals.forEach(rival -> finding.related(
                            rival.at().value().flatMap(value -> value.place()), "changes it for some versions"));
                });
    }
}
