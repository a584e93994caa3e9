// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.rules.workloads;

import io.meshkit.analysis.RuleInfo;
import io.meshkit.analysis.RuleView;
import io.meshkit.istio.internal.rules.model.AnnotationCatalogue;
import io.meshkit.istio.internal.rules.model.AnnotationCatalogue.Annotation;
import io.meshkit.istio.internal.rules.model.AnnotationShape;
import io.meshkit.spi.DocumentReader;

/** The value of an annotation is not what Istio can read. */
final class InvalidAnnotation extends AnnotationRule {

    private static final RuleInfo INFO = RuleInfo.warning(
                    "MKV-ISTIO-ANN-003", "The value of an annotation cannot be read")
            .alias("istioctl", "IST0125")
            .group("annotations.K8sAnalyzer")
            .subject(subjects())
            .reason("The injector refuses the pod, or goes on as if the annotation were not there.")
            .remedy("Give the value the shape that the message names.")
            .build();

    private final DocumentReader reader;

    InvalidAnnotation(AnnotationCatalogue catalogue, DocumentReader reader) {
        super(catalogue);
        this.reader = reader;
    }

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    void known(Annotation annotation, Use use, RuleView view) {
        if (annotation.shape().isEmpty() || !annotation.isFor(use.kind())) {
            return;
        }
        AnnotationShape shape = annotation.shape().get();
        String text = use.at().text("");
        if (!shape.fits(text, reader)) {
            view.report(
                    use.at(),
                    use.name() + " is \"" + text + "\"; expected is " + shape.expected(),
                    finding -> finding.parameter("annotation", use.name()));
        }
    }
}
