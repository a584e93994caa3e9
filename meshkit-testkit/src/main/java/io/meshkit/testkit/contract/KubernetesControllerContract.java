// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * What controllers do: owner references, and namespaces that end.
 *
 * @since 0.1.0
 */
public abstract class KubernetesControllerContract extends KubernetesApiContract {

    /** For subclasses. */
    protected KubernetesControllerContract() {}

    @Test
    void a_namespace_has_a_service_account_and_a_config_map_and_gets_them_again() {
        String namespace = namespace();
        String accounts = "/api/v1/namespaces/" + namespace + "/serviceaccounts";

        ApiAnswer account = eventually(() -> get(accounts + "/default"), 200, "\"default\"");
        ApiAnswer certificates = eventually(() -> get(configMaps(namespace) + "/kube-root-ca.crt"), 200, "ca.crt");
        delete(accounts + "/default", "");
        delete(configMaps(namespace) + "/kube-root-ca.crt", "");

        assertThat(account.object().find("/metadata/managedFields")).isEmpty();
        assertThat(certificates.fieldsOf("kube-controller-manager"))
                .isEqualTo("{\"f:data\":{\".\":{},\"f:ca.crt\":{}},\"f:metadata\":{\"f:annotations\":{\".\":{},"
                        + "\"f:kubernetes.io/description\":{}}}}");
        eventually(() -> get(accounts + "/default"), 200, "\"default\"");
        eventually(() -> get(configMaps(namespace) + "/kube-root-ca.crt"), 200, "ca.crt");
    }

    @Test
    void an_object_whose_owner_never_was_goes() {
        String namespace = namespace();

        post(configMaps(namespace), """
            {"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"owned","ownerReferences":[{"apiVersion":"v1",
            "kind":"ConfigMap","name":"gone","uid":"11111111-1111-1111-1111-111111111111"}]}}\
            """);

        eventually(() -> get(configMaps(namespace) + "/owned"), 404, "not found");
    }

    @Test
    void with_its_owner_goes_an_object() {
        String namespace = namespace();
        ApiAnswer owner = post(configMaps(namespace), configMap("owner", ""));
        post(configMaps(namespace), owned(owner));

        delete(configMaps(namespace) + "/owner", "{\"propagationPolicy\":\"Background\"}");

        eventually(() -> get(configMaps(namespace) + "/owned"), 404, "not found");
    }

    @Test
    void an_orphan_stays_without_its_owner() {
        String namespace = namespace();
        ApiAnswer owner = post(configMaps(namespace), configMap("owner", ""));
        post(configMaps(namespace), owned(owner));

        delete(configMaps(namespace) + "/owner", "{\"propagationPolicy\":\"Orphan\"}");

        eventually(() -> get(configMaps(namespace) + "/owner"), 404, "not found");
        assertThat(get(configMaps(namespace) + "/owned").object().find("/metadata/ownerReferences"))
                .isEmpty();
    }

    @Test
    void in_the_foreground_an_owner_waits_for_what_it_owns() {
        String namespace = namespace();
        ApiAnswer owner = post(configMaps(namespace), configMap("owner", ""));
        post(
                configMaps(namespace),
                owned(owner).replace("\"name\":\"owned\"", "\"name\":\"owned\",\"finalizers\":[\"x.io/hold\"]"));

        ApiAnswer deleted = delete(configMaps(namespace) + "/owner", "{\"propagationPolicy\":\"Foreground\"}");
        eventually(() -> get(configMaps(namespace) + "/owned"), 200, "deletionTimestamp");
        ApiAnswer waiting = get(configMaps(namespace) + "/owner");
        patch(configMaps(namespace) + "/owned", MERGE, "{\"metadata\":{\"finalizers\":null}}");

        assertThat(deleted.at("/metadata/finalizers")).isEqualTo("[foregroundDeletion]");
        assertThat(waiting.status()).isEqualTo(200);
        eventually(() -> get(configMaps(namespace) + "/owner"), 404, "not found");
    }

    @Test
    void a_namespace_that_ends_takes_nothing_new_and_goes_when_it_is_empty() {
        String namespace = namespace();
        post(configMaps(namespace), """
            {"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a","finalizers":["x.io/hold"]}}\
            """);
        post(configMaps(namespace), configMap("b", ""));

        ApiAnswer deleted = delete("/api/v1/namespaces/" + namespace, "");
        ApiAnswer refused = post(configMaps(namespace), configMap("c", ""));
        eventually(() -> get(configMaps(namespace) + "/b"), 404, "not found");
        ApiAnswer held = get("/api/v1/namespaces/" + namespace);
        patch(configMaps(namespace) + "/a", MERGE, "{\"metadata\":{\"finalizers\":null}}");

        assertThat(deleted.status()).isEqualTo(200);
        assertThat(deleted.at("/status/phase")).isEqualTo("Terminating");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.at("/message"))
                .isEqualTo("configmaps \"c\" is forbidden: unable to create new content in namespace " + namespace
                        + " because it is being terminated");
        assertThat(refused.causes())
                .containsExactly(
                        "NamespaceTerminating|metadata.namespace|namespace " + namespace + " is being terminated");
        assertThat(held.at("/status/phase")).isEqualTo("Terminating");
        eventually(() -> get("/api/v1/namespaces/" + namespace), 404, "not found");
    }

    private static String owned(ApiAnswer owner) {
        return """
            {"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"owned","ownerReferences":[{"apiVersion":"v1",
            "kind":"ConfigMap","name":"owner","uid":"%s","blockOwnerDeletion":true}]}}\
            """.formatted(owner.at("/metadata/uid"));
    }
}
