// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * Custom kinds: how a CRD comes to be served, and what its schema does to objects.
 *
 * @since 0.1.0
 */
public abstract class KubernetesCustomKindContract extends KubernetesApiContract {

    private static final String CRD = """
        {"apiVersion":"apiextensions.k8s.io/v1","kind":"CustomResourceDefinition","metadata":{"name":"widgets.GROUP"},
        "spec":{"group":"GROUP","scope":"Namespaced","names":{"plural":"widgets","kind":"Widget","shortNames":["wd"]},
        "versions":[{"name":"v1","served":true,"storage":true,"subresources":{"status":{}},"schema":{"openAPIV3Schema":
        {"type":"object","required":["spec"],"properties":{"spec":{"type":"object","required":["size"],EXTRA"properties":{
        "size":{"type":"integer","minimum":1,"maximum":10},"colour":{"type":"string","enum":["red","green"],"default":"red"},
        "weight":{"type":"number"},"tags":{"type":"array","x-kubernetes-list-type":"set","items":{"type":"string"}},
        "parts":{"type":"array","x-kubernetes-list-type":"map","x-kubernetes-list-map-keys":["name"],"items":{"type":"object",
        "required":["name"],"properties":{"name":{"type":"string"},"count":{"type":"integer"}}}},
        "free":{"type":"object","x-kubernetes-preserve-unknown-fields":true},
        "http":{"type":"array","items":{"type":"object","properties":{"weight":{"type":"integer"}}}}}},
        "status":{"type":"object","properties":{"phase":{"type":"string"}}}}}}},
        {"name":"v1beta1","served":true,"storage":false,"schema":{"openAPIV3Schema":{"type":"object",
        "x-kubernetes-preserve-unknown-fields":true}}}]}}\
        """;

    /** For subclasses. */
    protected KubernetesCustomKindContract() {}

    private String group() {
        return group("");
    }

    private String group(String extra) {
        String group = unique("g") + ".example.com";
        ApiAnswer made = apply(
                "/apis/apiextensions.k8s.io/v1/customresourcedefinitions/widgets." + group,
                "mgr-a",
                CRD.replace("GROUP", group).replace("EXTRA", extra));
        assertThat(made.status()).as(made.body()).isEqualTo(201);
        eventually(() -> get("/apis/" + group + "/v1"), 200, "\"widgets\"");
        return group;
    }

    private static String widgets(String group, String namespace) {
        return "/apis/" + group + "/v1/namespaces/" + namespace + "/widgets";
    }

    private static String widget(String group, String spec) {
        return """
            {"apiVersion":"%s/v1","kind":"Widget","metadata":{"name":"w"},"spec":%s}\
            """.formatted(group, spec);
    }

    @Test
    void a_crd_becomes_established_and_is_served_in_all_versions() {
        String group = group();

        ApiAnswer crd = eventually(
                () -> get("/apis/apiextensions.k8s.io/v1/customresourcedefinitions/widgets." + group),
                200,
                "Established");

        assertThat(crd.at("/status/storedVersions")).isEqualTo("[v1]");
        assertThat(crd.at("/status/acceptedNames/listKind")).isEqualTo("WidgetList");
        ApiAnswer served = eventually(() -> get("/apis/" + group), 200, "v1beta1");
        assertThat(served.at("/preferredVersion/version")).isEqualTo("v1");
        assertThat(get("/apis/" + group + "/v1").body()).contains("\"widgets/status\"", "\"wd\"");
    }

    @Test
    void defaults_are_filled_in_and_belong_to_nobody_who_applies() {
        String group = group();

        ApiAnswer answer = apply(widgets(group, namespace()) + "/w", "mgr-a", widget(group, "{\"size\":1}"));

        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        assertThat(answer.at("/spec/colour")).isEqualTo("red");
        assertThat(answer.at("/metadata/generation")).isEqualTo("1");
        assertThat(answer.fieldsOf("mgr-a")).isEqualTo("{\"f:spec\":{\"f:size\":{}}}");
    }

    @Test
    void applying_a_wrong_type_is_500_without_reason() {
        String group = group();

        ApiAnswer answer =
                apply(widgets(group, namespace()) + "/w", "mgr-a", widget(group, "{\"size\":1,\"weight\":\"heavy\"}"));

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.object().has("reason")).isFalse();
        assertThat(answer.at("/message"))
                .isEqualTo("failed to create typed patch object (/w; " + group
                        + "/v1, Kind=Widget): .spec.weight: expected numeric (int or float), got string");
    }

    @Test
    void applying_an_undeclared_field_is_500_without_reason_even_when_strict() {
        String group = group();
        String path = widgets(group, namespace()) + "/w";

        ApiAnswer answer = apply(path, "mgr-a", widget(group, "{\"size\":1,\"zzz\":1}"));
        ApiAnswer strict = apply(path + "?fieldValidation=Strict", "mgr-a", widget(group, "{\"size\":1,\"zzz\":1}"));

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.object().has("reason")).isFalse();
        assertThat(answer.at("/message")).endsWith(": .spec.zzz: field not declared in schema");
        assertThat(strict.status()).isEqualTo(500);
    }

    @Test
    void creating_with_a_wrong_type_is_invalid_and_names_the_field() {
        String group = group();

        ApiAnswer answer =
                post(widgets(group, namespace()), widget(group, "{\"size\":1,\"http\":[{\"weight\":\"ninety\"}]}"));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.at("/reason")).isEqualTo("Invalid");
        assertThat(answer.causes())
                .contains("FieldValueTypeInvalid|spec.http[0].weight|Invalid value: \"string\": spec.http[0].weight in"
                        + " body must be of type integer: \"string\"");
    }

    @Test
    void creating_with_an_undeclared_field_prunes_it_and_warns() {
        String group = group();
        String namespace = namespace();
        String body = widget(group, "{\"size\":1,\"http\":[{\"ruote\":1}]}");

        ApiAnswer warned = post(widgets(group, namespace), body);

        assertThat(warned.status()).isEqualTo(201);
        assertThat(warned.object().find("/spec/http/0/ruote")).isEmpty();
        assertThat(warned.warnings()).containsExactly("299 - \"unknown field \\\"spec.http[0].ruote\\\"\"");
    }

    @Test
    void creating_with_an_undeclared_field_is_refused_when_strict_and_silent_when_ignored() {
        String group = group();
        String namespace = namespace();
        String body = widget(group, "{\"size\":1,\"zzz\":1}");

        ApiAnswer strict = post(widgets(group, namespace) + "?fieldValidation=Strict", body);
        ApiAnswer ignored = post(widgets(group, namespace) + "?fieldValidation=Ignore", body);

        assertThat(strict.status()).isEqualTo(400);
        assertThat(strict.at("/message")).contains("strict decoding error: unknown field \"spec.zzz\"");
        assertThat(ignored.status()).isEqualTo(201);
        assertThat(ignored.warnings()).isEmpty();
        assertThat(ignored.object().find("/spec/zzz")).isEmpty();
    }

    @Test
    void all_complaints_of_a_schema_come_at_once() {
        String group = group();

        ApiAnswer answer = post(widgets(group, namespace()), widget(group, "{\"size\":11,\"colour\":\"blue\"}"));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.causes())
                .contains(
                        "FieldValueInvalid|spec.size|Invalid value: 11: spec.size in body should be less than or equal"
                                + " to 10",
                        "FieldValueNotSupported|spec.colour|Unsupported value: \"blue\": supported values: \"red\","
                                + " \"green\"");
    }

    @Test
    void a_missing_field_is_required() {
        String group = group();

        ApiAnswer answer = post(widgets(group, namespace()), widget(group, "{}"));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.causes()).contains("FieldValueRequired|spec.size|Required value");
    }

    @Test
    void applying_what_breaks_the_schema_but_not_its_types_is_invalid() {
        String group = group();

        ApiAnswer answer = apply(widgets(group, namespace()) + "/w", "mgr-a", widget(group, "{\"size\":11}"));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.causes())
                .contains(
                        "FieldValueInvalid|spec.size|Invalid value: 11: spec.size in body should be less than or equal"
                                + " to 10");
    }

    @Test
    void lists_are_merged_as_the_schema_says() {
        String group = group();
        String path = widgets(group, namespace()) + "/w";
        apply(
                path,
                "mgr-a",
                widget(
                        group,
                        "{\"size\":1,\"tags\":[\"a\"],\"parts\":[{\"name\":\"x\",\"count\":1}],\"http\":[{\"weight\":1}]}"));

        ApiAnswer answer = apply(path, "mgr-b", """
            {"apiVersion":"%s/v1","kind":"Widget","metadata":{"name":"w"},
            "spec":{"tags":["b"],"parts":[{"name":"y"}]}}\
            """.formatted(group));

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.at("/spec/tags")).isEqualTo("[a, b]");
        assertThat(answer.fieldsOf("mgr-b"))
                .isEqualTo("{\"f:spec\":{\"f:parts\":{\"k:{\\\"name\\\":\\\"y\\\"}\":{\".\":{},\"f:name\":{}}},"
                        + "\"f:tags\":{\"v:\\\"b\\\"\":{}}}}");
        assertThat(answer.fieldsOf("mgr-a")).contains("\"f:http\":{}");
    }

    @Test
    void unknown_fields_are_kept_where_the_schema_says_so() {
        String group = group();

        ApiAnswer answer =
                post(widgets(group, namespace()), widget(group, "{\"size\":1,\"free\":{\"any\":{\"thing\":[1]}}}"));

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.at("/spec/free/any/thing/0")).isEqualTo("1");
        assertThat(answer.warnings()).isEmpty();
    }

    @Test
    void an_update_needs_a_version() {
        String group = group();
        String namespace = namespace();
        post(widgets(group, namespace), widget(group, "{\"size\":1}"));

        ApiAnswer answer = put(widgets(group, namespace) + "/w", widget(group, "{\"size\":2}"));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.causes())
                .containsExactly("FieldValueInvalid|metadata.resourceVersion|Invalid value: 0: must be specified for an"
                        + " update");
    }

    @Test
    void the_status_is_a_thing_of_its_own() {
        String group = group();
        String path = widgets(group, namespace()) + "/w";
        apply(path, "mgr-a", widget(group, "{\"size\":1}"));

        ApiAnswer ignored = patch(path, MERGE, "{\"status\":{\"phase\":\"main\"}}");
        ApiAnswer written = apply(path + "/status", "mgr-b", """
            {"apiVersion":"%s/v1","kind":"Widget","metadata":{"name":"w"},"status":{"phase":"done"}}\
            """.formatted(group));

        assertThat(ignored.object().has("status")).isFalse();
        assertThat(written.status()).as(written.body()).isEqualTo(200);
        assertThat(written.at("/status/phase")).isEqualTo("done");
        assertThat(written.at("/metadata/generation")).isEqualTo("1");
        assertThat(written.fieldsOf("mgr-b")).isEqualTo("{\"f:status\":{\"f:phase\":{}}}");
        assertThat(written.at("/metadata/managedFields")).contains("subresource");
        assertThat(get(path).at("/spec/size")).isEqualTo("1");
    }

    @Test
    void a_change_of_the_spec_counts_the_generation() {
        String group = group();
        String path = widgets(group, namespace()) + "/w";
        apply(path, "mgr-a", widget(group, "{\"size\":1}"));

        ApiAnswer answer = apply(path, "mgr-a", widget(group, "{\"size\":2}"));

        assertThat(answer.at("/metadata/generation")).isEqualTo("2");
    }

    @Test
    void an_object_can_be_read_in_another_version() {
        String group = group();
        String namespace = namespace();
        post(widgets(group, namespace), widget(group, "{\"size\":1}"));

        ApiAnswer answer = get(widgets(group, namespace).replace("/v1/", "/v1beta1/") + "/w");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.at("/apiVersion")).isEqualTo(group + "/v1beta1");
        assertThat(answer.at("/spec/size")).isEqualTo("1");
    }

    @Test
    void strategic_patches_are_not_for_custom_kinds() {
        String group = group();
        String namespace = namespace();
        post(widgets(group, namespace), widget(group, "{\"size\":1}"));

        assertThat(patch(widgets(group, namespace) + "/w", STRATEGIC, "{}").status())
                .isEqualTo(415);
    }

    @Test
    void with_the_crd_go_its_objects_and_the_path() {
        String group = group();
        post(widgets(group, namespace()), widget(group, "{\"size\":1}"));

        delete("/apis/apiextensions.k8s.io/v1/customresourcedefinitions/widgets." + group, "");

        eventually(() -> get("/apis/" + group + "/v1/widgets"), 404, "404 page not found");
    }

    @Test
    void a_crd_without_a_schema_is_invalid() {
        String group = unique("g") + ".example.com";

        ApiAnswer answer = post("/apis/apiextensions.k8s.io/v1/customresourcedefinitions", """
            {"apiVersion":"apiextensions.k8s.io/v1","kind":"CustomResourceDefinition","metadata":{"name":"things.%1$s"},
            "spec":{"group":"%1$s","scope":"Cluster","names":{"plural":"things","kind":"Thing"},"versions":[{"name":"v1",
            "served":true,"storage":true}]}}\
            """.formatted(group));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.causes())
                .contains("FieldValueRequired|spec.versions[0].schema.openAPIV3Schema|Required value");
    }

    @Test
    void a_rule_that_is_broken_is_invalid_with_its_message_or_said_not_to_be_evaluated() {
        String group = group(
                "\"x-kubernetes-validations\":[{\"rule\":\"self.size != 7\",\"message\":\"seven is too much\"}],");

        ApiAnswer answer = post(widgets(group, namespace()), widget(group, "{\"size\":7}"));

        if (evaluatesRules()) {
            assertThat(answer.status()).isEqualTo(422);
            assertThat(answer.causes()).containsExactly("FieldValueInvalid|spec|Invalid value: seven is too much");
        } else {
            assertThat(answer.status()).isEqualTo(201);
            assertThat(answer.warnings())
                    .containsExactly("299 - \"x-kubernetes-validations of widgets." + group
                            + " are not evaluated by this fake API server\"");
        }
    }

    @Test
    void rules_that_could_not_be_checked_are_mentioned() {
        String group = group(
                "\"x-kubernetes-validations\":[{\"rule\":\"self.size != 7\",\"message\":\"seven is too much\"}],");

        ApiAnswer answer = post(widgets(group, namespace()), widget(group, "{\"size\":1,\"colour\":\"blue\"}"));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.causes())
                .anyMatch(cause -> cause.contains("|<nil>|")
                        && cause.contains("some validation rules were not checked because the object was invalid"));
    }
}
