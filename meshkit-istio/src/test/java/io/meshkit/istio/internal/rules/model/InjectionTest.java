// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.rules.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshkit.MeshKit;
import io.meshkit.analysis.Index;
import io.meshkit.analysis.MeshSettings;
import io.meshkit.analysis.Node;
import io.meshkit.analysis.PodTemplate;
import io.meshkit.analysis.Presence;
import io.meshkit.analysis.RuleView;
import io.meshkit.analysis.Snapshot;
import io.meshkit.document.SourceText;
import io.meshkit.finding.Finding;
import io.meshkit.resource.GroupKind;
import io.meshkit.resource.Resource;
import io.meshkit.resource.ResourceKey;
import io.meshkit.resource.StoreId;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InjectionTest {

    private static final MeshKit KIT = MeshKit.offline();

    /** The last two columns are what is so, and what istioctl says. */
    @ParameterizedTest(name = "namespace [{0}], labels [{1}], annotations [{2}]")
    @CsvSource(
            delimiter = '|',
            value = {
                "istio-injection: enabled       |                                   |                                "
                        + " | FOUND  | FOUND",
                "istio-injection: enabled       | sidecar.istio.io/inject: 'false'  |                                "
                        + " | ABSENT | ABSENT",
                "istio-injection: enabled       |                                   | sidecar.istio.io/inject: 'false'"
                        + " | ABSENT | ABSENT",
                "istio-injection: enabled       | sidecar.istio.io/inject: 'true'   | sidecar.istio.io/inject: 'false'"
                        + " | FOUND  | FOUND",
                "istio-injection: disabled      | sidecar.istio.io/inject: 'true'   |                                "
                        + " | ABSENT | FOUND",
                "istio.io/rev: canary           |                                   |                                "
                        + " | FOUND  | ABSENT",
                "                               |                                   |                                "
                        + " | ABSENT | ABSENT",
                "                               | sidecar.istio.io/inject: 'true'   |                                "
                        + " | FOUND  | FOUND",
                "                               |                                   | sidecar.istio.io/inject: 'true'"
                        + " | ABSENT | FOUND",
                "                               | istio.io/rev: canary              |                                "
                        + " | FOUND  | ABSENT",
                "none                           |                                   |                                "
                        + " | UNKNOWN | ABSENT",
                "none                           | sidecar.istio.io/inject: 'true'   |                                "
                        + " | FOUND  | FOUND",
                "none                           | sidecar.istio.io/inject: 'false'  |                                "
                        + " | ABSENT | ABSENT",
            })
    void side_cars_come_by_labels_of_namespace_and_pod(
            @Nullable String namespace,
            @Nullable String labels,
            @Nullable String annotations,
            Presence real,
            Presence told) {
        String text = namespace(namespace) + pod(labels, annotations, "cart");

        assertThat(new Injection(view(text, false)).sidecar(pod(text))).isEqualTo(real);
        assertThat(new Injection(view(text, true)).sidecar(pod(text))).isEqualTo(told);
    }

    @ParameterizedTest(name = "namespace [{0}], labels [{1}], annotations [{2}], container {3}")
    @CsvSource(
            delimiter = '|',
            value = {
                "istio.io/dataplane-mode: ambient |                               |                                   "
                        + "    | cart        | true  | false",
                "istio.io/dataplane-mode: ambient | istio.io/dataplane-mode: none |                                   "
                        + "    | cart        | false | false",
                "                                 | istio.io/dataplane-mode: ambient |                                "
                        + "    | cart        | true  | false",
                "                                 |                               | ambient.istio.io/redirection:"
                        + " enabled | cart        | true  | true",
                "istio.io/dataplane-mode: ambient |                               |                                   "
                        + "    | istio-proxy | false | false",
                "'istio.io/dataplane-mode: ambient, istio.io/rev: a' |            |                                   "
                        + "    | cart        | false | false",
                "'istio.io/dataplane-mode: ambient, istio-injection: enabled' |   |                                   "
                        + "    | cart        | false | false",
            })
    void ambient_pods_are_those_of_labelled_namespaces_without_side_cars(
            @Nullable String namespace,
            @Nullable String labels,
            @Nullable String annotations,
            String container,
            boolean real,
            boolean told) {
        String text = namespace(namespace) + pod(labels, annotations, container);

        assertThat(new Injection(view(text, false)).isAmbient(pod(text))).isEqualTo(real);
        assertThat(new Injection(view(text, true)).isAmbient(pod(text))).isEqualTo(told);
    }

    @ParameterizedTest
    @CsvSource({"istio.io/dataplane-mode: ambient", "istio-injection: enabled", "istio.io/rev: a"})
    void a_pod_is_in_the_mesh_by_side_car_or_ambient(String namespace) {
        String text = namespace(namespace) + pod("", "", "cart");

        assertThat(new Injection(view(text, false)).membership(pod(text))).isEqualTo(Presence.FOUND);
    }

    private static String namespace(@Nullable String labels) {
        return "none".equals(labels) ? "" : """
            apiVersion: v1
            kind: Namespace
            metadata: {name: shop, labels: {%s}}
            ---
            """.formatted(labels == null ? "" : labels);
    }

    private static String pod(@Nullable String labels, @Nullable String annotations, String container) {
        return """
            apiVersion: v1
            kind: Pod
            metadata: {name: cart, namespace: shop, labels: {%s}, annotations: {%s}}
            spec: {containers: [{name: %s, image: a}]}
            """.formatted(labels == null ? "" : labels, annotations == null ? "" : annotations, container);
    }

    private static Snapshot snapshot(String text) {
        return KIT.analysis().read(StoreId.UNBOUND, SourceText.of("test.yaml", text));
    }

    private static PodTemplate pod(String text) {
        return PodTemplate.of(snapshot(text).resources(PodTemplate.POD).get(0));
    }

    private static RuleView view(String text, boolean imitates) {
        return new View(imitates ? snapshot(text).toBuilder().complete().build() : snapshot(text), imitates);
    }

    /** A view of one snapshot in which resources are looked up and nothing is reported. */
    private record View(Snapshot snapshot, boolean isIstioctls) implements RuleView {

        @Override
        public <K, E> List<E> find(Index<K, E> index, K key) {
            throw new UnsupportedOperationException("which pods are in the mesh hangs on no index");
        }

        @Override
        public Optional<Resource> resource(ResourceKey key) {
            return snapshot.resources(key.groupKind()).stream()
                    .filter(resource -> resource.key().equals(key))
                    .findFirst();
        }

        @Override
        public boolean isLoaded(StoreId cluster, GroupKind kind, String namespace) {
            return snapshot.isLoaded(cluster, kind, namespace);
        }

        @Override
        public MeshSettings settings() {
            return MeshSettings.DEFAULT;
        }

        @Override
        public boolean imitates(String tool) {
            return isIstioctls;
        }

        @Override
        public void unjudged(String what) {
            throw new UnsupportedOperationException("what is not known is said by the rules");
        }

        @Override
        public void report(Node at, String message, Consumer<Finding.Builder> more) {
            throw new UnsupportedOperationException("what is wrong is said by the rules");
        }
    }
}
