// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Server-side apply: creation, ownership, conflicts, force, removal of fields.
 *
 * @since 0.1.0
 */
public abstract class KubernetesApplyContract extends KubernetesApiContract {

    /** For subclasses. */
    protected KubernetesApplyContract() {}

    @Test
    void applying_creates_with_201_and_applying_again_answers_200_and_changes_nothing() {
        String path = configMaps(namespace()) + "/a";

        ApiAnswer first = apply(path, "mgr-a", configMap("a", ",\"data\":{\"a\":\"1\"}"));
        ApiAnswer second = apply(path, "mgr-a", configMap("a", ",\"data\":{\"a\":\"1\"}"));

        assertThat(first.status()).isEqualTo(201);
        assertThat(first.fieldsOf("mgr-a")).isEqualTo("{\"f:data\":{\"f:a\":{}}}");
        assertThat(first.at("/metadata/managedFields/0/operation")).isEqualTo("Apply");
        assertThat(second.status()).isEqualTo(200);
        assertThat(second.object()).isEqualTo(first.object());
    }

    @Test
    void bytes_that_are_no_base64_are_refused_in_the_words_of_each_way_to_write() {
        String secrets = "/api/v1/namespaces/" + namespace() + "/secrets";
        Map<String, Integer> offsets = new TreeMap<>(Map.of(
                "not base64!!", 3, "!!", 0, "abc", 0, "YWJj=", 4, "YQ=", 3, "Y===", 1, "YQ==x", 4, "YWJj\\nYW", 5));
        offsets.forEach((text, offset) -> {
            String body = "{\"apiVersion\":\"v1\",\"kind\":\"Secret\",\"metadata\":{\"name\":\"a\"},\"data\":{\"k\":\""
                    + text + "\"}}";

            ApiAnswer applied = apply(secrets + "/a", "mgr-a", body);
            ApiAnswer posted = post(secrets, body);

            assertThat(applied.status()).as(text).isEqualTo(500);
            assertThat(applied.at("/reason")).isEmpty();
            assertThat(applied.at("/message"))
                    .as(text)
                    .startsWith("failed to convert new object (")
                    .endsWith("/a; /v1, Kind=Secret) to proper version: unable to convert unstructured object to /v1,"
                            + " Kind=Secret: error decoding from json: illegal base64 data at input byte " + offset);
            assertThat(posted.status()).as(text).isEqualTo(400);
            assertThat(posted.at("/message"))
                    .isEqualTo(
                            "Secret in version \"v1\" cannot be handled as a Secret: illegal base64 data at input byte "
                                    + offset);
        });
        ApiAnswer sound = apply(
                secrets + "/a",
                "mgr-a",
                "{\"apiVersion\":\"v1\",\"kind\":\"Secret\",\"metadata\":{\"name\":\"a\"},\"data\":{\"k\":\"YWJj\\n"
                        + "YQ==\"}}");
        assertThat(sound.status()).isEqualTo(201);
    }

    @Test
    void the_first_apply_on_an_object_without_managed_fields_takes_nothing_away() {
        String path = configMaps(namespace());
        post(path, configMap("a", ",\"data\":{\"a\":\"1\"}"));
        ApiAnswer bare = patch(path + "/a", "application/merge-patch+json", "{\"metadata\":{\"managedFields\":[{}]}}");

        ApiAnswer first = apply(path + "/a", "mgr-a", configMap("a", ",\"data\":{\"b\":\"1\"}"));
        ApiAnswer released = apply(path + "/a", "mgr-a", configMap("a", ""));

        assertThat(bare.status()).isEqualTo(200);
        assertThat(bare.body()).doesNotContain("managedFields");
        assertThat(first.fieldsOf("before-first-apply")).isEqualTo("{\"f:data\":{\".\":{},\"f:a\":{}}}");
        assertThat(released.at("/data")).isEqualTo("{a: 1}");
    }

    @Test
    void the_label_with_the_name_of_a_namespace_comes_back_at_every_write() {
        String path = "/api/v1/namespaces/" + namespace();
        String name = path.substring(path.lastIndexOf('/') + 1);
        String config = "{\"apiVersion\":\"v1\",\"kind\":\"Namespace\",\"metadata\":{\"name\":\"" + name + "\"%s}}";

        ApiAnswer patched = patch(path, "application/merge-patch+json", "{\"metadata\":{\"labels\":null}}");
        apply(path, "mgr-a", config.formatted(",\"labels\":{\"a\":\"b\"}"));
        ApiAnswer released = apply(path, "mgr-a", config.formatted(""));

        String label = "{kubernetes.io/metadata.name: " + name + "}";
        assertThat(patched.at("/metadata/labels")).isEqualTo(label);
        assertThat(released.at("/metadata/labels")).isEqualTo(label);
    }

    @Test
    void applying_without_a_field_manager_is_invalid() {
        ApiAnswer answer = patch(configMaps(namespace()) + "/a", APPLY, configMap("a", ""));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.at("/reason")).isEqualTo("Invalid");
        assertThat(answer.at("/message"))
                .isEqualTo(
                        "PatchOptions.meta.k8s.io \"\" is invalid: fieldManager: Required value: is required for apply"
                                + " patch");
        assertThat(answer.causes())
                .containsExactly("FieldValueRequired|fieldManager|Required value: is required for apply patch");
    }

    @Test
    void a_field_of_another_manager_is_a_conflict_that_names_both() {
        String path = configMaps(namespace()) + "/a";
        apply(path, "mgr-a", configMap("a", ",\"data\":{\"a\":\"1\"}"));

        ApiAnswer answer = apply(path, "mgr-b", configMap("a", ",\"data\":{\"a\":\"2\"}"));

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.at("/reason")).isEqualTo("Conflict");
        assertThat(answer.at("/message")).isEqualTo("Apply failed with 1 conflict: conflict with \"mgr-a\": .data.a");
        assertThat(answer.causes()).containsExactly("FieldManagerConflict|.data.a|conflict with \"mgr-a\"");
    }

    @Test
    void several_conflicts_are_listed_by_manager() {
        String path = configMaps(namespace()) + "/a";
        apply(path, "mgr-a", configMap("a", ",\"data\":{\"a\":\"1\",\"b\":\"1\"}"));

        ApiAnswer answer = apply(path, "mgr-b", configMap("a", ",\"data\":{\"a\":\"2\",\"b\":\"2\"}"));

        assertThat(answer.at("/message"))
                .isEqualTo("Apply failed with 2 conflicts: conflicts with \"mgr-a\":\n- .data.a\n- .data.b");
        assertThat(answer.causes()).hasSize(2);
    }

    @Test
    void a_conflict_with_an_update_names_its_version() {
        String namespace = namespace();
        post(configMaps(namespace) + "?fieldManager=maker", configMap("a", ",\"data\":{\"a\":\"1\"}"));

        ApiAnswer answer = apply(configMaps(namespace) + "/a", "mgr-b", configMap("a", ",\"data\":{\"a\":\"2\"}"));

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.at("/message"))
                .startsWith("Apply failed with 1 conflict: conflict with \"maker\" using v1")
                .endsWith(": .data.a");
    }

    @Test
    void force_takes_the_field_and_the_ownership() {
        String path = configMaps(namespace()) + "/a";
        apply(path, "mgr-a", configMap("a", ",\"data\":{\"a\":\"1\"}"));

        ApiAnswer answer = apply(path + "?force=true", "mgr-b", configMap("a", ",\"data\":{\"a\":\"2\"}"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.at("/data/a")).isEqualTo("2");
        assertThat(answer.fieldsOf("mgr-a")).isEmpty();
        assertThat(answer.fieldsOf("mgr-b")).isEqualTo("{\"f:data\":{\"f:a\":{}}}");
    }

    @Test
    void the_same_value_is_owned_by_both_and_stays_until_neither_applies_it() {
        String path = configMaps(namespace()) + "/a";
        apply(path, "mgr-a", configMap("a", ",\"data\":{\"a\":\"1\"}"));
        ApiAnswer shared = apply(path, "mgr-b", configMap("a", ",\"data\":{\"a\":\"1\"}"));

        ApiAnswer left = apply(path, "mgr-a", configMap("a", ""));
        ApiAnswer gone = apply(path, "mgr-b", configMap("a", ""));

        assertThat(shared.fieldsOf("mgr-a")).isEqualTo(shared.fieldsOf("mgr-b")).isNotEmpty();
        assertThat(left.at("/data/a")).isEqualTo("1");
        assertThat(left.fieldsOf("mgr-a")).isEmpty();
        assertThat(gone.object().has("data")).isFalse();
    }

    @Test
    void a_field_that_is_applied_no_more_is_removed_and_fields_of_others_stay() {
        String path = configMaps(namespace()) + "/a";
        apply(path, "mgr-a", configMap("a", ",\"data\":{\"a\":\"1\",\"b\":\"1\"}"));
        patch(path + "?fieldManager=hand", MERGE, "{\"data\":{\"c\":\"by hand\"}}");

        ApiAnswer answer = apply(path, "mgr-a", configMap("a", ",\"data\":{\"a\":\"1\"}"));

        assertThat(answer.object().find("/data/b")).isEmpty();
        assertThat(answer.at("/data/c")).isEqualTo("by hand");
        assertThat(answer.fieldsOf("hand")).isEqualTo("{\"f:data\":{\"f:c\":{}}}");
    }

    @Test
    void containers_and_ports_are_merged_by_their_keys() {
        String path = "/apis/apps/v1/namespaces/" + namespace() + "/deployments/d";
        apply(path, "mgr-a", deployment("{\"name\":\"x\",\"image\":\"x:1\",\"ports\":[{\"containerPort\":80}]}"));

        ApiAnswer answer = apply(
                path,
                "mgr-b",
                deployment(
                        "{\"name\":\"y\",\"image\":\"y:1\"},{\"name\":\"x\",\"env\":[{\"name\":\"A\",\"value\":\"1\"}]}"));

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.fieldsOf("mgr-a"))
                .contains("k:{\\\"name\\\":\\\"x\\\"}", "k:{\\\"containerPort\\\":80,\\\"protocol\\\":\\\"TCP\\\"}");
        assertThat(answer.at("/spec/template/spec/containers")).contains("x:1", "y:1");
        assertThat(answer.fieldsOf("mgr-b"))
                .contains("\"f:env\":{\"k:{\\\"name\\\":\\\"A\\\"}\":{\".\":{},\"f:name\":{},\"f:value\":{}}}");
    }

    @Test
    void a_conflict_in_a_list_names_the_item_by_its_key() {
        String path = "/apis/apps/v1/namespaces/" + namespace() + "/deployments/d";
        apply(path, "mgr-a", deployment("{\"name\":\"x\",\"image\":\"x:1\"}"));

        ApiAnswer answer = apply(path, "mgr-b", deployment("{\"name\":\"x\",\"image\":\"x:2\"}"));

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.causes())
                .containsExactly("FieldManagerConflict|.spec.template.spec.containers[name=\"x\"].image|conflict with"
                        + " \"mgr-a\"");
    }

    @Test
    void an_item_that_is_applied_no_more_is_removed() {
        String path = "/apis/apps/v1/namespaces/" + namespace() + "/deployments/d";
        apply(path, "mgr-a", deployment("{\"name\":\"x\",\"image\":\"x:1\"},{\"name\":\"y\",\"image\":\"y:1\"}"));

        ApiAnswer answer = apply(path, "mgr-a", deployment("{\"name\":\"x\",\"image\":\"x:1\"}"));

        assertThat(answer.at("/spec/template/spec/containers")).contains("x:1").doesNotContain("y:1");
    }

    @Test
    void finalizers_are_a_set() {
        String path = configMaps(namespace()) + "/a";
        String first =
                "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"a\",\"finalizers\":[\"x.io/a\"]}}";
        apply(path, "mgr-a", first);

        ApiAnswer answer = apply(path, "mgr-b", first.replace("x.io/a", "x.io/b"));

        assertThat(answer.at("/metadata/finalizers")).isEqualTo("[x.io/a, x.io/b]");
        assertThat(answer.fieldsOf("mgr-b")).isEqualTo("{\"f:metadata\":{\"f:finalizers\":{\"v:\\\"x.io/b\\\"\":{}}}}");
    }

    @Test
    void an_expected_version_that_is_old_is_a_conflict() {
        String path = configMaps(namespace()) + "/a";
        ApiAnswer first = apply(path, "mgr-a", configMap("a", ",\"data\":{\"a\":\"1\"}"));
        apply(path, "mgr-a", configMap("a", ",\"data\":{\"a\":\"2\"}"));

        ApiAnswer answer = apply(path, "mgr-a", """
            {"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a","resourceVersion":"%s"},"data":{"a":"3"}}\
            """.formatted(first.at("/metadata/resourceVersion")));

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.at("/message")).contains("the object has been modified");
    }

    @Test
    void an_expected_uid_that_is_another_is_immutable() {
        String path = configMaps(namespace()) + "/a";
        apply(path, "mgr-a", configMap("a", ",\"data\":{\"a\":\"1\"}"));

        ApiAnswer answer = apply(path, "mgr-a", """
            {"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a","uid":"other"},"data":{"a":"3"}}\
            """);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.causes())
                .contains("FieldValueInvalid|metadata.uid|Invalid value: \"other\": field is immutable");
    }

    @Test
    void an_expected_uid_of_what_is_not_there_is_a_conflict() {
        ApiAnswer answer = apply(configMaps(namespace()) + "/a", "mgr-a", """
            {"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a","uid":"other"},"data":{"a":"3"}}\
            """);

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.at("/message"))
                .isEqualTo(
                        "Operation cannot be fulfilled on configmaps \"a\": uid mismatch: the provided object specified"
                                + " uid other, and no existing object was found");
    }

    @Test
    void a_wrong_type_of_a_built_in_kind_is_500_without_reason() {
        ApiAnswer answer = apply(configMaps(namespace()) + "/a", "mgr-a", configMap("a", ",\"data\":{\"a\":[]}"));

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.at("/reason")).isEmpty();
        assertThat(answer.at("/message"))
                .startsWith("failed to create typed patch object (")
                .contains(".data.a: expected string, got ");
    }

    @Test
    void an_unknown_field_of_a_built_in_kind_is_500_without_reason() {
        ApiAnswer answer = apply(configMaps(namespace()) + "/a", "mgr-a", configMap("a", ",\"datta\":{\"a\":\"1\"}"));

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.at("/reason")).isEmpty();
        assertThat(answer.at("/message"))
                .isEqualTo(
                        "failed to create typed patch object (/a; /v1, Kind=ConfigMap): .datta: field not declared in"
                                + " schema");
    }

    @Test
    void managed_fields_cannot_be_applied() {
        ApiAnswer answer = apply(configMaps(namespace()) + "/a", "mgr-a", """
            {"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a","managedFields":[{"manager":"x"}]}}\
            """);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.at("/message")).contains("metadata.managedFields must be nil");
    }

    @Test
    void yaml_can_be_applied() {
        ApiAnswer answer = apply(configMaps(namespace()) + "/a", "mgr-a", """
            apiVersion: v1
            kind: ConfigMap
            metadata:
              name: a
            data:
              a: "1"
            """);

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.at("/data/a")).isEqualTo("1");
    }

    @Test
    void a_dry_run_of_an_apply_shows_the_result_and_writes_nothing() {
        String path = configMaps(namespace()) + "/a";
        ApiAnswer before = apply(path, "mgr-a", configMap("a", ",\"data\":{\"a\":\"1\"}"));

        ApiAnswer answer = apply(path + "?dryRun=All", "mgr-a", configMap("a", ",\"data\":{\"a\":\"2\"}"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.at("/data/a")).isEqualTo("2");
        assertThat(get(path).object()).isEqualTo(before.object());
    }

    private static String deployment(String containers) {
        return """
            {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"d"},"spec":{"selector":{"matchLabels":{"app":"d"}},
            "template":{"metadata":{"labels":{"app":"d"}},"spec":{"containers":[%s]}}}}\
            """.formatted(containers);
    }
}
