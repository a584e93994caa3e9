// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.mesh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class LocalMeshOptionsTest {

    @Test
    void instances_of_one_version_get_names_of_their_own() {
        LocalMeshOptions options = LocalMeshOptions.builder()
                .service("api", "v1")
                .service("api", "v1")
                .service("web")
                .remoteService("api", "v1")
                .build();

        assertThat(options.instances()).extracting(EchoRole::instance).containsExactly("api-v1", "api-v1-2", "web");
        assertThat(options.remoteInstances()).extracting(EchoRole::instance).containsExactly("api-v1-dc2");
        assertThat(options.services()).containsExactly("api", "web");
    }

    @Test
    void names_that_are_no_dns_labels_are_refused() {
        assertThatThrownBy(() -> LocalMeshOptions.builder().service("Web")).hasMessageContaining("DNS labels");
        assertThatThrownBy(() -> LocalMeshOptions.builder().service("web", "v_1"))
                .hasMessageContaining("v_1");
    }

    @Test
    void an_ingress_to_a_service_that_is_not_there_is_refused() {
        assertThatThrownBy(() ->
                        LocalMeshOptions.builder().service("web").ingress("wbe").build())
                .hasMessageContaining("leads to wbe");
    }
}
