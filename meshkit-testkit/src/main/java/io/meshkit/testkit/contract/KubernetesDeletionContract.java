// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What a deletion answers, and how objects that something holds go.
 *
 * @since 0.1.0
 */
public abstract class KubernetesDeletionContract extends KubernetesApiContract {

    private static final String CRDS = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";
    private static final String HELD =
            "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"a\",\"finalizers\":[\"x.io/hold\"]}}";

    /** For subclasses. */
    protected KubernetesDeletionContract() {}

    @TestFactory
    Stream<DynamicTest> some_kinds_answer_with_the_object_that_is_gone() {
        return Stream.of(
                        new Kind("/api/v1", "services", "Service", "{\"ports\":[{\"port\":80}]}"),
                        new Kind("/api/v1", "serviceaccounts", "ServiceAccount", ""),
                        new Kind("/api/v1", "resourcequotas", "ResourceQuota", "{}"))
                .map(kind -> DynamicTest.dynamicTest(kind.plural(), () -> answersWithTheObject(kind)));
    }

    @TestFactory
    Stream<DynamicTest> others_answer_with_success_and_name_what_is_gone() {
        String pods = "{\"replicas\":0,\"selector\":{\"matchLabels\":{\"a\":\"b\"}},\"template\":{\"metadata\":"
                + "{\"labels\":{\"a\":\"b\"}},\"spec\":{\"containers\":[{\"name\":\"x\",\"image\":\"x:1\"}]}}}";
        return Stream.of(
                        new Kind("/api/v1", "secrets", "Secret", ""),
                        new Kind("/apis/apps/v1", "deployments", "Deployment", pods),
                        new Kind(
                                "/apis/networking.k8s.io/v1",
                                "networkpolicies",
                                "NetworkPolicy",
                                "{\"podSelector\":{}}"),
                        new Kind("/apis/rbac.authorization.k8s.io/v1", "roles", "Role", ""))
                .map(kind -> DynamicTest.dynamicTest(kind.plural(), () -> answersWithSuccess(kind)));
    }

    private record Kind(String api, String plural, String kind, String spec) {

        String group() {
            return api.startsWith("/apis/") ? api.split("/")[2] : "";
        }
    }

    private void answersWithTheObject(Kind kind) {
        String path = create(kind);

        ApiAnswer answer = delete(path + "/a", "");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.at("/kind")).isEqualTo(kind.kind());
        assertThat(answer.at("/metadata/name")).isEqualTo("a");
        assertThat(get(path + "/a").status()).isEqualTo(404);
    }

    private void answersWithSuccess(Kind kind) {
        String path = create(kind);
        String uid = get(path + "/a").at("/metadata/uid");

        ApiAnswer answer = delete(path + "/a", "");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.at("/kind")).isEqualTo("Status");
        assertThat(answer.at("/status")).isEqualTo("Success");
        assertThat(answer.at("/details/name")).isEqualTo("a");
        assertThat(answer.at("/details/group")).isEqualTo(kind.group());
        assertThat(answer.at("/details/kind")).isEqualTo(kind.plural());
        assertThat(answer.at("/details/uid")).isEqualTo(uid);
    }

    private String create(Kind kind) {
        String path = kind.api() + "/namespaces/" + namespace() + "/" + kind.plural();
        String spec = kind.spec().isEmpty() ? "" : ",\"spec\":" + kind.spec();
        ApiAnswer made = post(path, "{\"metadata\":{\"name\":\"a\"}" + spec + "}");
        assertThat(made.status()).as(made.body()).isEqualTo(201);
        return path;
    }

    @Test
    void an_object_that_is_held_is_answered_again_when_it_is_deleted_again() {
        String maps = configMaps(namespace());
        post(maps, HELD);

        ApiAnswer first = delete(maps + "/a", "");
        ApiAnswer second = delete(maps + "/a", "");

        assertThat(first.at("/kind")).isEqualTo("ConfigMap");
        assertThat(second.status()).isEqualTo(200);
        assertThat(second.object()).isEqualTo(first.object());
    }

    @Test
    void who_asks_for_the_old_cascade_is_told_that_the_object_is_still_there() {
        String maps = configMaps(namespace());
        post(maps, HELD);

        assertThat(delete(maps + "/a?orphanDependents=false", "").status()).isEqualTo(202);
    }

    @Test
    void an_object_that_is_to_go_can_change_but_gets_no_new_finalizers() {
        String maps = configMaps(namespace());
        post(maps, HELD);
        delete(maps + "/a", "");

        ApiAnswer changed = patch(maps + "/a", MERGE, "{\"data\":{\"a\":\"1\"}}");
        ApiAnswer refused = patch(maps + "/a", MERGE, "{\"metadata\":{\"finalizers\":[\"x.io/hold\",\"x.io/new\"]}}");

        assertThat(changed.status()).isEqualTo(200);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.causes().get(0))
                .isEqualTo("FieldValueForbidden|metadata.finalizers|Forbidden: no new finalizers can be added if the"
                        + " object is being deleted, found new finalizers []string{\"x.io/new\"}");
    }

    @Test
    void options_in_a_body_stand_for_all_and_those_in_the_query_are_not_heard() {
        String maps = configMaps(namespace());
        post(maps, configMap("a", ""));
        post(maps, configMap("b", ""));

        ApiAnswer dry = delete(maps + "/a", "{\"dryRun\":[\"All\"]}");
        ApiAnswer wet = delete(maps + "/b?dryRun=All", "{\"propagationPolicy\":\"Background\"}");

        assertThat(dry.status()).isEqualTo(200);
        assertThat(wet.status()).isEqualTo(200);
        assertThat(get(maps + "/a").status()).isEqualTo(200);
        assertThat(get(maps + "/b").status()).isEqualTo(404);
    }

    @Test
    void a_dry_run_shows_an_object_that_is_held_as_it_would_be() {
        String maps = configMaps(namespace());
        post(maps, HELD);

        ApiAnswer answer = delete(maps + "/a?dryRun=All", "");

        assertThat(answer.at("/metadata/deletionTimestamp")).isNotEmpty();
        assertThat(get(maps + "/a").object().find("/metadata/deletionTimestamp"))
                .isEmpty();
    }

    @Test
    void a_fate_of_dependants_that_does_not_exist_is_invalid() {
        ApiAnswer answer = delete(configMaps(namespace()) + "/a?propagationPolicy=Foo", "");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.at("/message"))
                .isEqualTo("DeleteOptions.meta.k8s.io \"\" is invalid: propagationPolicy: Unsupported value: \"Foo\":"
                        + " supported values: \"Foreground\", \"Background\", \"Orphan\", \"nil\"");
    }

    @Test
    void options_that_cannot_be_read_are_a_bad_request() {
        ApiAnswer answer = delete(configMaps(namespace()) + "/a", "{\"a\"");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.at("/message")).startsWith("couldn't get version/kind; json parse error: ");
    }

    @Test
    void namespaces_are_deleted_one_by_one() {
        ApiAnswer answer = delete("/api/v1/namespaces?labelSelector=no-such-label", "");

        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.at("/reason")).isEqualTo("MethodNotAllowed");
    }

    @Test
    void jobs_leave_their_pods_behind_with_a_warning_unless_the_request_decides() {
        String jobs = "/apis/batch/v1/namespaces/" + namespace() + "/jobs";
        String job = "{\"metadata\":{\"name\":\"a\"},\"spec\":{\"parallelism\":0,\"template\":{\"spec\":"
                + "{\"restartPolicy\":\"Never\",\"containers\":[{\"name\":\"x\",\"image\":\"x:1\"}]}}}}";
        post(jobs, job);

        ApiAnswer answer = delete(jobs + "/a", "");

        assertThat(answer.at("/metadata/finalizers")).contains("orphan");
        assertThat(answer.warnings())
                .containsExactly("299 - \"child pods are preserved by default when jobs are deleted; set"
                        + " propagationPolicy=Background to remove them or set propagationPolicy=Orphan"
                        + " to suppress this warning\"");
    }

    @Test
    void a_crd_is_answered_as_an_object_that_waits_for_its_objects() {
        String group = crd();

        ApiAnswer answer = delete(CRDS + "/things." + group, "");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.at("/kind")).isEqualTo("CustomResourceDefinition");
        assertThat(answer.at("/metadata/finalizers")).isEqualTo("[customresourcecleanup.apiextensions.k8s.io]");
        assertThat(answer.at("/metadata/generation")).isEqualTo("1");
        assertThat(answer.body()).contains("\"Terminating\"", "InstanceDeletionPending");
        eventually(() -> get(CRDS + "/things." + group), 404, "not found");
    }

    @Test
    void a_crd_stays_until_the_last_of_its_objects_is_gone_and_takes_no_new_ones() {
        String group = crd();
        String things = "/apis/" + group + "/v1/namespaces/" + namespace() + "/things";
        eventually(() -> post(things, thing(group, "t", "\"x.io/hold\"")), 201, "x.io/hold");

        delete(CRDS + "/things." + group, "");
        ApiAnswer held = eventually(() -> get(things + "/t"), 200, "deletionTimestamp");
        ApiAnswer refused = post(things, thing(group, "u", ""));
        ApiAnswer waiting = get(CRDS + "/things." + group);
        patch(things + "/t", MERGE, "{\"metadata\":{\"finalizers\":null}}");

        assertThat(held.status()).isEqualTo(200);
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.at("/message"))
                .isEqualTo(
                        "things." + group + " \"u\" is forbidden: create not allowed while custom resource definition"
                                + " is terminating");
        assertThat(waiting.status()).isEqualTo(200);
        eventually(() -> get(CRDS + "/things." + group), 404, "not found");
    }

    @Test
    void a_crd_with_another_uid_is_a_conflict_in_words_of_its_own() {
        String group = crd();
        String uid = get(CRDS + "/things." + group).at("/metadata/uid");

        ApiAnswer answer = delete(CRDS + "/things." + group, "{\"preconditions\":{\"uid\":\"other\"}}");

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.at("/message"))
                .isEqualTo("Operation cannot be fulfilled on customresourcedefinitions.apiextensions.k8s.io \"things."
                        + group + "\": Precondition failed: UID in precondition: other, UID in object meta: " + uid);
    }

    private String crd() {
        String group = unique("d") + ".example.com";
        ApiAnswer made = post(CRDS, """
            {"apiVersion":"apiextensions.k8s.io/v1","kind":"CustomResourceDefinition","metadata":{"name":"things.%1$s"},
            "spec":{"group":"%1$s","scope":"Namespaced","names":{"plural":"things","kind":"Thing"},"versions":[{"name":"v1",
            "served":true,"storage":true,"schema":{"openAPIV3Schema":{"type":"object"}}}]}}\
            """.formatted(group));
        assertThat(made.status()).as(made.body()).isEqualTo(201);
        eventually(() -> get("/apis/" + group + "/v1"), 200, "\"things\"");
        return group;
    }

    private static String thing(String group, String name, String finalizers) {
        return """
            {"apiVersion":"%s/v1","kind":"Thing","metadata":{"name":"%s","finalizers":[%s]}}\
            """.formatted(group, name, finalizers);
    }
}
