// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.rules.workloads;

import io.meshkit.analysis.RuleInfo;
import io.meshkit.analysis.RuleView;
import io.meshkit.istio.internal.rules.model.AnnotationCatalogue;
import io.meshkit.istio.internal.rules.model.AnnotationCatalogue.Annotation;

/** An annotation is on a kind where Istio does not look for it. */
final class MisplacedAnnotation extends AnnotationRule {

    private static final RuleInfo INFO = RuleInfo.warning(
                    "MKV-ISTIO-ANN-002", "An annotation is on a kind where it has no effect")
            .alias("istioctl", "IST0107")
            .group("annotations.K8sAnalyzer")
            .subject(subjects())
            .reason("Istio does not look for it there. Annotations of pods belong into the template of a workload.")
            .remedy("Move the annotation to the kind it is for.")
            .build();

    MisplacedAnnotation(AnnotationCatalogue catalogue) {
        super(catalogue);
    }

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    void known(Annotation annotation, Use use, RuleView view) {
        if (annotation.isFor(use.kind())) {
            return;
        }
        boolean isForPods =
                annotation.isFor("Pod") && use.bearer().get("spec", "template").isPresent();
        String place = isForPods ? "spec.template.metadata.annotations" : String.join(", ", annotation.kinds());
        view.report(
                use.at(),
                use.name() + " has no effect on a " + use.kind() + "; it belongs on " + place,
                finding -> finding.parameter("annotation", use.name()));
    }
}
