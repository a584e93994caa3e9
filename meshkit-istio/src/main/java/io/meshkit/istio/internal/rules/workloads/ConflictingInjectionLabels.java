// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.rules.workloads;

import io.meshkit.analysis.Node;
import io.meshkit.analysis.Rule;
import io.meshkit.analysis.RuleInfo;
import io.meshkit.analysis.RuleView;
import io.meshkit.istio.internal.rules.model.Injection;
import io.meshkit.istio.internal.rules.model.Kinds;
import io.meshkit.resource.Resource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A namespace asks for side-cars in two ways, or for side-cars and ambient mode. */
final class ConflictingInjectionLabels implements Rule {

    private static final RuleInfo INFO = RuleInfo.warning(
                    "MKV-ISTIO-INJ-003", "The labels of a namespace ask for different proxies")
            .alias("istioctl", "IST0123")
            .group("injection.Analyzer")
            .subject(Kinds.NAMESPACE)
            .reason("istio-injection goes before istio.io/rev, and side-cars before ambient mode: part of what the"
                    + " labels say has no effect.")
            .remedy("Keep one of istio-injection, istio.io/rev and istio.io/dataplane-mode.")
            .build();

    private static final List<String> LABELS =
            List.of(Injection.NAMESPACE_LABEL, Injection.REVISION, Injection.DATAPLANE_MODE);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Resource namespace, RuleView view) {
        Map<String, String> labels = namespace.labels();
        String injection = labels.get(Injection.NAMESPACE_LABEL);
        if (injection != null && !injection.equals("enabled")) {
            return;
        }
        List<String> set = LABELS.stream()
                .filter(labels::containsKey)
                .filter(label -> view.imitates("istioctl") || asks(label, labels.get(label)))
                .toList();
        if (set.size() > 1) {
            view.report(
                    Node.of(namespace).get("metadata", "labels", set.get(set.size() - 1)),
                    "the labels " + String.join(", ", set) + " ask for different proxies, and only " + set.get(0)
                            + " is heard; keep one of them");
        }
    }

    private static boolean asks(String label, @Nullable String value) {
        return !label.equals(Injection.DATAPLANE_MODE) || "ambient".equals(value);
    }
}
