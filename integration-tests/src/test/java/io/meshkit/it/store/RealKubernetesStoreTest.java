// SPDX-License-Identifier: Apache-2.0
package io.meshkit.it.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.meshkit.core.internal.kubernetes.Clusters;
import io.meshkit.core.internal.kubernetes.KubernetesStore;
import io.meshkit.core.internal.kubernetes.TimeLimits;
import io.meshkit.document.JsonPointer;
import io.meshkit.resource.ApplyOptions;
import io.meshkit.resource.GroupKind;
import io.meshkit.resource.Resource;
import io.meshkit.resource.ResourceQuery;
import io.meshkit.resource.StoreException;
import io.meshkit.resource.StoreException.Reason;
import io.meshkit.testkit.kubernetes.RealKubernetes;
import io.meshkit.testkit.kubernetes.RealKubernetesExtension;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The Kubernetes store against kube-apiserver. */
@Tag("real")
@ExtendWith(RealKubernetesExtension.class)
class RealKubernetesStoreTest extends KubernetesBehaviour {

    private static KubernetesStore store;
    private static KubernetesStore nobody;
    private static KubernetesStore viewer;

    @BeforeAll
    static void start(RealKubernetes server) {
        store = open(server, RealKubernetes.ADMIN_TOKEN, server.certificateAuthority());
        nobody = open(server, "unknown-token", server.certificateAuthority());
        viewer = open(server, RealKubernetes.VIEWER_TOKEN, server.certificateAuthority());
    }

    @AfterAll
    static void stop() {
        store.close();
        nobody.close();
        viewer.close();
    }

    private static KubernetesStore open(RealKubernetes server, String token, String authority) {
        return Clusters.ofUrl(server.url().toString(), Optional.of(token), Optional.of(authority), TimeLimits.DEFAULT);
    }

    @Override
    KubernetesStore store() {
        return store;
    }

    @Override
    KubernetesStore storeOfNobody() {
        return nobody;
    }

    @Test
    void a_field_that_cannot_change_is_told_from_one_that_is_wrong() {
        store.apply(resource(DEPLOYMENT.replace("name: web,", "name: fixed,")), ApplyOptions.DEFAULT);
        Resource moved = resource(DEPLOYMENT
                .replace("name: web,", "name: fixed,")
                .replace("{app: web}}\n  template", "{app: other}}\n  template")
                .replace("metadata: {labels: {app: web}}", "metadata: {labels: {app: other}}"));

        StoreException e = refused(moved);

        assertThat(e.reason()).isEqualTo(Reason.IMMUTABLE);
        assertThat(e.causes().get(0).pointer()).contains(JsonPointer.of("spec", "selector"));
        assertThat(e).hasMessageContaining("Replace the object");
    }

    @Test
    void who_may_not_is_told_what_to_grant() {
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> viewer.list(ResourceQuery.of(new GroupKind("", "ConfigMap"))))
                .matches(e -> e.reason() == Reason.FORBIDDEN)
                .withMessageContaining("Grant the verb \"list\" on \"configmaps\"");
    }

    @Test
    void an_authority_that_is_not_given_is_told_from_a_server_that_is_away(RealKubernetes server) {
        try (KubernetesStore stranger = Clusters.ofUrl(
                server.url().toString(),
                Optional.of(RealKubernetes.ADMIN_TOKEN),
                Optional.empty(),
                TimeLimits.DEFAULT)) {
            assertThatExceptionOfType(StoreException.class)
                    .isThrownBy(stranger::serverVersion)
                    .matches(e -> e.reason() == Reason.CONNECTION)
                    .withMessageContaining("certificate authority");
        }
    }
}
