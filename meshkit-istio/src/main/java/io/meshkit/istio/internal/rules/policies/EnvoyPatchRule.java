// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.rules.policies;

import io.meshkit.analysis.Rule;
import io.meshkit.analysis.RuleInfo;
import io.meshkit.analysis.RuleView;
import io.meshkit.istio.internal.rules.model.Kinds;
import io.meshkit.resource.Resource;
import java.util.List;

/** A rule that looks at each change of an EnvoyFilter by itself. istioctl tells it once for an EnvoyFilter. */
abstract class EnvoyPatchRule implements Rule {

    private final RuleInfo info;

    EnvoyPatchRule(RuleInfo.Builder described) {
        info = described
                .group("envoyfilter.EnvoyPatchAnalyzer")
                .subject(Kinds.ENVOY_FILTER)
                .build();
    }

    @Override
    public final RuleInfo info() {
        return info;
    }

    @Override
    public final void check(Resource filter, RuleView view) {
        List<EnvoyPatch> wrong = EnvoyPatch.seen(filter, view)
                .filter(patch -> isWrong(patch, view))
                .toList();
        if (view.imitates("istioctl")) {
            wrong.stream().limit(1).forEach(patch -> report(patch, view));
        } else {
            wrong.forEach(patch -> report(patch, view));
        }
    }

    abstract boolean isWrong(EnvoyPatch patch, RuleView view);

    abstract void report(EnvoyPatch patch, RuleView view);
}
