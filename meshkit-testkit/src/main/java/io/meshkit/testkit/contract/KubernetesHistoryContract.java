// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What a server says that has forgotten the version that a list, a page or a watch asks for.
 *
 * @since 0.1.0
 */
public abstract class KubernetesHistoryContract extends KubernetesApiContract {

    /** For subclasses. */
    protected KubernetesHistoryContract() {}

    /** Makes the server forget all versions before now, at once or within {@code 20} seconds. */
    protected abstract void forgetHistory();

    @Test
    void a_list_of_a_forgotten_version_is_gone() {
        String secrets = "/api/v1/namespaces/" + namespace() + "/secrets";
        String version = get(secrets).at("/metadata/resourceVersion");
        post(secrets, secret("a"));

        forgetHistory();

        ApiAnswer answer = eventually(
                () -> get(secrets + "?resourceVersionMatch=Exact&resourceVersion=" + version), 410, "Expired");
        assertThat(answer.at("/reason")).isEqualTo("Expired");
        assertThat(answer.at("/message")).isEqualTo("The resourceVersion for the provided list is too old.");
    }

    @Test
    void a_page_of_a_forgotten_version_is_gone_with_a_token_for_those_who_do_not_mind() {
        String secrets = "/api/v1/namespaces/" + namespace() + "/secrets";
        Stream.of("a", "b", "c").forEach(name -> post(secrets, secret(name)));
        String token = get(secrets + "?limit=1").at("/metadata/continue");
        post(secrets, secret("d"));

        forgetHistory();

        ApiAnswer answer = eventually(() -> get(secrets + "?limit=1&continue=" + token), 410, "Expired");
        assertThat(answer.at("/message")).startsWith("The provided continue parameter is too old to display a");
        ApiAnswer rest = get(secrets + "?limit=5&continue=" + answer.at("/metadata/continue"));
        assertThat(rest.status()).as(rest.body()).isEqualTo(200);
        assertThat(rest.at("/items/0/metadata/name")).isEqualTo("b");
        assertThat(rest.at("/items/2/metadata/name")).isEqualTo("d");
    }

    @Test
    void a_watch_of_a_forgotten_version_is_told_so_in_a_line_under_status_200() {
        String group = unique("h") + ".example.com";
        post("/apis/apiextensions.k8s.io/v1/customresourcedefinitions", """
            {"apiVersion":"apiextensions.k8s.io/v1","kind":"CustomResourceDefinition","metadata":{"name":"things.%1$s"},
            "spec":{"group":"%1$s","scope":"Namespaced","names":{"plural":"things","kind":"Thing"},"versions":[{"name":"v1",
            "served":true,"storage":true,"schema":{"openAPIV3Schema":{"type":"object"}}}]}}\
            """.formatted(group));
        forgetHistory();

        ApiAnswer answer = eventually(
                () -> get("/apis/" + group + "/v1/things?watch=true&timeoutSeconds=1&resourceVersion=1"), 200, "ERROR");

        assertThat(answer.at("/type")).isEqualTo("ERROR");
        assertThat(answer.at("/object/code")).isEqualTo("410");
        assertThat(answer.at("/object/reason")).isEqualTo("Expired");
        assertThat(answer.at("/object/message")).startsWith("too old resource version: 1 (");
    }

    @Test
    void a_version_that_is_not_reached_yet_is_a_timeout_to_try_again() {
        ApiAnswer answer = get(configMaps(namespace()) + "?resourceVersion=99999999");

        assertThat(answer.status()).isEqualTo(504);
        assertThat(answer.at("/reason")).isEqualTo("Timeout");
        assertThat(answer.at("/message")).startsWith("Timeout: Too large resource version: 99999999, current: ");
        assertThat(answer.at("/details/retryAfterSeconds")).isEqualTo("1");
    }

    private static String secret(String name) {
        return "{\"metadata\":{\"name\":\"" + name + "\"}}";
    }
}
