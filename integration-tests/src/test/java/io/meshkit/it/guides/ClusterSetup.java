// SPDX-License-Identifier: Apache-2.0
package io.meshkit.it.guides;

import io.meshkit.MeshKit;
import io.meshkit.core.document.ManifestReader;
import io.meshkit.mesh.Site;
import io.meshkit.resource.ApplyOptions;
import io.meshkit.testkit.kubernetes.FakeKubernetes;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/** Puts manifests into a cluster, as kubectl would. */
final class ClusterSetup {

    private ClusterSetup() {}

    static void apply(FakeKubernetes kubernetes, Path manifests) throws IOException {
        Path kubeconfig = Files.createTempFile("kubeconfig", ".yaml");
        try {
            Files.writeString(kubeconfig, kubernetes.kubeconfig());
            try (MeshKit kit = MeshKit.builder()
                    .site(URI.create("k8s:.?kubeconfig=" + kubeconfig))
                    .build()) {
                Site site = kit.sites().get(0);
                new ManifestReader()
                        .read(manifests)
                        .resources()
                        .forEach(resource -> site.store()
                                .apply(resource.in(site.id()), ApplyOptions.DEFAULT.fieldManager("kubectl")));
            }
        } finally {
            Files.delete(kubeconfig);
        }
    }
}
