// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.rules.workloads;

import io.meshkit.analysis.PodTemplate;
import io.meshkit.analysis.Rule;
import io.meshkit.analysis.RuleInfo;
import io.meshkit.analysis.RuleView;
import io.meshkit.resource.Resource;

/** A pod runs, or tries to, with the image that stands for another. */
final class AutoImageInPod implements Rule {

    private static final RuleInfo INFO = RuleInfo.error("MKV-ISTIO-INJ-007", "A pod has the image \"auto\"")
            .alias("istioctl", "IST0147")
            .group("injection.ImageAutoAnalyzer")
            .subject(PodTemplate.POD)
            .reason("The injector was not called for the pod, and there is no image of that name.")
            .remedy("Label the namespace istio-injection=enabled, or the pods sidecar.istio.io/inject=true, and make"
                    + " the pod anew.")
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Resource pod, RuleView view) {
        if (view.imitates("istioctl") || Pods.isMade(pod)) {
            AutoImage.of(PodTemplate.of(pod))
                    .ifPresent(image -> view.report(
                            image,
                            "the image \"auto\" should have been replaced by the injector, which was not called; see"
                                    + " that the pod is injected, and make it anew"));
        }
    }
}
