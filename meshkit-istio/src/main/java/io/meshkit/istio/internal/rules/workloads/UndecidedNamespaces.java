// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.rules.workloads;

import io.meshkit.analysis.RuleView;
import io.meshkit.istio.internal.rules.model.Injection;
import io.meshkit.istio.internal.rules.model.InjectorSettings;
import io.meshkit.resource.Resource;
import java.util.Map;
import java.util.Set;

/** Namespaces that do not say whether they want side-cars, and what they get. */
final class UndecidedNamespaces {

    private static final Set<String> OF_KUBERNETES =
            Set.of("kube-system", "kube-public", "kube-node-lease", "local-path-storage");

    private final InjectorSettings injectors;

    UndecidedNamespaces(InjectorSettings injectors) {
        this.injectors = injectors;
    }

    static boolean isUndecided(Resource namespace, RuleView view) {
        Map<String, String> labels = namespace.labels();
        String name = namespace.key().name();
        return !labels.containsKey(Injection.NAMESPACE_LABEL)
                && !labels.containsKey(Injection.REVISION)
                && !Injection.isAmbient(namespace)
                && !name.equals(view.settings().rootNamespace())
                && !OF_KUBERNETES.contains(name);
    }

    /** Whether the injector takes their silence for a yes; it does not unless its settings say so. */
    boolean areInjected(Resource namespace, RuleView view) {
        return injectors
                .find(namespace.key().store(), InjectorSettings.DEFAULT_REVISION, view)
                .filter(InjectorSettings.Settings::injectsByDefault)
                .isPresent();
    }
}
