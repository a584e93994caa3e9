// SPDX-License-Identifier: Apache-2.0
package io.meshkit.consul.internal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.meshkit.MeshKitException;
import io.meshkit.consul.internal.ConsulAdapter;
import io.meshkit.document.JsonPointer;
import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.mesh.Detection;
import io.meshkit.plan.MeshProxy;
import io.meshkit.resource.ApplyOptions;
import io.meshkit.resource.DeleteOptions;
import io.meshkit.resource.GroupKind;
import io.meshkit.resource.LiveResource;
import io.meshkit.resource.Resource;
import io.meshkit.resource.ResourceKey;
import io.meshkit.resource.ResourceListener;
import io.meshkit.resource.ResourceQuery;
import io.meshkit.resource.ResourceStore;
import io.meshkit.resource.ResourceVersion;
import io.meshkit.resource.SetId;
import io.meshkit.resource.StoreException;
import io.meshkit.resource.StoreException.Reason;
import io.meshkit.resource.Watch;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of the statuses and words of Consul 1.21; the same words from a real agent are in the tier with real parts. */
class ConsulFailuresTest {

    private static final String READ = "GET /v1/config/service-router/api";
    private static final String WRITE = "PUT /v1/config";

    private ScriptedAgent agent;
    private ConsulSite site;

    @BeforeEach
    void start() throws IOException {
        agent = new ScriptedAgent();
        site = agent.site("");
    }

    @AfterEach
    void stop() {
        site.close();
        agent.close();
    }

    private ResourceStore store() {
        return site.store();
    }

    private Resource router() {
        MapValue source =
                MapValue.builder().put("Name", "web").put("Action", "allow").build();
        return Resource.of(
                new ResourceKey(store().id(), new GroupKind("consul", "service-router"), "", "api"),
                MapValue.builder()
                        .put("Kind", "service-router")
                        .put("Name", "api")
                        .put("Protocol", "htp")
                        .put("Sources", ListValue.of(MapValue.EMPTY, source))
                        .build());
    }

    private StoreException refusal(int status, String words) {
        agent.answer(WRITE, status, words);
        try {
            store().apply(router(), ApplyOptions.DEFAULT);
            throw new AssertionError("it was written");
        } catch (StoreException e) {
            return e;
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        403 | Permission denied: anonymous token lacks permission 'service:write' on "api" | FORBIDDEN
        403 | rpc error making call: ACL not found                                          | UNAUTHORIZED
        401 | who are you                                                                   | UNAUTHORIZED
        400 | Request decoding failed: invalid config entry kind: nope                      | UNKNOWN_KIND
        400 | Request decoding failed: invalid config key "namespace", namespaces are a consul enterprise feature | UNSUPPORTED
        500 | the sum of all split weights must be 100, not 99.000000                       | INVALID
        500 | No cluster leader                                                             | UNAVAILABLE
        502 | bad gateway                                                                   | SERVER
        """)
    void words_have_a_reason(int status, String words, Reason reason) {
        StoreException refused = refusal(status, words);

        assertThat(refused.reason()).isEqualTo(reason);
        assertThat(refused).hasMessageContaining(words).hasMessageContaining("cannot write service-router.consul api");
        assertThat(agent.asked).filteredOn(request -> request.startsWith("PUT")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        invalid config key "protocol"                                     | /Protocol
        invalid config key "Sources.name"                                 | /Sources/1/Name
        Sources[1].Action must be omitted if Permissions are specified    | /Sources/1/Action
        Sources[7].Action must be omitted                                 | /Sources
        cannot parse 'Sources[1].Name' as int                             | /Sources/1/Name
        invalid value for protocol: htp                                   | /Protocol
        """)
    void a_field_that_the_words_name_is_found(String words, String field) {
        assertThat(refusal(500, words).causes())
                .singleElement()
                .satisfies(cause -> assertThat(cause.pointer()).contains(JsonPointer.parse(field)));
    }

    @Test
    void words_that_name_no_field_have_no_place() {
        assertThat(refusal(500, "something is wrong").causes())
                .singleElement()
                .satisfies(cause -> assertThat(cause.pointer()).isEmpty());
    }

    @Test
    void a_write_that_loses_the_race_is_tried_on_what_is_new() {
        agent.answer(READ, 200, "{\"Kind\": \"service-router\", \"Name\": \"api\", \"ModifyIndex\": 7}")
                .answer(READ, 200, "{\"Kind\": \"service-router\", \"Name\": \"api\", \"ModifyIndex\": 9}")
                .answer(WRITE, 200, "false")
                .answer(WRITE, 200, "true");

        store().apply(router(), ApplyOptions.DEFAULT);

        assertThat(agent.asked)
                .filteredOn(request -> request.startsWith("PUT"))
                .satisfiesExactly(
                        first -> assertThat(first).startsWith("PUT /v1/config?cas=7 "),
                        second -> assertThat(second).startsWith("PUT /v1/config?cas=9 "));
    }

    @Test
    void who_always_loses_the_race_is_told_so() {
        agent.answer(WRITE, 200, "false");

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> store().apply(router(), ApplyOptions.DEFAULT))
                .matches(e -> e.reason() == Reason.CHANGED);
    }

    @Test
    void a_state_that_is_gone_is_refused_without_a_write() {
        agent.answer(READ, 200, "{\"Kind\": \"service-router\", \"Name\": \"api\", \"ModifyIndex\": 7}");
        ResourceVersion old = new ResourceVersion("6");

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> store().apply(router(), ApplyOptions.DEFAULT.expectVersion(old)))
                .matches(e -> e.reason() == Reason.CHANGED);
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> store().delete(router().key(), DeleteOptions.DEFAULT.expectVersion(old)))
                .matches(e -> e.reason() == Reason.CHANGED);
        assertThat(agent.asked).allMatch(request -> request.startsWith("GET"));
    }

    @Test
    void a_server_that_is_busy_is_asked_again_and_a_refusal_is_not() {
        agent.answer(READ, 429, "slow down").answer(READ, 503, "later").answer(READ, 200, "{\"Name\": \"api\"}");

        assertThat(store().get(router().key())).isPresent();
        assertThat(agent.asked).hasSize(3);
    }

    @Test
    void a_read_whose_connection_breaks_is_asked_again_and_a_write_is_not() {
        agent.answer(READ, 0, "").answer(READ, 404, "", "X-Consul-Index", "1").answer(WRITE, 0, "");

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> store().apply(router(), ApplyOptions.DEFAULT))
                .matches(e -> e.reason() == Reason.CONNECTION)
                .withMessageContaining("what was asked may have been done");
        assertThat(agent.asked).filteredOn(request -> request.startsWith("PUT")).hasSize(1);
    }

    @Test
    void a_list_that_is_empty_for_want_of_rights_is_no_empty_list() {
        agent.answer("GET /v1/config/service-router", 200, "[]", "X-Consul-Results-Filtered-By-ACLs", "true");

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> store().list(ResourceQuery.of(new GroupKind("consul", "service-router"))))
                .matches(e -> e.reason() == Reason.FORBIDDEN);
    }

    @Test
    void a_read_that_breaks_in_the_server_is_not_blamed_on_the_user() {
        agent.answer(READ, 500, "something broke inside");

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> store().get(router().key()))
                .matches(e -> e.reason() == Reason.SERVER);
        assertThat(agent.asked).hasSize(1);
    }

    @Test
    void a_watch_whose_listener_breaks_ends_and_tells_it_so() {
        String list = "GET /v1/config/service-router";
        agent.answer(list, 200, "[]", "X-Consul-Index", "1");
        agent.answer(list, 200, "[{\"Name\": \"api\", \"ModifyIndex\": 2}]", "X-Consul-Index", "2");
        BlockingQueue<StoreException> failures = new LinkedBlockingQueue<>();
        ResourceListener broken = new ResourceListener() {
            @Override
            public void added(LiveResource resource) {
                throw new IllegalStateException("broken on purpose");
            }

            @Override
            public void failed(StoreException reason) {
                failures.add(reason);
            }
        };

        try (Watch watch = store().watch(ResourceQuery.of(router().key().groupKind()), broken)) {
            await().untilAsserted(() -> assertThat(failures).hasSize(1));
            assertThat(failures.element().reason()).isEqualTo(Reason.LISTENER);
            assertThat(watch.isRunning()).isFalse();
        }
    }

    @Test
    void a_watch_of_answers_without_an_index_ends_with_the_reason() {
        agent.answer("GET /v1/config/service-router", 200, "[]");
        BlockingQueue<StoreException> failures = new LinkedBlockingQueue<>();
        ResourceListener listener = new ResourceListener() {
            @Override
            public void failed(StoreException reason) {
                failures.add(reason);
            }
        };

        try (Watch watch = store().watch(ResourceQuery.of(router().key().groupKind()), listener)) {
            await().untilAsserted(() -> assertThat(failures).hasSize(1));
            assertThat(failures.element()).hasMessageContaining("the answer has no X-Consul-Index");
            assertThat(watch.isRunning()).isFalse();
        }
        assertThat(agent.asked).hasSize(2);
    }

    @Test
    void a_watch_of_answers_that_come_at_once_without_news_asks_ever_less_often() {
        agent.answer("GET /v1/config/service-router", 200, "[]", "X-Consul-Index", "5");

        long begin = System.nanoTime();
        try (Watch watch = store().watch(ResourceQuery.of(router().key().groupKind()), new ResourceListener() {})) {
            await().untilAsserted(() -> assertThat(agent.asked).hasSizeGreaterThanOrEqualTo(4));

            // 250 and 500 ms lie between the three questions that follow the list
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofMillis(700));
            assertThat(watch.isRunning()).isTrue();
        }
    }

    @Test
    void something_else_at_the_address_is_said_so() {
        agent.answer(READ, 200, "<html>");

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> store().get(router().key()))
                .matches(e -> e.reason() == Reason.SERVER)
                .withMessageContaining("Check that the address is that of a Consul agent");
    }

    @Test
    void the_proxies_are_those_that_the_address_names() {
        try (ConsulSite site = agent.site("?envoy-admin=127.0.0.1:19000,[::1]:19001&dc=dc2")) {
            assertThat(site.proxies())
                    .containsExactly(
                            new MeshProxy.Admin(URI.create("http://127.0.0.1:19000")),
                            new MeshProxy.Admin(URI.create("http://[::1]:19001")));
        }
        try (ConsulSite site = agent.site("")) {
            assertThat(site.proxies()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.0.0.1:19000,",
                ":19000",
                "host:port",
                "a:1:2",
                "127.0.0.1:99999999999",
                "127.0.0.1:70000",
                "127.0.0.1:1/x",
                "127.0.0.1:1%3Fx",
                "127.0.0.1:1%23x"
            })
    void a_proxy_without_host_and_port_is_said_so(String proxies) {
        assertThatExceptionOfType(MeshKitException.class)
                .isThrownBy(() -> agent.site("?envoy-admin=" + proxies))
                .matches(e -> e.code().value().equals("MK-SITE-ADDRESS"))
                .withMessageContaining("in envoy-admin is not HOST:PORT");
    }

    @Test
    void a_name_and_a_password_before_a_proxy_are_refused_and_not_shown() {
        assertThatExceptionOfType(MeshKitException.class)
                .isThrownBy(() -> agent.site("?envoy-admin=root:hunter2@127.0.0.1:1"))
                .withMessageContaining("…@127.0.0.1:1\" in envoy-admin is not HOST:PORT")
                .satisfies(e -> assertThat(e).message().doesNotContain("hunter2"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"No path to datacenter", "rpc error making call: No path to datacenter"})
    void a_datacentre_that_is_not_known_has_a_remedy_of_its_own(String words) {
        StoreException refused = refusal(500, words);
        agent.answer(READ, 500, words);

        assertThat(refused.reason()).isEqualTo(Reason.SERVER);
        assertThat(refused).hasMessageContaining("Check dc in the address");
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> store().get(router().key()))
                .matches(e -> e.reason() == Reason.SERVER)
                .withMessageContaining("Check dc in the address");
    }

    @Test
    void a_server_that_knows_no_path_of_consul_is_no_empty_consul() {
        agent.answer(READ, 404, "<html>not found");
        agent.answer(WRITE, 404, "<html>not found");
        agent.answer("GET /v1/config/service-router", 404, "<html>not found");

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> store().get(router().key()))
                .withMessageContaining("no agent of Consul");
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> store().list(ResourceQuery.of(router().key().groupKind())))
                .withMessageContaining("no agent of Consul");
    }

    @Test
    void the_token_is_read_anew_for_each_request_and_never_told(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("token"), "first-secret\n");
        try (ConsulSite secured = agent.site("?token-file=" + file + "&dc=dc2")) {
            secured.store().get(router().key());
            Files.writeString(file, "second-secret");
            agent.answer(READ, 403, "Permission denied");
            assertThatExceptionOfType(StoreException.class)
                    .isThrownBy(() -> secured.store().get(router().key()))
                    .withMessageNotContaining("secret");

            assertThat(agent.asked)
                    .containsExactly(READ + "?dc=dc2 as first-secret", READ + "?dc=dc2 as second-secret");
            assertThat(secured.id().value()).doesNotContain("token").endsWith("/dc2");
        }
    }

    @Test
    void a_token_that_cannot_be_one_is_told_without_being_shown(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("a+b"), "first-secret\nsecond-secret\n");
        try (ConsulSite secured = agent.site("?token-file=" + file)) {
            assertThatExceptionOfType(StoreException.class)
                    .isThrownBy(() -> secured.store().get(router().key()))
                    .matches(e -> e.reason() == Reason.UNAUTHORIZED)
                    .withMessageContaining("characters that no token has")
                    .withMessageNotContaining("first-secret");
        }
        assertThat(agent.asked).isEmpty();
    }

    @Test
    void a_parameter_that_is_given_twice_is_refused() {
        assertThatExceptionOfType(MeshKitException.class)
                .isThrownBy(() -> agent.site("?dc=a&dc=b"))
                .withMessageContaining("it has dc twice");
    }

    @Test
    void a_datacentre_that_answers_is_detected_with_the_version_of_its_agent() {
        agent.answer("GET /v1/agent/self", 200, "{\"Config\": {\"Version\": \"1.21.0\"}}");

        Detection detection = new ConsulAdapter().detect(site);

        assertThat(detection.status()).isEqualTo(Detection.Status.PRESENT);
        assertThat(detection.version()).contains("1.21.0");
    }

    @Test
    void a_store_that_is_closed_says_so() {
        site.close();

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> store().get(router().key()))
                .withMessageContaining("closed");
    }

    @Test
    void records_that_somebody_else_wrote_are_not_taken_for_ours() {
        agent.answer(
                "GET /v1/kv/meshkit/sets/default/shop", 200, "[{\"ModifyIndex\": 3, \"Value\": \"bm90IG91cnM=\"}]");

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> store().inventories().read(new SetId("default", "shop")))
                .withMessageContaining("is not what was written");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        revision one        | "one" is no number
        owner somebody      | a line of the inventory has an unknown form
        member a b c d e    | a line of the inventory has an unknown form
        """)
    void an_inventory_with_lines_of_another_form_is_not_read_in_part(String line, String why) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(line.getBytes(StandardCharsets.UTF_8));
        }
        Base64.Encoder base64 = Base64.getEncoder();
        String value = base64.encodeToString(base64.encode(packed.toByteArray()));
        agent.answer(
                "GET /v1/kv/meshkit/sets/default/shop", 200, "[{\"ModifyIndex\": 3, \"Value\": \"" + value + "\"}]");

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> store().inventories().read(new SetId("default", "shop")))
                .withMessageContaining(why);
    }
}
