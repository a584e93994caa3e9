// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.rules.workloads;

import io.meshkit.analysis.Node;
import io.meshkit.analysis.PodTemplate;
import io.meshkit.analysis.PodTemplate.Home;
import io.meshkit.analysis.Presence;
import io.meshkit.analysis.Rule;
import io.meshkit.analysis.RuleInfo;
import io.meshkit.analysis.RuleView;
import io.meshkit.document.Value;
import io.meshkit.istio.internal.rules.model.Injection;
import io.meshkit.istio.internal.rules.model.InjectorSettings;
import io.meshkit.istio.internal.rules.model.Kinds;
import io.meshkit.resource.Resource;
import io.meshkit.resource.ResourceKey;
import io.meshkit.resource.StoreId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Proxies of a namespace are not those that its injector makes now. */
final class OutdatedProxyImage implements Rule {

    private static final RuleInfo INFO = RuleInfo.warning(
                    "MKV-ISTIO-INJ-005", "Pods have another proxy than the injector makes now")
            .alias("istioctl", "IST0158")
            .group("injection.ImageAnalyzer")
            .subject(Kinds.NAMESPACE)
            .needs(PodTemplate.POD, Kinds.CONFIG_MAP)
            .reads(Kinds.PROXY_CONFIG, Kinds.MESH_CONFIG)
            .reason("After an upgrade, pods keep their old proxy until they are made anew.")
            .remedy("Make the pods anew, for instance by kubectl rollout restart.")
            .build();

    private final InjectorSettings injectors;
    private final ProxyImageType types;

    OutdatedProxyImage(InjectorSettings injectors, ProxyImageType types) {
        this.injectors = injectors;
        this.types = types;
    }

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Resource namespace, RuleView view) {
        Optional<String> revision = revision(namespace, view);
        if (revision.isEmpty()) {
            return;
        }
        StoreId cluster = namespace.key().store();
        Optional<InjectorSettings.Settings> settings = injectors.find(cluster, revision.get(), view);
        if (settings.isEmpty()) {
            ResourceKey key = InjectorSettings.key(cluster, revision.get(), view);
            if (view.presence(key) == Presence.UNKNOWN) {
                view.unjudged(key.toString());
            }
            return;
        }
        String image = settings.get().image();
        List<PodTemplate> others =
                view
                        .find(
                                PodTemplate.BY_NAMESPACE,
                                new Home(cluster, namespace.key().name()))
                        .stream()
                        .filter(PodTemplate::isPod)
                        .filter(pod -> !image.isEmpty() && hasOther(pod, image, view))
                        .toList();
        if (!others.isEmpty()) {
            report(namespace, others, image, view);
        }
    }

    private static void report(Resource namespace, List<PodTemplate> others, String image, RuleView view) {
        List<String> names =
                others.stream().map(pod -> pod.owner().key().name()).sorted().toList();
        view.report(
                Node.of(namespace).get("metadata", "name"),
                "the injector makes proxies of the image " + image + ", and these pods have another: "
                        + String.join(", ", names) + "; make them anew",
                finding -> others.forEach(pod -> finding.related(
                        Injection.proxies(pod).get(0).get("image").value().flatMap(Value::place),
                        "the proxy of a pod")));
    }

    private static Optional<String> revision(Resource namespace, RuleView view) {
        Map<String, String> labels = namespace.labels();
        String injection = labels.get(Injection.NAMESPACE_LABEL);
        String revision = labels.get(Injection.REVISION);
        boolean goesBefore = injection != null && !view.imitates("istioctl");
        if (revision != null && !goesBefore) {
            return Optional.of(revision);
        }
        return "enabled".equals(injection) ? Optional.of(InjectorSettings.DEFAULT_REVISION) : Optional.empty();
    }

    private boolean hasOther(PodTemplate pod, String image, RuleView view) {
        if (!pod.get("metadata", "annotations", "sidecar.istio.io/proxyImage").isEmpty()) {
            return false;
        }
        String type = types.of(pod, view);
        return Injection.proxies(pod).stream()
                .map(proxy -> proxy.get("image").text(""))
                .anyMatch(own -> !own.equals(image) && !(own.equals(image + "-" + type)));
    }
}
