// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.rules.workloads;

import io.meshkit.analysis.RuleInfo;
import io.meshkit.analysis.RuleView;
import io.meshkit.istio.internal.rules.model.AnnotationCatalogue;
import io.meshkit.istio.internal.rules.model.AnnotationCatalogue.Annotation;
import io.meshkit.istio.internal.rules.model.Injection;

/** An annotation that Istio will drop one day is used. */
final class DeprecatedAnnotation extends AnnotationRule {

    private static final RuleInfo INFO = RuleInfo.info("MKV-ISTIO-ANN-004", "An annotation is deprecated")
            .alias("istioctl", "IST0135")
            .group("annotations.K8sAnalyzer")
            .subject(subjects())
            .reason("A later version of Istio may not know it any more.")
            .remedy("Use what the message names, or take the annotation away.")
            .build();

    DeprecatedAnnotation(AnnotationCatalogue catalogue) {
        super(catalogue);
    }

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    void known(Annotation annotation, Use use, RuleView view) {
        boolean hasLabelToo = use.name().equals(Injection.POD_LABEL)
                && use.bearer().get("metadata", "labels", Injection.POD_LABEL).isPresent();
        if (annotation.isDeprecated() && !hasLabelToo) {
            String instead = annotation.instead().map(other -> "; use " + other).orElse("; do without it");
            view.report(
                    use.at(),
                    use.name() + " is deprecated" + instead,
                    finding -> finding.parameter("annotation", use.name()));
        }
    }
}
