// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.rules.workloads;

import io.meshkit.analysis.RuleInfo;
import io.meshkit.analysis.RuleView;
import io.meshkit.istio.internal.rules.model.AnnotationCatalogue;
import io.meshkit.istio.internal.rules.model.AnnotationCatalogue.Annotation;
import java.util.Set;

/** An annotation that Istio promises nothing for is used. */
final class AlphaAnnotation extends AnnotationRule {

    private static final RuleInfo INFO = RuleInfo.info("MKV-ISTIO-ANN-005", "An annotation is in its alpha phase")
            .alias("istioctl", "IST0136")
            .group("annotations.AlphaAnalyzer")
            .subject(subjects())
            .optional()
            .reason("Istio may change or drop it without a word.")
            .remedy("See that nothing important hangs on it, and look at the release notes at each upgrade.")
            .build();

    private static final Set<String> SET_BY_ISTIO =
            Set.of("sidecar.istio.io/status", "gateway.istio.io/controller-version", "istio.io/rev");
    private static final Set<String> SET_BY_CNI = Set.of(
            "sidecar.istio.io/interceptionMode",
            "traffic.sidecar.istio.io/includeInboundPorts",
            "traffic.sidecar.istio.io/excludeInboundPorts",
            "traffic.sidecar.istio.io/includeOutboundIPRanges");

    AlphaAnnotation(AnnotationCatalogue catalogue) {
        super(catalogue);
    }

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    void known(Annotation annotation, Use use, RuleView view) {
        if (annotation.isAlpha() && !SET_BY_ISTIO.contains(use.name()) && !isSetByCni(use)) {
            view.report(
                    use.at(),
                    use.name() + " is in its alpha phase: Istio may change or drop it",
                    finding -> finding.parameter("annotation", use.name()));
        }
    }

    /** Istio's CNI plug-in annotates the pods whose traffic it redirects; where istio-init does that, somebody else has. */
    private static boolean isSetByCni(Use use) {
        return use.kind().equals("Pod")
                && SET_BY_CNI.contains(use.name())
                && use.bearer().get("spec", "initContainers").items().stream()
                        .noneMatch(container -> container.get("name").text("").equals("istio-init"));
    }
}
