// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.meshkit.core.internal.json.JsonWriter;
import io.meshkit.document.JsonPointer;
import io.meshkit.document.MapValue;
import io.meshkit.resource.ApiResource;
import io.meshkit.resource.ApplyOptions;
import io.meshkit.resource.Cluster.AccessRequest;
import io.meshkit.resource.Cluster.ProxyReply;
import io.meshkit.resource.DeleteOptions;
import io.meshkit.resource.GroupKind;
import io.meshkit.resource.LiveResource;
import io.meshkit.resource.Preview;
import io.meshkit.resource.Resource;
import io.meshkit.resource.ResourceKey;
import io.meshkit.resource.ResourceListener;
import io.meshkit.resource.ResourcePage;
import io.meshkit.resource.ResourceQuery;
import io.meshkit.resource.ResourceVersion;
import io.meshkit.resource.StoreException;
import io.meshkit.resource.StoreException.Reason;
import io.meshkit.resource.Watch;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The store against answers of a real API server (1.36), as they were recorded. */
@Timeout(30)
class KubernetesStoreTest {

    private static final GroupKind CONFIG_MAP = new GroupKind("", "ConfigMap");

    private static final String API = """
        {"kind":"APIGroupDiscoveryList","apiVersion":"apidiscovery.k8s.io/v2","items":[{"metadata":{"name":""},
         "versions":[{"version":"v1","resources":[
          {"resource":"configmaps","responseKind":{"group":"","version":"v1","kind":"ConfigMap"},"scope":"Namespaced","verbs":["get","list"]},
          {"resource":"namespaces","responseKind":{"group":"","version":"v1","kind":"Namespace"},"scope":"Cluster","verbs":["get"]}
         ]}]}]}\
        """;

    private static final String APIS = """
        {"kind":"APIGroupDiscoveryList","apiVersion":"apidiscovery.k8s.io/v2","items":[{"metadata":{"name":"networking.istio.io"},
         "versions":[
          {"version":"v1","resources":[{"resource":"virtualservices","responseKind":{"kind":"VirtualService"},"scope":"Namespaced","verbs":["get"]}]},
          {"version":"v1beta1","resources":[{"resource":"virtualservices","responseKind":{"kind":"VirtualService"},"scope":"Namespaced","verbs":["get"]}]}
         ]}]}\
        """;

    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
    }

    private StubServer server(StubServer.Script script) throws Exception {
        StubServer server = new StubServer((asked, number, out) -> switch (asked.path()) {
            case "/api" -> StubServer.json(out, 200, API);
            case "/apis" -> StubServer.json(out, 200, APIS);
            default -> script.answer(asked, number, out);
        });
        open.add(server);
        return server;
    }

    private KubernetesStore store(StubServer server) {
        Config config =
                new ConfigBuilder(Config.empty()).withMasterUrl(server.url()).build();
        RetryPauses pauses = new RetryPauses(RetryRule.DEFAULT, new Random(1), duration -> {});
        KubernetesStore store = Clusters.of(config, TimeLimits.DEFAULT, pauses, Clock.systemUTC());
        open.add(store);
        return store;
    }

    private static MapValue json(String text) {
        return Json.map(text);
    }

    private static Resource configMap(KubernetesStore store, String data) {
        return Resource.kubernetes(
                        store.id(),
                        json(
                                "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"namespace\":\"shop\",\"name\":\"c\"},\"data\":"
                                        + data + "}"))
                .orElseThrow();
    }

    private static ResourceKey key(KubernetesStore store) {
        return new ResourceKey(store.id(), CONFIG_MAP, "shop", "c");
    }

    private List<String> paths(StubServer server) {
        return server.asked().stream()
                .map(asked -> asked.method() + " " + asked.path())
                .filter(line -> !line.equals("GET /api") && !line.equals("GET /apis"))
                .toList();
    }

    @Test
    void opening_a_cluster_sends_nothing() throws Exception {
        StubServer server = server((asked, number, out) -> false);

        KubernetesStore store = store(server);

        assertThat(store.id().value()).isEqualTo("kubernetes:" + server.url());
        assertThat(server.asked()).isEmpty();
    }

    @Test
    void an_object_is_read_with_its_numbers_as_they_were_sent() throws Exception {
        StubServer server = server(
                (asked, number, out) -> StubServer.json(
                        out,
                        200,
                        "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"c\",\"namespace\":\"shop\",\"resourceVersion\":\"12\"},\"x\":1.10}"));
        KubernetesStore store = store(server);

        LiveResource live = store.get(key(store)).orElseThrow();

        assertThat(live.key()).isEqualTo(key(store));
        assertThat(live.version()).isEqualTo(new ResourceVersion("12"));
        assertThat(live.resource().body().get("x").orElseThrow()).hasToString("1.10");
        assertThat(paths(server)).containsExactly("GET /api/v1/namespaces/shop/configmaps/c");
    }

    @Test
    void what_is_not_there_is_empty_and_so_is_a_kind_that_is_not_served() throws Exception {
        StubServer server = server((asked, number, out) -> StubServer.json(
                out,
                404,
                "{\"kind\":\"Status\",\"reason\":\"NotFound\",\"details\":{\"name\":\"c\",\"kind\":\"configmaps\"}}"));
        KubernetesStore store = store(server);

        assertThat(store.get(key(store))).isEmpty();
        assertThat(store.get(new ResourceKey(store.id(), new GroupKind("x.io", "Nope"), "", "n")))
                .isEmpty();
        assertThat(store.delete(key(store), DeleteOptions.DEFAULT)).isFalse();
    }

    @Test
    void discovery_is_asked_once_and_once_more_for_a_kind_that_is_unknown() throws Exception {
        StubServer server = server((asked, number, out) -> false);
        KubernetesStore store = store(server);

        ApiResource virtualService = store.apiResource(new GroupKind("networking.istio.io", "VirtualService"))
                .orElseThrow();
        assertThat(virtualService.versions()).containsExactly("v1", "v1beta1");
        assertThat(virtualService.plural()).isEqualTo("virtualservices");
        assertThat(store.apiResources()).hasSize(3);
        assertThat(server.asked()).hasSize(2);
        assertThat(server.asked().get(0).headers().get("accept")).contains("APIGroupDiscoveryList");

        assertThat(store.apiResource(new GroupKind("x.io", "Nope"))).isEmpty();
        assertThat(server.asked()).hasSize(4);
    }

    @Test
    void discovery_falls_back_to_one_list_for_each_version() throws Exception {
        StubServer server = new StubServer((asked, number, out) -> switch (asked.path()) {
            case "/api" -> StubServer.json(out, 200, "{\"kind\":\"APIVersions\",\"versions\":[\"v1\"]}");
            case "/apis" -> StubServer.json(out, 200, """
                {"kind":"APIGroupList","groups":[
                 {"name":"apps","versions":[{"groupVersion":"apps/v1beta1"},{"groupVersion":"apps/v1"}],"preferredVersion":{"groupVersion":"apps/v1"}},
                 {"name":"metrics.k8s.io","versions":[{"groupVersion":"metrics.k8s.io/v1"}]}]}\
                """);
            case "/api/v1" -> StubServer.json(out, 200, """
                {"kind":"APIResourceList","groupVersion":"v1","resources":[
                 {"name":"pods","kind":"Pod","namespaced":true,"verbs":["get"]},{"name":"pods/log","kind":"Pod","namespaced":true,"verbs":["get"]}]}\
                """);
            case "/apis/apps/v1", "/apis/apps/v1beta1" ->
                StubServer.json(
                        out,
                        200,
                        "{\"kind\":\"APIResourceList\",\"groupVersion\":\""
                                + asked.path().substring(6)
                                + "\",\"resources\":[{\"name\":\"deployments\",\"kind\":\"Deployment\",\"namespaced\":true,\"verbs\":[\"get\"]}]}");
            default -> StubServer.write(out, 503, "", "back end away");
        });
        open.add(server);

        List<ApiResource> kinds = store(server).apiResources();

        assertThat(kinds).extracting(kind -> kind.groupKind().toString()).containsExactly("Pod", "Deployment.apps");
        assertThat(kinds.get(1).version()).isEqualTo("v1");
        assertThat(kinds.get(1).versions()).containsExactly("v1", "v1beta1");
    }

    @Test
    void a_list_gives_its_items_their_type_and_the_token_of_the_next_page() throws Exception {
        StubServer server = server((asked, number, out) -> StubServer.json(out, 200, """
            {"kind":"ConfigMapList","apiVersion":"v1","metadata":{"resourceVersion":"77","continue":"to/ken"},"items":[
             {"metadata":{"name":"a","namespace":"shop","resourceVersion":"3"}}]}\
            """));
        KubernetesStore store = store(server);

        ResourcePage page = store.list(ResourceQuery.of(CONFIG_MAP)
                .inNamespace("shop")
                .withLabel("app", "web")
                .limit(1));
        store.list(ResourceQuery.of(CONFIG_MAP).after(page.continueToken().orElseThrow()));

        assertThat(page.version().value()).isEqualTo("77");
        assertThat(page.items().get(0).resource().apiVersion()).isEqualTo("v1");
        assertThat(page.items().get(0).key().groupKind()).isEqualTo(CONFIG_MAP);
        assertThat(paths(server))
                .containsExactly(
                        "GET /api/v1/namespaces/shop/configmaps?labelSelector=app%3Dweb&limit=1",
                        "GET /api/v1/configmaps?limit=500&continue=to%2Fken");
    }

    @Test
    void an_apply_sends_the_wanted_body_without_what_servers_write() throws Exception {
        StubServer server = server((asked, number, out) -> StubServer.json(out, 200, asked.body()));
        KubernetesStore store = store(server);
        Resource desired = Resource.kubernetes(store.id(), json("""
            {"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"c","namespace":"shop","resourceVersion":"1","managedFields":[]},
             "data":{"weight":1.10},"status":{"x":1}}\
            """)).orElseThrow();

        store.apply(
                desired,
                ApplyOptions.DEFAULT.expectVersion(new ResourceVersion("9")).force(true));

        assertThat(paths(server))
                .containsExactly("PATCH /api/v1/namespaces/shop/configmaps/c?fieldManager=meshkit&force=true");
        StubServer.Asked sent = server.asked().get(server.asked().size() - 1);
        assertThat(sent.headers()).containsEntry("content-type", "application/apply-patch+yaml");
        assertThat(sent.body())
                .isEqualTo(
                        "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"c\",\"namespace\":\"shop\","
                                + "\"resourceVersion\":\"9\"},\"data\":{\"weight\":1.10}}");
    }

    @Test
    void a_preview_is_a_dry_run_with_the_warnings() throws Exception {
        StubServer server =
                server((asked, number, out) -> StubServer.write(out, 200, "Warning: 299 - \"old\"\r\n", asked.body()));
        KubernetesStore store = store(server);

        Preview preview = store.preview(configMap(store, "{}"), ApplyOptions.DEFAULT);

        assertThat(preview.result().orElseThrow().key()).isEqualTo(key(store));
        assertThat(preview.warnings()).containsExactly("old");
        assertThat(paths(server).get(0)).endsWith("fieldManager=meshkit&force=false&dryRun=All");
    }

    @Test
    void a_preview_tells_a_conflict_as_a_rejection_with_manager_and_field() throws Exception {
        StubServer server = server((asked, number, out) -> StubServer.json(out, 409, """
            {"kind":"Status","apiVersion":"v1","status":"Failure","message":"Apply failed with 1 conflict: conflict with \\"mgr-a\\": .data.a",
             "reason":"Conflict","details":{"causes":[{"reason":"FieldManagerConflict","message":"conflict with \\"mgr-a\\"","field":".data.a"}]},"code":409}\
            """));
        KubernetesStore store = store(server);

        Preview preview = store.preview(configMap(store, "{\"a\":\"1\"}"), ApplyOptions.DEFAULT);

        assertThat(preview.rejection().orElseThrow().reason()).isEqualTo(Reason.FIELD_CONFLICT);
        assertThat(preview.rejection().orElseThrow().causes().get(0).manager()).contains("mgr-a");
        assertThat(preview.rejection().orElseThrow().causes().get(0).pointer()).contains(JsonPointer.of("data", "a"));
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> store.apply(configMap(store, "{}"), ApplyOptions.DEFAULT))
                .withMessageContaining("ConfigMap shop/c")
                .withMessageContaining("conflict with \"mgr-a\": .data.a")
                .withMessageContaining("Leave these fields to mgr-a");
        assertThat(paths(server)).hasSize(2);
    }

    @Test
    void a_typed_patch_that_fails_is_invalid_at_its_field_and_is_not_sent_again() throws Exception {
        StubServer server = server((asked, number, out) -> StubServer.json(
                out,
                500,
                "{\"kind\":\"Status\",\"status\":\"Failure\",\"message\":\"failed to create typed patch object"
                        + " (/bad; networking.istio.io/v1, Kind=VirtualService): .spec.http[0].route[0].weight:"
                        + " expected numeric (int or float), got string\",\"code\":500}"));
        KubernetesStore store = store(server);
        Resource desired = Resource.kubernetes(
                        store.id(),
                        json(
                                "{\"apiVersion\":\"networking.istio.io/v1\",\"kind\":\"VirtualService\",\"metadata\":{\"name\":\"bad\",\"namespace\":\"shop\"}}"))
                .orElseThrow();

        StoreException e = catchThrowableOfType(StoreException.class, () -> store.apply(desired, ApplyOptions.DEFAULT));

        assertThat(e.reason()).isEqualTo(Reason.INVALID);
        assertThat(e.causes().get(0).pointer()).contains(JsonPointer.parse("/spec/http/0/route/0/weight"));
        assertThat(e.causes().get(0).message()).isEqualTo("expected numeric (int or float), got string");
        assertThat(paths(server)).hasSize(1);
    }

    @Test
    void an_apply_whose_answer_was_lost_and_that_then_meets_its_own_version_has_succeeded() throws Exception {
        StubServer server = server((asked, number, out) -> {
            if (asked.method().equals("GET")) {
                return StubServer.json(out, 200, """
                    {"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"c","namespace":"shop","resourceVersion":"10","managedFields":[
                      {"manager":"meshkit","operation":"Apply","apiVersion":"v1","fieldsType":"FieldsV1","fieldsV1":{"f:data":{"f:a":{}}}}]},
                     "data":{"a":"1"}}\
                    """);
            }
            return number > 3
                    && StubServer.json(
                            out,
                            409,
                            "{\"kind\":\"Status\",\"reason\":\"Conflict\",\"message\":\"the object has been"
                                    + " modified\",\"code\":409}");
        });
        KubernetesStore store = store(server);
        ApplyOptions options = ApplyOptions.DEFAULT.expectVersion(new ResourceVersion("9"));

        assertThat(store.apply(configMap(store, "{\"a\":\"1\"}"), options)
                        .version()
                        .value())
                .isEqualTo("10");
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> store.apply(configMap(store, "{\"a\":\"2\"}"), options))
                .matches(e -> e.reason() == Reason.CHANGED);
    }

    @Test
    void a_delete_sends_its_preconditions_and_says_whether_something_was_there() throws Exception {
        StubServer server = server(
                (asked, number, out) -> StubServer.json(out, 200, "{\"kind\":\"Status\",\"status\":\"Success\"}"));
        KubernetesStore store = store(server);

        boolean there = store.delete(
                key(store),
                DeleteOptions.DEFAULT
                        .expectUid("u-1")
                        .expectVersion(new ResourceVersion("5"))
                        .propagation(DeleteOptions.Propagation.FOREGROUND));

        assertThat(there).isTrue();
        assertThat(json(server.asked().get(server.asked().size() - 1).body())).isEqualTo(json("""
            {"apiVersion":"v1","kind":"DeleteOptions","propagationPolicy":"Foreground","preconditions":{"uid":"u-1","resourceVersion":"5"}}\
            """));
    }

    @Test
    void a_namespaced_kind_without_a_namespace_is_refused_before_anything_is_sent() throws Exception {
        StubServer server = server((asked, number, out) -> false);
        KubernetesStore store = store(server);

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> store.get(new ResourceKey(store.id(), CONFIG_MAP, "", "c")))
                .matches(e -> e.reason() == Reason.INVALID)
                .withMessageContaining("has no namespace");
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> store.get(new ResourceKey(store.id(), new GroupKind("", "Namespace"), "shop", "c")))
                .withMessageContaining("its kind has none");
        assertThat(paths(server)).isEmpty();
    }

    @Test
    void a_version_that_is_not_served_is_refused_with_those_that_are() throws Exception {
        KubernetesStore store = store(server((asked, number, out) -> false));
        Resource desired = Resource.kubernetes(
                        store.id(),
                        json(
                                "{\"apiVersion\":\"networking.istio.io/v1alpha3\",\"kind\":\"VirtualService\",\"metadata\":{\"name\":\"v\",\"namespace\":\"shop\"}}"))
                .orElseThrow();

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> store.apply(desired, ApplyOptions.DEFAULT))
                .withMessageContaining("it serves v1, v1beta1");
    }

    @Test
    void a_missing_permission_names_verb_and_kind_to_grant() throws Exception {
        StubServer server = server((asked, number, out) -> StubServer.json(out, 403, """
            {"kind":"Status","reason":"Forbidden","message":"virtualservices.networking.istio.io is forbidden: User \\"viewer\\" cannot list resource","code":403}\
            """));
        KubernetesStore store = store(server);

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> store.list(ResourceQuery.of(new GroupKind("networking.istio.io", "VirtualService"))))
                .matches(e -> e.reason() == Reason.FORBIDDEN)
                .withMessageContaining("Grant the verb \"list\" on \"virtualservices.networking.istio.io\"");
    }

    @Test
    void something_that_is_no_api_server_is_named_so() throws Exception {
        KubernetesStore store =
                store(server((asked, number, out) -> StubServer.write(out, 200, "", "<html>login</html>")));

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> store.get(key(store)))
                .matches(e -> e.reason() == Reason.SERVER)
                .withMessageContaining("not what an API server sends");
    }

    @Test
    void access_is_reviewed() throws Exception {
        StubServer server = server((asked, number, out) -> StubServer.json(
                out, 201, "{\"kind\":\"SelfSubjectAccessReview\",\"status\":{\"allowed\":true,\"reason\":\"RBAC\"}}"));
        KubernetesStore store = store(server);

        assertThat(store.review(new AccessRequest("get", "", "pods/log", "shop", ""))
                        .allowed())
                .isTrue();
        assertThat(json(server.asked().get(0).body())
                        .find("/spec/resourceAttributes/subresource")
                        .orElseThrow())
                .hasToString("log");
    }

    @Test
    void a_pod_that_answers_503_through_the_proxy_has_answered() throws Exception {
        StubServer server = server((asked, number, out) -> asked.path().endsWith("/ready")
                ? StubServer.write(out, 503, "", "not ready")
                : StubServer.json(
                        out,
                        503,
                        "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"reason\":\"ServiceUnavailable\",\"message\":\"error"
                                + " trying to reach service\",\"code\":503}"));
        KubernetesStore store = store(server);

        assertThat(store.proxyGet("shop", "web", 15000, "/ready").status()).isEqualTo(503);
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> store.proxyGet("shop", "web", 15000, "/stats?x=1"))
                .withMessageContaining("error trying to reach service");
        assertThat(paths(server))
                .containsExactly(
                        "GET /api/v1/namespaces/shop/pods/web%3A15000/proxy/ready",
                        "GET /api/v1/namespaces/shop/pods/web%3A15000/proxy/stats?x=1");
    }

    @Test
    void a_log_is_read_as_text() throws Exception {
        StubServer server = server((asked, number, out) -> StubServer.write(out, 200, "", "line ü\n"));
        KubernetesStore store = store(server);

        assertThat(store.logs("shop", "web", "istio-proxy", 5)).isEqualTo("line ü\n");
        assertThat(paths(server).get(0)).contains("tailLines=5").contains("container=istio-proxy");
    }

    @Test
    void the_schema_of_a_custom_kind_comes_from_its_definition() throws Exception {
        StubServer server = server((asked, number, out) -> StubServer.json(out, 200, """
            {"kind":"CustomResourceDefinition","spec":{"versions":[{"name":"v1","schema":{"openAPIV3Schema":{"type":"object"}}}]}}\
            """));
        KubernetesStore store = store(server);
        GroupKind kind = new GroupKind("networking.istio.io", "VirtualService");

        assertThat(store.customSchema(kind, "v1").orElseThrow().text("type")).contains("object");
        assertThat(store.customSchema(kind, "v2")).isEmpty();
        assertThat(store.customSchema(CONFIG_MAP, "v1")).isEmpty();
        assertThat(paths(server).get(0)).endsWith("/customresourcedefinitions/virtualservices.networking.istio.io");
    }

    /** As {@link #server}, but the kinds served are the script's as well. */
    private KubernetesStore storeOf(StubServer.Script script) throws Exception {
        StubServer server = new StubServer(script);
        open.add(server);
        return store(server);
    }

    private static final String WIDGETS =
            "{\"kind\":\"APIGroupDiscoveryList\",\"items\":[{\"metadata\":{\"name\":\"example.org\"},\"versions\":[{\"version\":\"%s\",%s"
                    + "\"resources\":[%s]}]}]}";
    private static final String WIDGET =
            "{\"resource\":\"widgets\",\"responseKind\":{\"kind\":\"Widget\"},\"scope\":\"Namespaced\",\"verbs\":[\"get\"]}";

    @Test
    void a_kind_that_is_served_in_another_version_by_now_is_still_found_written_and_deleted() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        KubernetesStore store = storeOf((request, number, out) -> switch (request.path()
                .replaceAll("\\?.*", "")) {
            case "/api" -> StubServer.json(out, 200, API);
            case "/apis" ->
                StubServer.json(
                        out, 200, WIDGETS.formatted(asked.incrementAndGet() == 1 ? "v1alpha1" : "v1", "", WIDGET));
            case "/apis/example.org/v1/namespaces/shop/widgets/w" ->
                StubServer.json(
                        out,
                        200,
                        "{\"apiVersion\":\"example.org/v1\",\"kind\":\"Widget\",\"metadata\":{\"namespace\":\"shop\",\"name\":\"w\"}}");
            case "/apis/example.org/v1/widgets" ->
                StubServer.json(out, 200, "{\"kind\":\"WidgetList\",\"apiVersion\":\"example.org/v1\",\"items\":[]}");
            default -> StubServer.write(out, 404, "", "404 page not found");
        });
        ResourceKey key = new ResourceKey(store.id(), new GroupKind("example.org", "Widget"), "shop", "w");

        assertThat(store.get(key)).isPresent();

        asked.set(0);
        KubernetesStore other = storeOfWidgets(asked);
        assertThat(other.list(ResourceQuery.of(key.groupKind())).items()).isEmpty();
        asked.set(0);
        assertThat(storeOfWidgets(asked).delete(key, DeleteOptions.DEFAULT)).isTrue();
        asked.set(0);
        KubernetesStore writing = storeOfWidgets(asked);
        writing.apiResources();
        Resource widget = Resource.kubernetes(
                        writing.id(),
                        json(
                                "{\"apiVersion\":\"example.org/v1\",\"kind\":\"Widget\",\"metadata\":{\"namespace\":\"shop\",\"name\":\"w\"}}"))
                .orElseThrow();
        assertThat(writing.apply(widget, ApplyOptions.DEFAULT).resource().key().name())
                .isEqualTo("w");
    }

    private KubernetesStore storeOfWidgets(AtomicInteger asked) throws Exception {
        return storeOf((request, number, out) -> switch (request.path().replaceAll("\\?.*", "")) {
            case "/api" -> StubServer.json(out, 200, API);
            case "/apis" ->
                StubServer.json(
                        out, 200, WIDGETS.formatted(asked.incrementAndGet() == 1 ? "v1alpha1" : "v1", "", WIDGET));
            case "/apis/example.org/v1/namespaces/shop/widgets/w" ->
                StubServer.json(
                        out,
                        200,
                        "{\"apiVersion\":\"example.org/v1\",\"kind\":\"Widget\",\"metadata\":{\"namespace\":\"shop\",\"name\":\"w\"}}");
            case "/apis/example.org/v1/widgets" ->
                StubServer.json(out, 200, "{\"kind\":\"WidgetList\",\"apiVersion\":\"example.org/v1\",\"items\":[]}");
            default -> StubServer.write(out, 404, "", "404 page not found");
        });
    }

    @Test
    void a_kind_of_a_group_that_does_not_answer_is_neither_there_nor_absent() throws Exception {
        KubernetesStore store = storeOf((request, number, out) -> switch (request.path()) {
            case "/api" -> StubServer.json(out, 200, API);
            case "/apis" -> StubServer.json(out, 200, WIDGETS.formatted("v1", "\"freshness\":\"Stale\",", ""));
            default -> StubServer.write(out, 404, "", "404 page not found");
        });
        ResourceKey key = new ResourceKey(store.id(), new GroupKind("example.org", "Widget"), "shop", "w");

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> store.get(key))
                .matches(e -> e.reason() == Reason.UNAVAILABLE)
                .withMessageContaining("Widget")
                .withMessageContaining("stale");
        assertThatExceptionOfType(StoreException.class).isThrownBy(() -> store.delete(key, DeleteOptions.DEFAULT));
        assertThat(store.apiResource(CONFIG_MAP)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 500, 502, 503, 504, 200})
    void on_an_older_server_a_group_that_fails_hides_no_other(int status) throws Exception {
        KubernetesStore store = storeOf((request, number, out) -> switch (request.path()) {
            case "/api" -> StubServer.json(out, 200, "{\"kind\":\"APIVersions\",\"versions\":[\"v1\"]}");
            case "/api/v1" ->
                StubServer.json(
                        out,
                        200,
                        "{\"kind\":\"APIResourceList\",\"groupVersion\":\"v1\",\"resources\":[{\"name\":\"configmaps\",\"namespaced\":true,\"kind\":\"ConfigMap\"}]}");
            case "/apis" ->
                StubServer.json(
                        out,
                        200,
                        "{\"kind\":\"APIGroupList\",\"groups\":[{\"name\":\"metrics.k8s.io\",\"versions\":[{\"groupVersion\":\"metrics.k8s.io/v1\",\"version\":\"v1\"}]}]}");
            default -> StubServer.write(out, status, "", "<html>service unavailable</html>");
        });

        assertThat(store.apiResource(CONFIG_MAP)).isPresent();
        assertThat(store.apiResource(new GroupKind("example.org", "Widget"))).isEmpty();
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> store.apiResource(new GroupKind("metrics.k8s.io", "PodMetrics")))
                .matches(e -> e.reason() == Reason.UNAVAILABLE)
                .withMessageContaining("metrics.k8s.io");
    }

    @Test
    void a_list_without_end_is_ended() throws Exception {
        StubServer server = server(
                (asked, number, out) -> StubServer.json(
                        out,
                        200,
                        "{\"kind\":\"ConfigMapList\",\"apiVersion\":\"v1\",\"metadata\":{\"continue\":\"more\",\"resourceVersion\":\"1\"},\"items\":[]}"));
        KubernetesStore store = store(server);
        ResourceQuery query = ResourceQuery.of(CONFIG_MAP);

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> store.listAll(query))
                .withMessageContaining("names itself as the next one");
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> store.watch(query, new ResourceListener() {}))
                .withMessageContaining("names itself as the next one");
        assertThat(paths(server)).hasSize(4);
    }

    @Test
    void a_list_whose_token_expires_half_way_starts_anew_once() throws Exception {
        StubServer server = server(
                (asked, number, out) -> asked.path().contains("continue=")
                        ? StubServer.json(
                                out,
                                410,
                                "{\"kind\":\"Status\",\"reason\":\"Expired\",\"code\":410,\"message\":\"too old\"}")
                        : StubServer.json(
                                out,
                                200,
                                "{\"kind\":\"ConfigMapList\",\"apiVersion\":\"v1\",\"metadata\":{\"continue\":\"more\",\"resourceVersion\":\"1\"},\"items\":[]}"));
        KubernetesStore store = store(server);

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> store.listAll(ResourceQuery.of(CONFIG_MAP)))
                .matches(e -> e.reason() == Reason.EXPIRED);
        assertThat(paths(server)).hasSize(4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ready", "/a b", "/a#b", "/../../secrets", "/a/%2e%2e/b", "/a\r\nX: y", "/%zz"})
    void what_is_no_path_of_a_pod_is_not_sent(String path) throws Exception {
        StubServer server = server((asked, number, out) -> false);
        KubernetesStore store = store(server);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> store.proxyGet("shop", "web", 15000, path))
                .withMessageContaining("path");
        assertThat(server.asked()).isEmpty();
    }

    @Test
    void the_path_of_a_pod_goes_as_it_is_and_its_headers_come_back() throws Exception {
        StubServer server = server((asked, number, out) ->
                StubServer.write(out, 201, "Content-Type: text/plain\r\nX-Envoy: a\r\nX-Envoy: b\r\n", "ok"));
        KubernetesStore store = store(server);

        ProxyReply reply = store.proxyGet("shop", "web", 15000, "/config%20dump?resource=a%2Fb&mask=c");

        assertThat(paths(server))
                .containsExactly(
                        "GET /api/v1/namespaces/shop/pods/web%3A15000/proxy/config%20dump?resource=a%2Fb&mask=c");
        assertThat(reply.status()).isEqualTo(201);
        assertThat(reply.headers()).containsEntry("content-type", List.of("text/plain"));
        assertThat(reply.headers()).containsEntry("x-envoy", List.of("a", "b"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        200 | | is not what an API server sends | SERVER
        200 | {"kind":"ConfigMap" | is not what an API server sends | SERVER
        200 | <html>Log in</html> | proxy or login page | SERVER
        200 | [] | is not what an API server sends | SERVER
        200 | {"kind":"ConfigMap","apiVersion":"v1"} | without apiVersion, kind or name | SERVER
        302 | | something in front of it | SERVER
        401 | Unauthorized | credentials of the current context are not accepted | UNAUTHORIZED
        403 | Forbidden | the verb "get" on "configmaps" in namespace shop | FORBIDDEN
        500 | boom | boom | SERVER
        502 | <html>bad gateway</html> | bad gateway | SERVER
        503 | starting | Try again later | UNAVAILABLE
        """)
    void each_odd_answer_is_told_with_object_words_and_remedy(int status, String body, String words, Reason reason)
            throws Exception {
        StubServer server = server((asked, number, out) -> StubServer.write(out, status, "", body == null ? "" : body));
        KubernetesStore store = store(server);

        StoreException thrown = catchThrowableOfType(StoreException.class, () -> store.get(key(store)));

        assertThat(thrown.reason()).isEqualTo(reason);
        assertThat(thrown.getMessage() + " " + thrown.remedy())
                .contains("ConfigMap")
                .contains("shop")
                .contains(words);
    }

    @Test
    void compressed_answers_are_not_asked_for_and_told_when_they_come() throws Exception {
        StubServer server = server(
                (asked, number, out) -> StubServer.write(out, 200, "Content-Encoding: gzip\r\n", "\u001f\u0008\u0000"));
        KubernetesStore store = store(server);

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> store.get(key(store)))
                .withMessageContaining("is not what an API server sends");
        assertThat(server.asked()).allMatch(asked -> !asked.headers().containsKey("accept-encoding"));
    }

    @Test
    void numbers_keep_their_text_on_every_way() throws Exception {
        String numbers =
                "{\"a\":1.10,\"b\":1e3,\"c\":123456789012345678901234567890,\"d\":-0.0,\"e\":1E-400,\"f\":\"80\",\"g\":80}";
        String object =
                "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"namespace\":\"shop\",\"name\":\"c\",\"resourceVersion\":\"5\"},\"data\":"
                        + numbers + "}";
        StubServer server = server((asked, number, out) -> {
            if (asked.path().contains("watch=true")) {
                StubServer.startStream(out);
                StubServer.chunk(out, "{\"type\":\"MODIFIED\",\"object\":" + object + "}\n");
                return StubServer.endStream(out);
            }
            return StubServer.json(
                    out,
                    200,
                    asked.path().contains("limit=")
                            ? "{\"kind\":\"ConfigMapList\",\"apiVersion\":\"v1\",\"metadata\":{\"resourceVersion\":\"5\"},\"items\":["
                                    + object + "]}"
                            : object);
        });
        KubernetesStore store = store(server);
        Resource desired = configMap(store, numbers);
        BlockingQueue<LiveResource> changed = new LinkedBlockingQueue<>();
        List<MapValue> seen = new ArrayList<>();

        seen.add(store.apply(desired, ApplyOptions.DEFAULT).resource().body());
        seen.add(store.preview(desired, ApplyOptions.DEFAULT)
                .result()
                .orElseThrow()
                .body());
        seen.add(store.get(key(store)).orElseThrow().resource().body());
        seen.add(store.listAll(ResourceQuery.of(CONFIG_MAP)).get(0).resource().body());
        try (Watch watch = store.watch(ResourceQuery.of(CONFIG_MAP), new ResourceListener() {
            @Override
            public void changed(LiveResource resource) {
                changed.add(resource);
            }
        })) {
            assertThat(watch.isRunning()).isTrue();
            LiveResource told = changed.poll(10, TimeUnit.SECONDS);
            assertThat(told).isNotNull();
            seen.add(told.resource().body());
        }

        assertThat(seen)
                .allSatisfy(body -> assertThat(
                                new String(JsonWriter.write(body.map("data").orElseThrow()), StandardCharsets.UTF_8))
                        .isEqualTo(numbers));
        assertThat(server.asked().stream().filter(asked -> asked.method().equals("PATCH")))
                .hasSize(2)
                .allMatch(asked -> asked.body().contains(numbers));
    }

    @Test
    void a_closed_cluster_says_so() throws Exception {
        KubernetesStore store = store(server((asked, number, out) -> false));
        store.close();
        store.close();

        assertThatThrownBy(store::serverVersion)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
    }
}
