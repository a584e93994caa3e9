// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Reading: discovery, lists with selectors and pages, watches, and who may.
 *
 * @since 0.1.0
 */
public abstract class KubernetesReadContract extends KubernetesApiContract {

    /** For subclasses. */
    protected KubernetesReadContract() {}

    /**
     * After how long a watch that is about to end has sent a bookmark: a real server sends it some two seconds before the end.
     *
     * @return the time limit to give to a watch, in seconds
     */
    protected int bookmarkSeconds() {
        return 5;
    }

    @Test
    void anybody_may_ask_whether_the_server_is_ready() {
        ApiAnswer answer = send("GET", "/readyz", "", "", "");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("ok");
    }

    @Test
    void the_version_is_told() {
        ApiAnswer answer = get("/version");

        assertThat(answer.at("/major")).isEqualTo("1");
        assertThat(answer.at("/gitVersion")).startsWith("v1.");
    }

    @Test
    void the_kinds_of_a_group_are_told() {
        ApiAnswer answer = get("/apis/apps/v1");

        assertThat(answer.at("/kind")).isEqualTo("APIResourceList");
        assertThat(answer.at("/groupVersion")).isEqualTo("apps/v1");
        assertThat(answer.body()).contains("\"deployments\"", "\"deployments/status\"", "\"deploy\"");
    }

    @Test
    void the_groups_are_told_with_their_preferred_versions() {
        ApiAnswer answer = get("/apis");

        assertThat(answer.at("/kind")).isEqualTo("APIGroupList");
        assertThat(answer.body()).contains("\"preferredVersion\":{\"groupVersion\":\"apps/v1\",\"version\":\"v1\"}");
        assertThat(get("/api").at("/versions")).isEqualTo("[v1]");
        assertThat(get("/apis/apps").at("/preferredVersion/version")).isEqualTo("v1");
    }

    @Test
    void an_object_that_is_not_there_is_named() {
        ApiAnswer answer = get(configMaps(namespace()) + "/nope");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.at("/reason")).isEqualTo("NotFound");
        assertThat(answer.at("/message")).isEqualTo("configmaps \"nope\" not found");
        assertThat(answer.at("/details/name")).isEqualTo("nope");
        assertThat(answer.at("/details/kind")).isEqualTo("configmaps");
    }

    @Test
    void an_object_of_a_group_is_named_with_the_group() {
        ApiAnswer answer = get("/apis/apps/v1/namespaces/" + namespace() + "/deployments/nope");

        assertThat(answer.at("/message")).isEqualTo("deployments.apps \"nope\" not found");
        assertThat(answer.at("/details/group")).isEqualTo("apps");
    }

    @Test
    void an_unknown_group_is_a_page_that_is_not_there() {
        ApiAnswer answer = get("/apis/nope.example.com/v1/things");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.body()).isEqualTo("404 page not found\n");
    }

    @Test
    void an_unknown_kind_of_a_known_group_is_a_status() {
        ApiAnswer answer = get("/apis/apps/v1/things");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.at("/message")).isEqualTo("the server could not find the requested resource");
    }

    @Test
    void an_unknown_token_is_not_accepted() {
        ApiAnswer answer = send("GET", "/api/v1/namespaces", "", "", "no-such-token");

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.at("/reason")).isEqualTo("Unauthorized");
    }

    @Test
    void a_user_without_rights_is_told_what_is_missing() {
        ApiAnswer all = send("GET", "/api/v1/namespaces", "", "", server().viewerToken());
        ApiAnswer one = send("GET", "/apis/apps/v1/namespaces/default/deployments/d", "", "", server().viewerToken());

        assertThat(all.status()).isEqualTo(403);
        assertThat(all.at("/reason")).isEqualTo("Forbidden");
        assertThat(all.at("/message"))
                .isEqualTo(
                        "namespaces is forbidden: User \"viewer\" cannot list resource \"namespaces\" in API group \"\""
                                + " at the cluster scope");
        assertThat(one.at("/message"))
                .isEqualTo("deployments.apps \"d\" is forbidden: User \"viewer\" cannot get resource \"deployments\" in"
                        + " API group \"apps\" in the namespace \"default\"");
    }

    @Test
    void a_review_says_whether_somebody_may() {
        String review = """
            {"apiVersion":"authorization.k8s.io/v1","kind":"SelfSubjectAccessReview","spec":{"resourceAttributes":
            {"verb":"list","resource":"pods","namespace":"default"}}}\
            """;
        String path = "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews";

        ApiAnswer admin = post(path, review);

        assertThat(admin.status()).isEqualTo(201);
        assertThat(admin.at("/status/allowed")).isEqualTo("true");
        assertThat(send("POST", path, JSON, review, server().viewerToken()).at("/status/allowed"))
                .isEqualTo("false");
    }

    @Test
    void a_list_has_the_kind_of_lists_and_a_version() {
        String namespace = namespace();
        post(configMaps(namespace), labelled("a", "\"app\":\"x\""));

        ApiAnswer answer = get(configMaps(namespace) + "?labelSelector=app");

        assertThat(answer.at("/kind")).isEqualTo("ConfigMapList");
        assertThat(answer.at("/apiVersion")).isEqualTo("v1");
        assertThat(answer.at("/metadata/resourceVersion")).isNotEmpty();
        assertThat(answer.at("/items/0/metadata/name")).isEqualTo("a");
    }

    @Test
    void labels_select_by_equality_sets_and_existence() {
        String namespace = namespace();
        post(configMaps(namespace), labelled("a", "\"app\":\"x\",\"tier\":\"1\""));
        post(configMaps(namespace), labelled("b", "\"app\":\"y\""));
        post(configMaps(namespace), labelled("c", "\"app\":\"z\",\"tier\":\"2\""));

        assertThat(names(namespace, "labelSelector=app%3Dx")).containsExactly("a");
        assertThat(names(namespace, "labelSelector=app,app!%3Dx")).containsExactly("b", "c");
        assertThat(names(namespace, "labelSelector=app%20in%20(x,y)")).containsExactly("a", "b");
        assertThat(names(namespace, "labelSelector=app,app%20notin%20(x,y)")).containsExactly("c");
        assertThat(names(namespace, "labelSelector=tier")).containsExactly("a", "c");
        assertThat(names(namespace, "labelSelector=app,!tier")).containsExactly("b");
        assertThat(names(namespace, "labelSelector=app%20in%20(x,z),tier%3D2")).containsExactly("c");
    }

    @Test
    void fields_select_by_name_and_namespace() {
        String namespace = namespace();
        post(configMaps(namespace), labelled("a", "\"app\":\"x\""));
        post(configMaps(namespace), labelled("b", "\"app\":\"x\""));

        assertThat(names(namespace, "fieldSelector=metadata.name%3Db")).containsExactly("b");
        assertThat(names(namespace, "labelSelector=app&fieldSelector=metadata.name!%3Db"))
                .containsExactly("a");
        ApiAnswer everywhere =
                get("/api/v1/configmaps?labelSelector=app&fieldSelector=metadata.namespace%3D" + namespace);
        assertThat(everywhere.at("/items/1/metadata/name")).isEqualTo("b");
    }

    @Test
    void a_list_comes_in_pages_that_show_one_state() {
        String namespace = namespace();
        for (String name : List.of("a", "b", "c")) {
            post("/api/v1/namespaces/" + namespace + "/secrets", secret(name));
        }
        String secrets = "/api/v1/namespaces/" + namespace + "/secrets";

        ApiAnswer first = get(secrets + "?limit=2");
        post(secrets, secret("d"));
        ApiAnswer second = get(secrets + "?limit=2&continue=" + first.at("/metadata/continue"));

        assertThat(first.at("/metadata/remainingItemCount")).isEqualTo("1");
        assertThat(names(first)).containsExactly("a", "b");
        assertThat(names(second)).containsExactly("c");
        assertThat(second.object().find("/metadata/continue")).isEmpty();
        assertThat(second.at("/metadata/resourceVersion")).isEqualTo(first.at("/metadata/resourceVersion"));
    }

    @Test
    void a_continue_token_that_is_none_is_a_bad_request() {
        ApiAnswer answer = get(configMaps(namespace()) + "?limit=1&continue=bm9uZQ");

        assertThat(answer.status()).isEqualTo(400);
    }

    @Test
    void a_watch_tells_what_happens_after_a_version_and_ends_with_a_bookmark() {
        String namespace = namespace();
        String secrets = "/api/v1/namespaces/" + namespace + "/secrets";
        String version = get(secrets).at("/metadata/resourceVersion");

        ApiAnswer answer = watch(
                secrets + "?watch=true&allowWatchBookmarks=true&timeoutSeconds=" + bookmarkSeconds()
                        + "&resourceVersion=" + version,
                () -> {
                    post(secrets, secret("a"));
                    patch(secrets + "/a", MERGE, "{\"metadata\":{\"labels\":{\"x\":\"y\"}}}");
                    delete(secrets + "/a", "");
                });

        List<MapValue> events = lines(answer);
        assertThat(events.stream().map(event -> event.text("type").orElse("")).distinct())
                .containsExactly("ADDED", "MODIFIED", "DELETED", "BOOKMARK");
        assertThat(events.get(events.size() - 1).find("/object/metadata/resourceVersion"))
                .isPresent();
    }

    @Test
    void a_watch_with_a_selector_tells_of_objects_that_come_and_go() {
        String namespace = namespace();
        String secrets = "/api/v1/namespaces/" + namespace + "/secrets";
        String version = post(secrets, secret("a")).at("/metadata/resourceVersion");
        patch(secrets + "/a", MERGE, "{\"metadata\":{\"labels\":{\"x\":\"y\"}}}");
        patch(secrets + "/a", MERGE, "{\"metadata\":{\"labels\":{\"x\":\"z\"}}}");

        ApiAnswer answer = get(secrets + "?watch=true&timeoutSeconds=1&labelSelector=x%3Dy&resourceVersion=" + version);

        assertThat(lines(answer).stream().map(event -> event.text("type").orElse("")))
                .containsExactly("ADDED", "DELETED");
    }

    @Test
    void a_watch_can_begin_with_what_is_there() {
        String namespace = namespace();
        String secrets = "/api/v1/namespaces/" + namespace + "/secrets";
        post(secrets, secret("a"));

        ApiAnswer answer = get(secrets + "?watch=true&sendInitialEvents=true&resourceVersionMatch=NotOlderThan"
                + "&allowWatchBookmarks=true&timeoutSeconds=2");

        List<MapValue> events = lines(answer);
        assertThat(events.get(0).text("type")).contains("ADDED");
        assertThat(answer.body()).contains("\"k8s.io/initial-events-end\":\"true\"");
    }

    List<MapValue> lines(ApiAnswer answer) {
        return Arrays.stream(answer.body().split("\n"))
                .filter(line -> !line.isBlank())
                .map(line -> new ApiAnswer(200, line, List.of()).object())
                .toList();
    }

    private List<String> names(String namespace, String query) {
        return names(get(configMaps(namespace) + "?" + query));
    }

    private static List<String> names(ApiAnswer list) {
        List<String> names = new ArrayList<>();
        list.object()
                .list("items")
                .orElse(ListValue.of())
                .forEach(item -> names.add(
                        item.find("/metadata/name").map(Object::toString).orElse("")));
        return names;
    }

    private static String labelled(String name, String labels) {
        return """
            {"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"%s","labels":{%s}}}\
            """.formatted(name, labels);
    }

    private static String secret(String name) {
        return """
            {"apiVersion":"v1","kind":"Secret","metadata":{"name":"%s"},"type":"Opaque"}\
            """.formatted(name);
    }
}
