// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.meshkit.mesh.Site;
import io.meshkit.resource.Cluster;
import io.meshkit.resource.Resource;
import org.junit.jupiter.api.Test;

class Fabric8Test {

    @Test
    void an_object_of_its_model_becomes_a_resource() {
        Resource resource = Fabric8.resource(new ConfigMapBuilder()
                .withNewMetadata()
                .withName("c")
                .withNamespace("shop")
                .endMetadata()
                .addToData("a", "1")
                .build());

        assertThat(resource.key()).hasToString("ConfigMap shop/c");
        assertThat(resource.body().find("/data/a").orElseThrow()).hasToString("1");
    }

    @Test
    void an_object_without_a_name_is_refused() {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> Fabric8.resource(
                        new ConfigMapBuilder().withNewMetadata().endMetadata().build()))
                .withMessageContaining("metadata.name");
    }

    @Test
    void a_client_becomes_a_site_and_stays_open_when_that_is_closed() {
        Config config = new ConfigBuilder(Config.empty())
                .withMasterUrl("http://127.0.0.1:1")
                .build();
        try (KubernetesClient client =
                new KubernetesClientBuilder().withConfig(config).build()) {
            try (Site site = Fabric8.cluster(client)) {
                Cluster cluster = site.cluster().orElseThrow();
                assertThat(cluster.unwrap(KubernetesClient.class)).containsSame(client);
                assertThat(cluster.unwrap(String.class)).isEmpty();
                assertThat(site.id().value()).isEqualTo("kubernetes:http://127.0.0.1:1");
            }

            assertThat(client.getHttpClient().isClosed()).isFalse();
        }
    }
}
