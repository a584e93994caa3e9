// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshkit.MeshKit;
import io.meshkit.core.document.ManifestReader;
import io.meshkit.document.SourceText;
import io.meshkit.mesh.Detection;
import io.meshkit.mesh.Detection.Status;
import io.meshkit.mesh.MeshId;
import io.meshkit.mesh.Site;
import io.meshkit.resource.ApplyOptions;
import io.meshkit.testkit.kubernetes.FakeKubernetes;
import io.meshkit.testkit.kubernetes.KubernetesUser;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IstioDetectionTest {

    private static final String DEFINITION = """
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata: { name: virtualservices.networking.istio.io }
        spec:
          group: networking.istio.io
          scope: Namespaced
          names: { plural: virtualservices, kind: VirtualService }
          versions:
            - name: v1
              served: true
              storage: true
              schema: { openAPIV3Schema: { type: object, x-kubernetes-preserve-unknown-fields: true } }
        """;
    private static final String CONTROL_PLANE = """
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: istiod
          namespace: istio-system
          labels: { app: istiod }
        spec:
          selector: { matchLabels: { app: istiod } }
          template:
            metadata: { labels: { app: istiod } }
            spec: { containers: [{ name: discovery, image: "docker.io/istio/pilot:1.31.1-distroless" }] }
        """;

    @TempDir
    Path folder;

    private final FakeKubernetes kubernetes = FakeKubernetes.start();
    private MeshKit kit = MeshKit.offline();

    @BeforeEach
    void open() throws IOException {
        kubernetes.addNamespace("istio-system");
        kit.close();
        kit = connect(kubernetes.kubeconfig());
    }

    @AfterEach
    void close() {
        kit.close();
        kubernetes.close();
    }

    private MeshKit connect(String kubeconfig) throws IOException {
        Path file = Files.createTempFile(folder, "kubeconfig", "");
        Files.writeString(file, kubeconfig);
        return MeshKit.builder().site(URI.create("k8s:.?kubeconfig=" + file)).build();
    }

    private void there(String manifest) {
        Site site = kit.sites().get(0);
        new ManifestReader()
                .read(SourceText.of("manifest.yaml", manifest))
                .resources()
                .forEach(resource -> site.store().apply(resource.in(site.id()), ApplyOptions.DEFAULT));
    }

    private Detection detect(MeshKit from) {
        return from.adapter(MeshId.ISTIO).orElseThrow().detect(from.sites().get(0));
    }

    @Test
    void definitions_and_control_plane_together_are_the_mesh() {
        there(DEFINITION);
        there(CONTROL_PLANE);

        Detection detection = detect(kit);

        assertThat(detection.status()).isEqualTo(Status.PRESENT);
        assertThat(detection.version()).contains("1.31.1");
        assertThat(detection.namespace()).contains("istio-system");
    }

    @Test
    void definitions_alone_are_a_part_of_it() {
        there(DEFINITION);

        assertThat(detect(kit).status()).isEqualTo(Status.PARTIAL);
    }

    @Test
    void a_control_plane_alone_is_a_part_of_it() {
        there(CONTROL_PLANE);

        assertThat(detect(kit).status()).isEqualTo(Status.PARTIAL);
    }

    @Test
    void who_may_not_look_does_not_know() throws IOException {
        there(DEFINITION);
        there(CONTROL_PLANE);
        kubernetes.accept("weak", new KubernetesUser("weak", List.of("system:authenticated")));

        try (MeshKit weak = connect(kubernetes.kubeconfig("weak"))) {
            Detection detection = detect(weak);

            assertThat(detection.status()).isEqualTo(Status.UNKNOWN);
            assertThat(detection.evidence()).anyMatch(line -> line.contains("not all could be seen"));
        }
    }
}
