// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.rules.workloads;

import io.meshkit.analysis.Node;
import io.meshkit.analysis.PodTemplate;
import io.meshkit.analysis.Presence;
import io.meshkit.analysis.Rule;
import io.meshkit.analysis.RuleInfo;
import io.meshkit.analysis.RuleView;
import io.meshkit.istio.internal.rules.model.Injection;
import io.meshkit.istio.internal.rules.model.Kinds;
import io.meshkit.resource.Resource;

/** A pod should have a side-car and has none. */
final class PodMissingProxy implements Rule {

    private static final RuleInfo INFO = RuleInfo.warning(
                    "MKV-ISTIO-INJ-002", "A pod should have a side-car and has none")
            .alias("istioctl", "IST0103")
            .group("injection.Analyzer")
            .subject(PodTemplate.POD)
            .needs(Kinds.NAMESPACE)
            .reason("The pod was made before its namespace was labelled, or while the injector could not be reached:"
                    + " it takes no part in mTLS, policies and telemetry.")
            .remedy("Make the pod anew, for instance by kubectl rollout restart, or label it"
                    + " sidecar.istio.io/inject=false.")
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Resource resource, RuleView view) {
        PodTemplate pod = PodTemplate.of(resource);
        if (!Injection.proxies(pod).isEmpty()
                || Injection.wish(pod).filter("false"::equals).isPresent()
                || pod.get("spec", "hostNetwork").isTrue()) {
            return;
        }
        boolean isMissing = view.imitates("istioctl")
                ? isInLabelledNamespace(resource, view)
                : Pods.runs(resource) && wants(pod, view);
        if (isMissing) {
            view.report(
                    Node.of(resource).get("spec", "containers"),
                    "the pod is to have a side-car and has no container istio-proxy; make it anew");
        }
    }

    private static boolean isInLabelledNamespace(Resource pod, RuleView view) {
        return new Injection(view)
                .namespace(pod)
                .filter(namespace -> "enabled".equals(namespace.labels().get(Injection.NAMESPACE_LABEL)))
                .isPresent();
    }

    private static boolean wants(PodTemplate pod, RuleView view) {
        Presence sidecar = new Injection(view).sidecar(pod);
        if (sidecar == Presence.UNKNOWN) {
            view.unjudged("the namespace " + pod.owner().key().namespace());
        }
        return sidecar == Presence.FOUND;
    }
}
