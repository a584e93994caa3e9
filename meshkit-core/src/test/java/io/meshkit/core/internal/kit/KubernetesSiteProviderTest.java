// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.meshkit.MeshKit;
import io.meshkit.MeshKitException;
import io.meshkit.mesh.Site;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KubernetesSiteProviderTest {

    private static final String KUBECONFIG = """
        apiVersion: v1
        kind: Config
        clusters:
        - name: here
          cluster: { server: "http://127.0.0.1:1" }
        users:
        - name: me
          user: { token: not-a-secret }
        contexts:
        - name: first
          context: { cluster: here, user: me }
        - name: second
          context: { cluster: here, user: me, namespace: shop }
        current-context: first
        """;

    private final MeshKit kit = MeshKit.offline();

    @AfterEach
    void close() {
        kit.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "k8s://prod",
                "k8s:/prod",
                "k8s:?kubeconfig=a",
                "k8s:.?",
                "k8s:.?kubeconfig",
                "k8s:.?kubeconfig=",
                "k8s:.?context=prod",
                "k8s:%20",
                "k8s:.?kubeconfig=a%00b"
            })
    void a_malformed_address_is_refused_with_the_forms_there_are(String address) {
        MeshKitException refused = refused(() -> kit.open(URI.create(address)));

        assertThat(refused.code()).isEqualTo(KitCodes.SITE_ADDRESS);
        assertThat(refused).hasMessageContaining(address).hasMessageContaining("?kubeconfig=PATH");
    }

    @Test
    void the_current_context_of_a_file_is_opened_without_asking_the_cluster(@TempDir Path folder) throws IOException {
        Site site = kit.open(address(".", write(folder, KUBECONFIG)));

        assertThat(site.id()).hasToString("kubernetes:first");
        assertThat(kit.sites()).containsExactly(site);
    }

    @Test
    void another_context_is_chosen_by_its_name(@TempDir Path folder) throws IOException {
        Site site = kit.open(address("second", write(folder, KUBECONFIG)));

        assertThat(site.id()).hasToString("kubernetes:second");
    }

    @Test
    void a_context_that_the_file_has_not_is_refused_by_name(@TempDir Path folder) throws IOException {
        Path file = write(folder, KUBECONFIG);

        MeshKitException refused = refused(() -> kit.open(address("third", file)));

        assertThat(refused).hasMessageContaining("third");
        assertThat(kit.sites()).isEmpty();
    }

    @Test
    void a_missing_kubeconfig_is_named(@TempDir Path folder) {
        Path missing = folder.resolve("nothing-here");

        MeshKitException refused = refused(() -> kit.open(address(".", missing)));

        assertThat(refused).hasMessageContaining("there is no kubeconfig " + missing);
        assertThat(kit.sites()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "apiVersion: [", "just text", "- a\n- b\n"})
    void a_file_that_is_no_kubeconfig_is_refused(String content, @TempDir Path folder) throws IOException {
        Path file = write(folder, content);

        MeshKitException refused = refused(() -> kit.open(address(".", file)));

        assertThat(refused).hasMessageContaining("kubeconfig");
    }

    private static Path write(Path folder, String content) throws IOException {
        return Files.writeString(folder.resolve("kubeconfig.yaml"), content);
    }

    private static URI address(String name, Path kubeconfig) {
        return URI.create("k8s:" + name + "?kubeconfig=" + kubeconfig);
    }

    private static MeshKitException refused(ThrowingCallable call) {
        return catchThrowableOfType(MeshKitException.class, call);
    }
}
