// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.rules.model;

import io.meshkit.analysis.Node;
import io.meshkit.analysis.PodTemplate;
import io.meshkit.analysis.Presence;
import io.meshkit.analysis.RuleView;
import io.meshkit.resource.Resource;
import io.meshkit.resource.ResourceKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which pods are in the mesh: those that a proxy stands beside, and those whose traffic the node's proxy takes (ambient).
 *
 * <p>Istio's own analyzers know neither revisions here nor ambient pods that do not run yet; this does, unless it imitates them
 * (istio/istio:pkg/config/analysis/analyzers/util/in_mesh.go; manifests/charts/istio-control/istio-discovery has the webhooks' selectors).
 */
public final class Injection {

    /** The name of the proxy's container. */
    public static final String PROXY = "istio-proxy";
    /** The label of namespaces that asks for side-cars: {@code enabled} or {@code disabled}. */
    public static final String NAMESPACE_LABEL = "istio-injection";
    /** The label of pods, and once the annotation, that asks for a side-car: {@code true} or {@code false}. */
    public static final String POD_LABEL = "sidecar.istio.io/inject";
    /** The label of namespaces and pods that asks for the side-cars of one control plane. */
    public static final String REVISION = "istio.io/rev";
    /** The label of namespaces and pods that asks for ambient mode. */
    public static final String DATAPLANE_MODE = "istio.io/dataplane-mode";

    private static final String AMBIENT = "ambient";
    private static final String REDIRECTION = "ambient.istio.io/redirection";

    private final RuleView view;
    private final boolean precise;

    public Injection(RuleView view) {
        this.view = view;
        precise = !view.imitates("istioctl");
    }

    /** Whether a pod has, or gets, a side-car; unknown when it hangs on a namespace that was not loaded. */
    public Presence sidecar(PodTemplate pod) {
        if (proxies(pod).stream().anyMatch(proxy -> !proxy.get("image").isEmpty())) {
            return Presence.FOUND;
        }
        Optional<String> wish = wish(pod);
        if (wish.isPresent() && (!precise || !wish.get().equals("true"))) {
            return presence(wish.get().equals("true"));
        }
        Optional<Resource> namespace = namespace(pod.owner());
        if (namespace.isPresent()) {
            return presence(injects(namespace.get(), pod));
        }
        if (labelWishes(pod)) {
            return Presence.FOUND;
        }
        return isNamespaceLoaded(pod.owner()) ? Presence.ABSENT : Presence.UNKNOWN;
    }

    /** Whether a pod is in the mesh at all, by side-car or ambient; unknown when it hangs on a namespace that was not loaded. */
    public Presence membership(PodTemplate pod) {
        return isAmbient(pod) ? Presence.FOUND : sidecar(pod);
    }

    /** Whether the node's proxy takes the traffic of a pod. */
    public boolean isAmbient(PodTemplate pod) {
        if (pod.get("metadata", "annotations", REDIRECTION).text("").equals("enabled")) {
            return true;
        }
        if (!precise || sidecarIsThere(pod)) {
            return false;
        }
        String mode = pod.labels().get(DATAPLANE_MODE);
        return mode == null
                ? namespace(pod.owner()).filter(Injection::isAmbient).isPresent()
                : mode.equals(AMBIENT);
    }

    /** Whether a namespace asks for ambient mode, and for no side-cars, which would go before it. */
    public static boolean isAmbient(Resource namespace) {
        Map<String, String> labels = namespace.labels();
        return AMBIENT.equals(labels.get(DATAPLANE_MODE))
                && !"enabled".equals(labels.get(NAMESPACE_LABEL))
                && labels.getOrDefault(REVISION, "").isEmpty();
    }

    /** The namespace that a resource lives in, when it was loaded. */
    public Optional<Resource> namespace(Resource resource) {
        return namespaceKey(resource).flatMap(view::resource);
    }

    /** The containers of the proxy, those that run before the others and beside them among them. */
    public static List<Node> proxies(PodTemplate pod) {
        return List.of(pod.get("spec", "containers"), pod.get("spec", "initContainers")).stream()
                .flatMap(containers -> containers.items().stream())
                .filter(container -> container.get("name").text("").equals(PROXY))
                .toList();
    }

    /** What a pod says about its side-car itself: {@code true}, {@code false} or another text; the label goes before the annotation. */
    public static Optional<String> wish(PodTemplate pod) {
        return Optional.ofNullable(pod.labels().get(POD_LABEL))
                .or(() -> pod.get("metadata", "annotations", POD_LABEL).text());
    }

    /** Whether a resource is part of Istio itself: istio/istio:pkg/config/analysis/analyzers/util/config.go. */
    public static boolean isControlPlane(Resource resource) {
        Map<String, String> labels = resource.labels();
        return labels.containsKey("istio") || "istio".equals(labels.get("release"));
    }

    private boolean sidecarIsThere(PodTemplate pod) {
        return !proxies(pod).isEmpty() || wish(pod).filter("true"::equals).isPresent();
    }

    private boolean injects(Resource namespace, PodTemplate pod) {
        String label = namespace.labels().get(NAMESPACE_LABEL);
        if (label != null || !precise) {
            return "enabled".equals(label);
        }
        return namespace.labels().containsKey(REVISION) || labelWishes(pod);
    }

    /** The webhooks look at labels alone; the annotation is only heard where they call the injector. */
    private static boolean labelWishes(PodTemplate pod) {
        return "true".equals(pod.labels().get(POD_LABEL)) || pod.labels().containsKey(REVISION);
    }

    private boolean isNamespaceLoaded(Resource resource) {
        return namespaceKey(resource)
                .map(key -> view.presence(key) != Presence.UNKNOWN)
                .orElse(!precise);
    }

    /** Empty for a resource of a file that does not say where it will live. */
    private static Optional<ResourceKey> namespaceKey(Resource resource) {
        ResourceKey key = resource.key();
        return key.namespace().isEmpty()
                ? Optional.empty()
                : Optional.of(new ResourceKey(key.store(), Kinds.NAMESPACE, "", key.namespace()));
    }

    private static Presence presence(boolean there) {
        return there ? Presence.FOUND : Presence.ABSENT;
    }
}
