// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.rules.workloads;

import io.meshkit.analysis.Node;
import io.meshkit.analysis.PodTemplate;
import io.meshkit.analysis.Rule;
import io.meshkit.analysis.RuleInfo;
import io.meshkit.analysis.RuleView;
import io.meshkit.istio.internal.rules.model.Kinds;
import io.meshkit.istio.internal.rules.model.Owners;
import io.meshkit.istio.internal.rules.model.Webhooks;
import io.meshkit.resource.GroupKind;
import io.meshkit.resource.Resource;
import java.util.Map;
import java.util.Optional;

/** A workload leaves its proxy to an injector that will not be asked. */
final class AutoImageNotInjected implements Rule {

    private static final RuleInfo INFO = RuleInfo.warning(
                    "MKV-ISTIO-INJ-006", "A workload with the image \"auto\" will not be injected")
            .alias("istioctl", "IST0146")
            .group("injection.ImageAutoAnalyzer")
            .subject(PodTemplate.KINDS.toArray(new GroupKind[0]))
            .needs(Kinds.MUTATING_WEBHOOK)
            .reads(Kinds.NAMESPACE)
            .reason("The injector puts the proxy's image in the place of \"auto\"; without it, no image can be pulled.")
            .remedy("Label the namespace istio-injection=enabled, or the pods sidecar.istio.io/inject=true.")
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Resource workload, RuleView view) {
        boolean imitates = view.imitates("istioctl");
        if (imitates ? !workload.key().groupKind().equals(Kinds.DEPLOYMENT) : Pods.isMade(workload)) {
            return;
        }
        PodTemplate pod = PodTemplate.of(workload);
        Optional<Node> image = AutoImage.of(pod);
        if (image.isEmpty() || !imitates && Owners.isMadeByAnother(workload, view)) {
            return;
        }
        Optional<Resource> namespace = AutoImage.namespace(workload, view);
        if (namespace.isEmpty() && !imitates) {
            view.unjudged("the namespace " + workload.key().namespace());
            return;
        }
        Map<String, String> labels = namespace.map(AutoImage::labels).orElse(Map.of());
        boolean isInjected = Webhooks.calledFor(workload.key().store(), labels, pod.labels(), view).stream()
                .anyMatch(Webhooks.Webhook::isNamedAsIstios);
        if (!isInjected) {
            view.report(
                    image.get(),
                    "the image \"auto\" is left to the injector, and no webhook of Istio is called for pods with these"
                            + " labels in this namespace; label the pods sidecar.istio.io/inject=true");
        }
    }
}
