// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.rules.policies;

import io.meshkit.analysis.Node;
import io.meshkit.analysis.Rule;
import io.meshkit.analysis.RuleInfo;
import io.meshkit.analysis.RuleView;
import io.meshkit.istio.internal.rules.model.Kinds;
import io.meshkit.resource.Resource;
import java.util.Set;

/** A cluster still has the definition of a kind that Istio does not read any more. */
final class RetiredDefinition implements Rule {

    private static final String GROUP = "rbac.istio.io";
    private static final Set<String> RETIRED =
            Set.of("ClusterRbacConfig", "RbacConfig", "ServiceRole", "ServiceRoleBinding");

    private static final RuleInfo INFO = RuleInfo.warning("MKV-ISTIO-DEP-003", "A retired kind is still defined")
            .alias("istioctl", "IST0002")
            .group("deprecation.DeprecationAnalyzer")
            .subject(Kinds.DEFINITION)
            .reason("Resources of the kind are accepted and do nothing, so that access looks guarded and is not.")
            .remedy("Write AuthorizationPolicies for the resources that are left, and delete the definition.")
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Resource definition, RuleView view) {
        Node spec = Node.of(definition).get("spec");
        Node kind = spec.get("names", "kind");
        if (spec.get("group").text("").equals(GROUP) && RETIRED.contains(kind.text(""))) {
            view.report(
                    kind,
                    "Istio does not read the kind " + kind.text("") + " of " + GROUP
                            + " any more; write AuthorizationPolicies instead",
                    finding -> finding.parameter("kind", kind.text("")));
        }
    }
}
