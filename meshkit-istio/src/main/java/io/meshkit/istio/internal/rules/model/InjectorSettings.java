// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.rules.model;

import io.meshkit.analysis.Index;
import io.meshkit.analysis.Node;
import io.meshkit.analysis.RuleView;
import io.meshkit.document.Document;
import io.meshkit.document.MapValue;
import io.meshkit.document.SourceText;
import io.meshkit.resource.Resource;
import io.meshkit.resource.ResourceKey;
import io.meshkit.resource.StoreId;
import io.meshkit.spi.DocumentReader;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * What the injectors of the control planes are told, as JSON in a ConfigMap for each revision:
 * istio/istio:manifests/charts/istio-control/istio-discovery/templates/istiod-injector-configmap.yaml.
 */
public final class InjectorSettings {

    /** The revision of the control plane that has no name. */
    public static final String DEFAULT_REVISION = "default";

    private static final String NAME = "istio-sidecar-injector";

    private final DocumentReader reader;
    private final Index<ResourceKey, Settings> byKey =
            Index.of("settings of the injectors by ConfigMap", Set.of(Kinds.CONFIG_MAP), this::entries);

    public InjectorSettings(DocumentReader reader) {
        this.reader = reader;
    }

    /**
     * The settings of one injector.
     *
     * @param image the image of the proxies, or empty text when the settings name none
     * @param injectsByDefault whether it injects into namespaces that do not ask for it
     */
    public record Settings(String image, boolean injectsByDefault) {}

    /** The ConfigMap of a revision. */
    public static ResourceKey key(StoreId cluster, String revision, RuleView view) {
        String name = revision.isEmpty() || revision.equals(DEFAULT_REVISION) ? NAME : NAME + "-" + revision;
        return new ResourceKey(cluster, Kinds.CONFIG_MAP, view.settings().rootNamespace(), name);
    }

    /** The settings of a revision's injector, or empty when its ConfigMap is not there. */
    public Optional<Settings> find(StoreId cluster, String revision, RuleView view) {
        return view.find(byKey, key(cluster, revision, view)).stream().findFirst();
    }

    private void entries(Resource map, BiConsumer<ResourceKey, Settings> into) {
        if (map.key().name().startsWith(NAME)) {
            Node.of(map).get("data", "values").text().ifPresent(json -> into.accept(map.key(), read(map, json)));
        }
    }

    private Settings read(Resource map, String json) {
        List<Document> documents =
                reader.read(SourceText.of(map.key().toString(), json)).documents();
        if (documents.isEmpty() || !(documents.get(0).root() instanceof MapValue root)) {
            return new Settings("", false);
        }
        Node values = Node.of(Resource.of(map.key(), root));
        boolean byDefault = values.get("sidecarInjectorWebhook", "enableNamespacesByDefault")
                .isTrue();
        return new Settings(image(values.get("global")), byDefault);
    }

    /** As the template has it: an image with a slash stands for itself. */
    private static String image(Node global) {
        String image = global.get("proxy", "image").text("");
        return image.isEmpty() || image.contains("/")
                ? image
                : global.get("hub").text("") + "/" + image + ":" + tag(global.get("tag"));
    }

    private static String tag(Node tag) {
        return tag.text().orElseGet(() -> tag.value().map(Object::toString).orElse(""));
    }
}
