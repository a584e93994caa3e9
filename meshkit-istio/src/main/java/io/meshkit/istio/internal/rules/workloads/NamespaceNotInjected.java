// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.rules.workloads;

import io.meshkit.analysis.Node;
import io.meshkit.analysis.Rule;
import io.meshkit.analysis.RuleInfo;
import io.meshkit.analysis.RuleView;
import io.meshkit.istio.internal.rules.model.Kinds;
import io.meshkit.resource.Resource;

/** A namespace says nothing about injection, and its pods get no side-cars. */
final class NamespaceNotInjected implements Rule {

    private static final RuleInfo INFO = RuleInfo.info(
                    "MKV-ISTIO-INJ-001", "A namespace does not say whether its pods get side-cars")
            .alias("istioctl", "IST0102")
            .group("injection.Analyzer")
            .subject(Kinds.NAMESPACE)
            .reads(Kinds.CONFIG_MAP)
            .reason("Its pods are not in the mesh: no mTLS, no policies, no telemetry. That may be wanted, or"
                    + " forgotten.")
            .remedy("Label the namespace istio-injection=enabled or istio.io/rev=REVISION, or istio-injection=disabled"
                    + " to say that this is wanted.")
            .build();

    private final UndecidedNamespaces undecided;

    NamespaceNotInjected(UndecidedNamespaces undecided) {
        this.undecided = undecided;
    }

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Resource namespace, RuleView view) {
        if (UndecidedNamespaces.isUndecided(namespace, view) && !undecided.areInjected(namespace, view)) {
            view.report(
                    Node.of(namespace).get("metadata", "labels"),
                    "neither istio-injection nor istio.io/rev is set, so the pods of the namespace get no side-cars;"
                            + " label it istio-injection=enabled, or istio-injection=disabled if that is wanted");
        }
    }
}
