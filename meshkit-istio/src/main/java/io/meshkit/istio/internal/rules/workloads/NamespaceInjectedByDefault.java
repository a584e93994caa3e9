// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.rules.workloads;

import io.meshkit.analysis.Node;
import io.meshkit.analysis.Rule;
import io.meshkit.analysis.RuleInfo;
import io.meshkit.analysis.RuleView;
import io.meshkit.istio.internal.rules.model.Kinds;
import io.meshkit.resource.Resource;

/** A namespace says nothing about injection, and the injector takes that for a yes. */
final class NamespaceInjectedByDefault implements Rule {

    private static final RuleInfo INFO = RuleInfo.info(
                    "MKV-ISTIO-INJ-004", "A namespace gets side-cars without asking for them")
            .alias("istioctl", "IST0148")
            .group("injection.Analyzer")
            .subject(Kinds.NAMESPACE)
            .needs(Kinds.CONFIG_MAP)
            .reason("The injector is told to inject into all namespaces that do not decline"
                    + " (enableNamespacesByDefault).")
            .remedy("Label the namespace istio-injection=enabled or istio-injection=disabled, so that it says what it"
                    + " gets.")
            .build();

    private final UndecidedNamespaces undecided;

    NamespaceInjectedByDefault(UndecidedNamespaces undecided) {
        this.undecided = undecided;
    }

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Resource namespace, RuleView view) {
        if (UndecidedNamespaces.isUndecided(namespace, view) && undecided.areInjected(namespace, view)) {
            view.report(
                    Node.of(namespace).get("metadata", "labels"),
                    "neither istio-injection nor istio.io/rev is set, and the injector injects by default; label the"
                            + " namespace istio-injection=enabled or istio-injection=disabled");
        }
    }
}
