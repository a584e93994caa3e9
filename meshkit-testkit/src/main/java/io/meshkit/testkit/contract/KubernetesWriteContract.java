// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * Creating, updating, patching and deleting without server-side apply.
 *
 * @since 0.1.0
 */
public abstract class KubernetesWriteContract extends KubernetesApiContract {

    /** For subclasses. */
    protected KubernetesWriteContract() {}

    @Test
    void a_created_object_has_uid_version_and_time_and_belongs_to_its_maker() {
        ApiAnswer answer = post(configMaps(namespace()), configMap("a", ",\"data\":{\"a\":\"1\"}"));

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.at("/metadata/uid")).isNotEmpty();
        assertThat(answer.at("/metadata/resourceVersion")).isNotEmpty();
        assertThat(answer.at("/metadata/creationTimestamp")).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
        assertThat(answer.at("/metadata/managedFields/0/operation")).isEqualTo("Update");
        assertThat(answer.fieldsOf("contract")).isEqualTo("{\"f:data\":{\".\":{},\"f:a\":{}}}");
    }

    @Test
    void creating_what_is_there_is_refused() {
        String namespace = namespace();
        post(configMaps(namespace), configMap("a", ""));

        ApiAnswer answer = post(configMaps(namespace), configMap("a", ""));

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.at("/reason")).isEqualTo("AlreadyExists");
        assertThat(answer.at("/message")).isEqualTo("configmaps \"a\" already exists");
    }

    @Test
    void a_name_can_be_generated() {
        ApiAnswer answer = post(configMaps(namespace()), """
            {"apiVersion":"v1","kind":"ConfigMap","metadata":{"generateName":"a-"}}\
            """);

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.at("/metadata/name")).matches("a-[a-z0-9]{5}");
    }

    @Test
    void a_name_is_needed() {
        ApiAnswer answer = post(configMaps(namespace()), """
            {"apiVersion":"v1","kind":"ConfigMap","metadata":{}}\
            """);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.causes())
                .containsExactly("FieldValueRequired|metadata.name|Required value: name or generateName is required");
    }

    @Test
    void a_name_has_a_form() {
        ApiAnswer answer = post(configMaps(namespace()), configMap("Not_A_Name", ""));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.at("/message"))
                .startsWith(
                        "ConfigMap \"Not_A_Name\" is invalid: metadata.name: Invalid value: \"Not_A_Name\": a lowercase"
                                + " RFC 1123 subdomain must consist of");
    }

    @Test
    void a_namespace_must_be_there() {
        ApiAnswer answer = post(configMaps("no-such-namespace"), configMap("a", ""));
        ApiAnswer applied = apply(configMaps("no-such-namespace") + "/a", "mgr-a", configMap("a", ""));

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.at("/message")).isEqualTo("namespaces \"no-such-namespace\" not found");
        assertThat(applied.status()).isEqualTo(404);
        assertThat(applied.at("/message")).isEqualTo("namespaces \"no-such-namespace\" not found");
    }

    @Test
    void an_object_with_a_version_cannot_be_created() {
        ApiAnswer answer = post(configMaps(namespace()), """
            {"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a","resourceVersion":"7"}}\
            """);

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.at("/message")).isEqualTo("resourceVersion should not be set on objects to be created");
    }

    @Test
    void a_field_that_no_index_has_cannot_select() {
        ApiAnswer answer = get(configMaps(namespace()) + "?fieldSelector=data.a%3D1");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.at("/message")).startsWith("\"data.a\" is not a known field selector");
    }

    @Test
    void a_dry_run_has_one_form() {
        ApiAnswer answer = post(configMaps(namespace()) + "?dryRun=Some", configMap("a", ""));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.causes())
                .containsExactly(
                        "FieldValueNotSupported|dryRun|Unsupported value: [\"Some\"]: supported values: \"All\"");
    }

    @Test
    void a_dry_run_of_a_creation_has_a_uid_and_no_version_and_writes_nothing() {
        String namespace = namespace();

        ApiAnswer answer = post(configMaps(namespace) + "?dryRun=All", configMap("a", ""));

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.at("/metadata/uid")).isNotEmpty();
        assertThat(answer.at("/metadata/resourceVersion")).isEmpty();
        assertThat(get(configMaps(namespace) + "/a").status()).isEqualTo(404);
    }

    @Test
    void an_unknown_field_of_a_built_in_kind_is_refused_when_strict() {
        ApiAnswer answer =
                post(configMaps(namespace()) + "?fieldValidation=Strict", configMap("a", ",\"datta\":{\"a\":\"1\"}"));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.at("/reason")).isEqualTo("BadRequest");
        assertThat(answer.at("/message")).contains("strict decoding error: unknown field \"datta\"");
    }

    @Test
    void an_unknown_field_of_a_built_in_kind_is_left_out_with_a_warning() {
        ApiAnswer answer = post(configMaps(namespace()), configMap("a", ",\"datta\":{\"a\":\"1\"}"));

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.object().has("datta")).isFalse();
        assertThat(answer.warnings()).containsExactly("299 - \"unknown field \\\"datta\\\"\"");
    }

    @Test
    void a_wrong_type_of_a_built_in_kind_cannot_be_read() {
        ApiAnswer answer = post(configMaps(namespace()), configMap("a", ",\"data\":{\"a\":1}"));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.at("/reason")).isEqualTo("BadRequest");
        assertThat(answer.at("/message"))
                .startsWith("ConfigMap in version \"v1\" cannot be handled as a ConfigMap: json: cannot unmarshal");
    }

    @Test
    void an_update_replaces_and_may_come_without_a_version() {
        String namespace = namespace();
        post(configMaps(namespace), configMap("a", ",\"data\":{\"a\":\"1\"}"));

        ApiAnswer answer = put(configMaps(namespace) + "/a", configMap("a", ",\"data\":{\"b\":\"2\"}"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.at("/data")).doesNotContain("1");
        assertThat(answer.fieldsOf("contract")).isEqualTo("{\"f:data\":{\".\":{},\"f:b\":{}}}");
    }

    @Test
    void an_update_with_an_old_version_is_a_conflict() {
        String namespace = namespace();
        ApiAnswer first = post(configMaps(namespace), configMap("a", ",\"data\":{\"a\":\"1\"}"));
        patch(configMaps(namespace) + "/a", MERGE, "{\"data\":{\"a\":\"2\"}}");

        ApiAnswer answer = put(configMaps(namespace) + "/a", first.body());

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.at("/reason")).isEqualTo("Conflict");
        assertThat(answer.at("/message"))
                .isEqualTo(
                        "Operation cannot be fulfilled on configmaps \"a\": the object has been modified; please apply"
                                + " your changes to the latest version and try again");
    }

    @Test
    void an_update_that_changes_nothing_keeps_the_version() {
        String namespace = namespace();
        ApiAnswer first = post(configMaps(namespace), configMap("a", ",\"data\":{\"a\":\"1\"}"));

        ApiAnswer answer = put(configMaps(namespace) + "/a", first.body());

        assertThat(answer.at("/metadata/resourceVersion")).isEqualTo(first.at("/metadata/resourceVersion"));
    }

    @Test
    void a_merge_patch_changes_adds_and_removes() {
        String namespace = namespace();
        post(configMaps(namespace), configMap("a", ",\"data\":{\"a\":\"1\",\"b\":\"1\"}"));

        ApiAnswer answer =
                patch(configMaps(namespace) + "/a", MERGE, "{\"data\":{\"a\":null,\"b\":\"2\",\"c\":\"3\"}}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.object().find("/data/a")).isEmpty();
        assertThat(answer.at("/data/b")).isEqualTo("2");
        assertThat(answer.at("/data/c")).isEqualTo("3");
    }

    @Test
    void a_json_patch_changes_adds_and_removes() {
        String namespace = namespace();
        post(configMaps(namespace), configMap("a", ",\"data\":{\"a\":\"1\",\"b\":\"1\"}"));

        ApiAnswer answer = patch(configMaps(namespace) + "/a", JSON_PATCH, """
            [{"op":"test","path":"/data/a","value":"1"},{"op":"remove","path":"/data/a"},
            {"op":"replace","path":"/data/b","value":"2"},{"op":"add","path":"/data/c","value":"3"}]\
            """);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.object().find("/data/a")).isEmpty();
        assertThat(answer.at("/data/b")).isEqualTo("2");
        assertThat(answer.at("/data/c")).isEqualTo("3");
    }

    @Test
    void a_json_patch_that_does_not_fit_is_unprocessable() {
        String namespace = namespace();
        post(configMaps(namespace), configMap("a", ""));

        ApiAnswer answer = patch(configMaps(namespace) + "/a", JSON_PATCH, """
            [{"op":"add","path":"/data/c","value":"3"}]\
            """);

        assertThat(answer.status()).isEqualTo(422);
    }

    @Test
    void a_patch_of_an_unknown_kind_is_refused() {
        String namespace = namespace();
        post(configMaps(namespace), configMap("a", ""));

        ApiAnswer answer = patch(configMaps(namespace) + "/a", "application/json", "{}");

        assertThat(answer.status()).isEqualTo(415);
        assertThat(answer.at("/reason")).isEqualTo("UnsupportedMediaType");
    }

    @Test
    void patching_what_is_not_there_is_not_found() {
        ApiAnswer answer = patch(configMaps(namespace()) + "/a", MERGE, "{\"data\":{}}");

        assertThat(answer.status()).isEqualTo(404);
    }

    @Test
    void a_strategic_patch_merges_conditions_of_a_pod_by_type() {
        String namespace = namespace();
        eventually(() -> createPod(namespace), 201, "\"Pod\"");

        ApiAnswer answer = patch("/api/v1/namespaces/" + namespace + "/pods/p/status", STRATEGIC, """
            {"status":{"phase":"Running","podIP":"10.1.2.3","conditions":[{"type":"Ready","status":"True"}]}}\
            """);
        ApiAnswer second = patch("/api/v1/namespaces/" + namespace + "/pods/p/status", STRATEGIC, """
            {"status":{"conditions":[{"type":"Initialized","status":"True"}]}}\
            """);

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(second.at("/status/podIP")).isEqualTo("10.1.2.3");
        assertThat(second.at("/status/conditions")).contains("Ready", "Initialized");
    }

    @Test
    void the_status_is_not_written_by_the_main_path() {
        String path = "/apis/apps/v1/namespaces/" + namespace() + "/statefulsets";
        String set = """
            {"apiVersion":"apps/v1","kind":"StatefulSet","metadata":{"name":"s"},"spec":{"replicas":0,"serviceName":"s",
            "selector":{"matchLabels":{"app":"s"}},"template":{"metadata":{"labels":{"app":"s"}},"spec":{"containers":
            [{"name":"x","image":"x:1"}]}}},"status":{"replicas":7}}\
            """;

        ApiAnswer made = post(path, set);
        ApiAnswer patched = patch(path + "/s", MERGE, "{\"status\":{\"replicas\":9}}");

        assertThat(made.at("/status/replicas")).isNotEqualTo("7");
        assertThat(patched.at("/status/replicas")).isNotEqualTo("9");
    }

    @Test
    void a_change_of_the_spec_counts_the_generation_and_a_label_does_not() {
        String path = "/apis/networking.k8s.io/v1/namespaces/" + namespace() + "/networkpolicies";
        ApiAnswer made = post(path, """
            {"apiVersion":"networking.k8s.io/v1","kind":"NetworkPolicy","metadata":{"name":"n"},
            "spec":{"podSelector":{}}}\
            """);

        ApiAnswer labelled = patch(path + "/n", MERGE, "{\"metadata\":{\"labels\":{\"a\":\"b\"}}}");
        ApiAnswer changed = patch(path + "/n", MERGE, "{\"spec\":{\"podSelector\":{\"matchLabels\":{\"a\":\"b\"}}}}");

        assertThat(made.at("/metadata/generation")).isEqualTo("1");
        assertThat(labelled.at("/metadata/generation")).isEqualTo("1");
        assertThat(changed.at("/metadata/generation")).isEqualTo("2");
    }

    @Test
    void the_selector_of_a_deployment_cannot_change() {
        String path = "/apis/apps/v1/namespaces/" + namespace() + "/deployments/d";
        String deployment = """
            {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"d"},"spec":{"replicas":0,"selector":
            {"matchLabels":{"app":"x"}},"template":{"metadata":{"labels":{"app":"x"}},"spec":{"containers":
            [{"name":"x","image":"x:1"}]}}}}\
            """;
        apply(path, "mgr-a", deployment);

        ApiAnswer answer = apply(path, "mgr-a", deployment.replace("\"app\":\"x\"", "\"app\":\"y\""));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.causes())
                .containsExactly(
                        "FieldValueInvalid|spec.selector|Invalid value: {\"matchLabels\":{\"app\":\"y\"}}: field is"
                                + " immutable");
    }

    @Test
    void little_of_a_stateful_set_can_change() {
        String path = "/apis/apps/v1/namespaces/" + namespace() + "/statefulsets/s";
        String set = """
            {"apiVersion":"apps/v1","kind":"StatefulSet","metadata":{"name":"s"},"spec":{"replicas":0,"serviceName":"a",
            "selector":{"matchLabels":{"app":"x"}},"template":{"metadata":{"labels":{"app":"x"}},"spec":{"containers":
            [{"name":"x","image":"x:1"}]}}}}\
            """;
        apply(path, "mgr-a", set);

        ApiAnswer answer = apply(path, "mgr-a", set.replace("\"a\"", "\"b\""));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.at("/message"))
                .startsWith("StatefulSet.apps \"s\" is invalid: spec: Forbidden: updates to statefulset spec for fields"
                        + " other than");
    }

    @Test
    void the_role_of_a_binding_cannot_change() {
        String path = "/apis/rbac.authorization.k8s.io/v1/namespaces/" + namespace() + "/rolebindings/b";
        String binding = """
            {"apiVersion":"rbac.authorization.k8s.io/v1","kind":"RoleBinding","metadata":{"name":"b"},"roleRef":
            {"apiGroup":"rbac.authorization.k8s.io","kind":"ClusterRole","name":"view"}}\
            """;
        apply(path, "mgr-a", binding);

        ApiAnswer answer = apply(path, "mgr-a", binding.replace("\"view\"", "\"edit\""));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.causes()).hasSize(1);
        assertThat(answer.causes().get(0))
                .startsWith("FieldValueInvalid|roleRef|Invalid value: ")
                .endsWith(": cannot change roleRef");
    }

    @Test
    void data_that_was_set_immutable_cannot_change() {
        String namespace = namespace();
        post(configMaps(namespace), configMap("a", ",\"immutable\":true,\"data\":{\"a\":\"1\"}"));

        ApiAnswer answer = patch(configMaps(namespace) + "/a", MERGE, "{\"data\":{\"a\":\"2\"}}");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.causes())
                .containsExactly("FieldValueForbidden|data|Forbidden: field is immutable when `immutable` is set");
    }

    @Test
    void a_deletion_answers_success_with_the_uid() {
        String namespace = namespace();
        ApiAnswer made = post(configMaps(namespace), configMap("a", ""));

        ApiAnswer answer = delete(configMaps(namespace) + "/a", "");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.at("/status")).isEqualTo("Success");
        assertThat(answer.at("/details/uid")).isEqualTo(made.at("/metadata/uid"));
        assertThat(get(configMaps(namespace) + "/a").status()).isEqualTo(404);
    }

    @Test
    void deleting_what_is_not_there_is_not_found() {
        assertThat(delete(configMaps(namespace()) + "/a", "").status()).isEqualTo(404);
    }

    @Test
    void a_deletion_with_another_uid_is_a_conflict() {
        String namespace = namespace();
        ApiAnswer made = post(configMaps(namespace), configMap("a", ""));

        ApiAnswer answer = delete(configMaps(namespace) + "/a", "{\"preconditions\":{\"uid\":\"other\"}}");

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.at("/message"))
                .isEqualTo(
                        "Operation cannot be fulfilled on ConfigMap \"a\": the UID in the precondition (other) does not"
                                + " match the UID in record (" + made.at("/metadata/uid")
                                + "). The object might have been deleted and then recreated");
    }

    @Test
    void a_deletion_with_an_old_version_is_a_conflict() {
        String namespace = namespace();
        post(configMaps(namespace), configMap("a", ""));

        ApiAnswer answer = delete(configMaps(namespace) + "/a", "{\"preconditions\":{\"resourceVersion\":\"1\"}}");

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.at("/reason")).isEqualTo("Conflict");
    }

    @Test
    void a_dry_run_of_a_deletion_deletes_nothing() {
        String namespace = namespace();
        post(configMaps(namespace), configMap("a", ""));

        ApiAnswer answer = delete(configMaps(namespace) + "/a?dryRun=All", "");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(get(configMaps(namespace) + "/a").status()).isEqualTo(200);
    }

    @Test
    void a_finalizer_holds_an_object_until_it_is_taken_off() {
        String namespace = namespace();
        post(configMaps(namespace), """
            {"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a","finalizers":["x.io/hold"]}}\
            """);

        ApiAnswer deleted = delete(configMaps(namespace) + "/a", "");
        ApiAnswer held = get(configMaps(namespace) + "/a");
        patch(configMaps(namespace) + "/a", MERGE, "{\"metadata\":{\"finalizers\":null}}");

        assertThat(deleted.status()).isEqualTo(200);
        assertThat(deleted.at("/kind")).isEqualTo("ConfigMap");
        assertThat(held.at("/metadata/deletionTimestamp")).isNotEmpty();
        assertThat(held.at("/metadata/deletionGracePeriodSeconds")).isEqualTo("0");
        assertThat(get(configMaps(namespace) + "/a").status()).isEqualTo(404);
    }

    @Test
    void all_objects_of_a_selection_can_be_deleted() {
        String namespace = namespace();
        post(configMaps(namespace), """
            {"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a","labels":{"x":"y"}}}\
            """);
        post(configMaps(namespace), configMap("b", ""));

        ApiAnswer answer = delete(configMaps(namespace) + "?labelSelector=x%3Dy", "");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(get(configMaps(namespace) + "/a").status()).isEqualTo(404);
        assertThat(get(configMaps(namespace) + "/b").status()).isEqualTo(200);
    }

    @Test
    void a_body_with_another_name_than_the_path_is_a_bad_request() {
        String namespace = namespace();
        post(configMaps(namespace), configMap("a", ""));

        ApiAnswer answer = put(configMaps(namespace) + "/a", configMap("b", ""));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.at("/message"))
                .isEqualTo("the name of the object (b) does not match the name on the URL (a)");
    }

    private ApiAnswer createPod(String namespace) {
        return post("/api/v1/namespaces/" + namespace + "/pods", """
            {"apiVersion":"v1","kind":"Pod","metadata":{"name":"p"},"spec":{"containers":[{"name":"x","image":"x:1"}]}}\
            """);
    }
}
