// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.rules.workloads;

import io.meshkit.analysis.Index;
import io.meshkit.analysis.Node;
import io.meshkit.analysis.PodTemplate;
import io.meshkit.analysis.PodTemplate.Home;
import io.meshkit.analysis.RuleView;
import io.meshkit.istio.internal.rules.model.Kinds;
import io.meshkit.istio.internal.rules.model.MeshConfiguration;
import io.meshkit.istio.internal.rules.model.MeshConfigurations;
import io.meshkit.resource.Resource;
import io.meshkit.resource.StoreId;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The variant of the proxy's image, such as {@code distroless}, that a pod asks for. The nearest goes first: the pod, its ProxyConfig, that
 * of the namespace, that of the root namespace, the mesh: istio/api:networking/v1beta1/proxy_config.proto.
 */
final class ProxyImageType {

    private static final Index<Home, Resource> CONFIGS = Index.of(
            "ProxyConfigs by namespace",
            Set.of(Kinds.PROXY_CONFIG),
            (config, into) -> into.accept(Home.of(config), config));

    private final MeshConfigurations meshes;

    ProxyImageType(MeshConfigurations meshes) {
        this.meshes = meshes;
    }

    /** The variant, or empty text. */
    String of(PodTemplate pod, RuleView view) {
        StoreId cluster = pod.owner().key().store();
        Home own = Home.of(pod.owner());
        MeshConfiguration mesh = meshes.of(view, cluster);
        Home root = new Home(cluster, mesh.rootNamespace());
        return pod.get("metadata", "annotations", "sidecar.istio.io/proxyImageType")
                .text()
                .or(() -> type(
                        own,
                        config -> !selector(config).isEmpty()
                                && pod.has(selector(config).texts()),
                        view))
                .or(() -> type(own, config -> selector(config).isEmpty(), view))
                .or(() -> type(root, config -> selector(config).isEmpty(), view))
                .or(() -> mesh.find("defaultConfig", "image", "imageType").flatMap(Node::text))
                .orElse("");
    }

    private static Optional<String> type(Home home, Predicate<Resource> which, RuleView view) {
        return view.find(CONFIGS, home).stream()
                .filter(which)
                .map(config -> Node.of(config).get("spec", "image", "imageType"))
                .flatMap(type -> type.text().stream())
                .findFirst();
    }

    private static Node selector(Resource config) {
        return Node.of(config).get("spec", "selector", "matchLabels");
    }
}
