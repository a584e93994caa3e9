// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.rules.workloads;

import io.meshkit.analysis.RuleInfo;
import io.meshkit.analysis.RuleView;
import io.meshkit.document.TextEdit;
import io.meshkit.finding.Fix;
import io.meshkit.istio.internal.rules.model.AnnotationCatalogue;
import java.util.List;
import java.util.Optional;

/** An annotation bears a name of Istio's and is none of its. */
final class UnknownAnnotation extends AnnotationRule {

    private static final RuleInfo INFO = RuleInfo.warning("MKV-ISTIO-ANN-001", "Istio knows no such annotation")
            .alias("istioctl", "IST0108")
            .group("annotations.K8sAnalyzer")
            .subject(subjects())
            .reason("It has no effect; mostly a name is misspelled.")
            .remedy("Correct the name or take the annotation away.")
            .build();

    UnknownAnnotation(AnnotationCatalogue catalogue) {
        super(catalogue);
    }

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    void unknown(Use use, RuleView view) {
        Optional<String> similar = catalogue().similar(use.name());
        String advice =
                similar.map(name -> "; " + name + " may be meant").orElse("; take it away, or correct its name");
        view.report(use.at(), "Istio knows no annotation " + use.name() + advice, finding -> {
            finding.parameter("annotation", use.name());
            similar.filter(use.name()::equalsIgnoreCase)
                    .ifPresent(name -> use.keyPlace()
                            .ifPresent(place ->
                                    finding.fix(new Fix("write " + name, List.of(new TextEdit(place, name))))));
        });
    }
}
