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
import io.meshkit.istio.internal.rules.model.Owners;
import io.meshkit.resource.GroupKind;
import io.meshkit.resource.Resource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A container runs as the user that stands for the proxy. */
final class ProxyUser implements Rule {

    private static final RuleInfo INFO = RuleInfo.warning(
                    "MKV-ISTIO-POD-001", "A container runs as the user of the proxy")
            .alias("istioctl", "IST0144")
            .group("applicationUID.Analyzer")
            .subject(PodTemplate.KINDS.toArray(new GroupKind[0]))
            .reads(Kinds.NAMESPACE)
            .reason("What user 1337 sends is taken for the proxy's own traffic and passes it by: no mTLS, no policies.")
            .remedy("Run the container as another user.")
            .build();

    private static final long PROXY_USER = 1337;
    private static final Set<String> OF_ISTIO =
            Set.of(Injection.PROXY, "istio-operator", "istio-init", "istio-validation");
    private static final Set<GroupKind> LOOKED_AT_BY_ISTIOCTL = Set.of(PodTemplate.POD, Kinds.DEPLOYMENT);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Resource resource, RuleView view) {
        if (Injection.isControlPlane(resource)) {
            return;
        }
        PodTemplate pod = PodTemplate.of(resource);
        if (view.imitates("istioctl")) {
            if (LOOKED_AT_BY_ISTIOCTL.contains(resource.key().groupKind())) {
                firstOfAll(pod).ifPresent(user -> report(user, view));
            }
            return;
        }
        List<Node> users = users(pod);
        if (users.isEmpty() || Owners.isMadeByAnother(resource, view)) {
            return;
        }
        Presence sidecar = new Injection(view).sidecar(pod);
        if (sidecar == Presence.UNKNOWN) {
            view.unjudged("the namespace " + resource.key().namespace());
        } else if (sidecar == Presence.FOUND) {
            users.forEach(user -> report(user, view));
        }
    }

    private static void report(Node user, RuleView view) {
        view.report(user, "user 1337 is the proxy's, and its traffic passes the proxy by; run as another user");
    }

    /** As istioctl sees it: a word for the pod counts, though each container may have its own. */
    private static Optional<Node> firstOfAll(PodTemplate pod) {
        Node common = user(pod.get("spec"));
        return isProxys(common)
                ? Optional.of(common)
                : pod.get("spec", "containers").items().stream()
                        .filter(ProxyUser::isApplication)
                        .map(ProxyUser::user)
                        .filter(ProxyUser::isProxys)
                        .findFirst();
    }

    /** The places that give that user to a container: its own, or that of the pod, which holds where the container says nothing. */
    private static List<Node> users(PodTemplate pod) {
        Node common = user(pod.get("spec"));
        return Stream.of("initContainers", "containers")
                .flatMap(containers -> pod.get("spec", containers).items().stream())
                .filter(ProxyUser::isApplication)
                .map(ProxyUser::user)
                .map(own -> own.isPresent() ? own : common)
                .filter(ProxyUser::isProxys)
                .distinct()
                .toList();
    }

    private static boolean isApplication(Node container) {
        return !OF_ISTIO.contains(container.get("name").text(""));
    }

    private static Node user(Node bearer) {
        return bearer.get("securityContext", "runAsUser");
    }

    private static boolean isProxys(Node user) {
        return user.number().orElse(0) == PROXY_USER;
    }
}
