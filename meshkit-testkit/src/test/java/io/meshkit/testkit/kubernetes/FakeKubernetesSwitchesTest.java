// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshkit.document.MapValue;
import io.meshkit.document.Value;
import io.meshkit.resource.GroupKind;
import io.meshkit.testkit.kubernetes.AccessRules.Rule;
import io.meshkit.testkit.kubernetes.Workloads.Outcome;
import io.meshkit.testkit.kubernetes.internal.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a test can switch, and what only the fake can show at will. */
class FakeKubernetesSwitchesTest {

    private static final GroupKind DEPLOYMENT = new GroupKind("apps", "Deployment");
    private static final String DEPLOYMENTS = "/apis/apps/v1/namespaces/default/deployments";
    private static final String TEMPLATE = """
        "selector":{"matchLabels":{"app":"x"}},"template":{"metadata":{"labels":{"app":"x"}},"spec":{"containers":
        [{"name":"x","image":"x:1"}]}}\
        """;
    private static final String JOB_TEMPLATE = """
        "template":{"spec":{"restartPolicy":"Never","containers":[{"name":"x","image":"x:1"}]}}\
        """;
    private static final String PODS = "/api/v1/namespaces/default/pods";

    private final FakeKubernetes kubernetes =
            FakeKubernetes.start(Clock.fixed(Instant.parse("2030-01-02T03:04:05.678Z"), ZoneOffset.UTC));
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void end() {
        kubernetes.close();
    }

    @Test
    void times_come_from_the_clock_and_uids_from_a_counter() throws Exception {
        MapValue first = object(send("POST", DEPLOYMENTS, deployment("d", 2)));
        MapValue again;
        try (FakeKubernetes other = FakeKubernetes.start()) {
            again = object(send(other, "POST", DEPLOYMENTS, deployment("d", 2)));
        }

        assertThat(at(first, "/metadata/creationTimestamp")).isEqualTo("2030-01-02T03:04:05Z");
        assertThat(at(first, "/metadata/uid")).isEqualTo(at(again, "/metadata/uid"));
    }

    @Test
    void a_deployment_is_ready_at_once() throws Exception {
        send("POST", DEPLOYMENTS, deployment("d", 2));

        MapValue live = object(send("GET", DEPLOYMENTS + "/d", ""));
        assertThat(at(live, "/status/availableReplicas")).isEqualTo("2");
        assertThat(at(live, "/status/observedGeneration")).isEqualTo("1");
        assertThat(at(live, "/status/conditions/0/status")).isEqualTo("True");
    }

    @Test
    void a_deployment_can_fail_and_recover() throws Exception {
        kubernetes.workloads().set(DEPLOYMENT, "default", "d", Outcome.FAILED);
        send("POST", DEPLOYMENTS, deployment("d", 1));
        MapValue failed = object(send("GET", DEPLOYMENTS + "/d", ""));

        kubernetes.workloads().set(DEPLOYMENT, "default", "d", Outcome.READY);

        assertThat(at(failed, "/status/conditions/1/reason")).isEqualTo("ProgressDeadlineExceeded");
        assertThat(at(object(send("GET", DEPLOYMENTS + "/d", "")), "/status/readyReplicas"))
                .isEqualTo("1");
    }

    @Test
    void nobody_looks_after_workloads_when_told_so() throws Exception {
        kubernetes.workloads().byDefault(Outcome.UNTOUCHED);

        send("POST", DEPLOYMENTS, deployment("d", 1));

        assertThat(object(send("GET", DEPLOYMENTS + "/d", "")).map("status")).contains(MapValue.EMPTY);
    }

    @ParameterizedTest
    @CsvSource({
        "apps, StatefulSet, statefulsets, READY, /status/readyReplicas, 1",
        "apps, StatefulSet, statefulsets, NEVER_READY, /status/readyReplicas, 0",
        "apps, DaemonSet, daemonsets, READY, /status/numberReady, 1",
        "batch, Job, jobs, READY, /status/conditions/1/type, Complete",
        "batch, Job, jobs, FAILED, /status/conditions/0/type, Failed",
        "batch, Job, jobs, NEVER_READY, /status/active, 1"
    })
    void each_kind_of_workload_has_its_own_status(
            String group, String kind, String plural, Outcome outcome, String pointer, String expected)
            throws Exception {
        kubernetes.workloads().byDefault(outcome);
        String path = "/apis/" + group + "/v1/namespaces/default/" + plural;

        send("POST", path, """
            {"apiVersion":"%s/v1","kind":"%s","metadata":{"name":"w"},"spec":{%s}}\
            """.formatted(group, kind, kind.equals("Job") ? JOB_TEMPLATE : TEMPLATE));

        assertThat(at(object(send("GET", path + "/w", "")), pointer)).isEqualTo(expected);
    }

    @Test
    void a_watch_from_a_forgotten_version_is_told_so_in_a_line() throws Exception {
        kubernetes.compactHistory();

        HttpResponse<String> answer = send("GET", PODS + "?watch=true&resourceVersion=1", "");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(at(object(answer), "/type")).isEqualTo("ERROR");
        assertThat(at(object(answer), "/object/code")).isEqualTo("410");
        assertThat(at(object(answer), "/object/reason")).isEqualTo("Expired");
        assertThat(at(object(answer), "/object/message")).startsWith("too old resource version: 1 (");
    }

    @Test
    void a_page_of_a_forgotten_version_is_gone() throws Exception {
        send("POST", DEPLOYMENTS, deployment("a", 1));
        send("POST", DEPLOYMENTS, deployment("b", 1));
        String token = at(object(send("GET", DEPLOYMENTS + "?limit=1", "")), "/metadata/continue");
        kubernetes.compactHistory();

        HttpResponse<String> answer = send("GET", DEPLOYMENTS + "?limit=1&continue=" + token, "");

        assertThat(answer.statusCode()).isEqualTo(410);
        assertThat(at(object(answer), "/reason")).isEqualTo("Expired");
    }

    @Test
    void a_pod_answers_as_the_test_says() throws Exception {
        send("POST", PODS, """
            {"apiVersion":"v1","kind":"Pod","metadata":{"name":"p"},"spec":{"containers":[{"name":"x"}]}}\
            """);
        kubernetes.pods().log("default", "p", "x", "one\ntwo\nthree\n");
        kubernetes.pods().proxy("default", "p", 15000, path -> PodResponses.Answer.text(418, "asked " + path));

        assertThat(send("GET", PODS + "/p/log?container=x&tailLines=2", "").body())
                .isEqualTo("two\nthree\n");
        assertThat(send("GET", PODS + "/p/log?container=y", "").statusCode()).isEqualTo(400);
        HttpResponse<String> proxied = send("GET", PODS + "/p:15000/proxy/stats?format=json", "");
        assertThat(proxied.statusCode()).isEqualTo(418);
        assertThat(proxied.body()).isEqualTo("asked /stats?format=json");
        assertThat(send("GET", PODS + "/p:1/proxy/", "").statusCode()).isEqualTo(503);
    }

    @Test
    void rules_decide_who_may_and_the_last_one_counts() throws Exception {
        kubernetes.access().deny("admin", "*", "apps", "deployments");
        kubernetes.access().add(new Rule("admin", "list", "apps", "deployments", "default", true));

        assertThat(send("GET", DEPLOYMENTS, "").statusCode()).isEqualTo(200);
        assertThat(send("POST", DEPLOYMENTS, deployment("d", 1)).statusCode()).isEqualTo(403);
    }

    @Test
    void a_token_can_be_taken_back() throws Exception {
        kubernetes.reject(FakeKubernetes.ADMIN_TOKEN);

        assertThat(send("GET", PODS, "").statusCode()).isEqualTo(401);
    }

    @Test
    void all_kinds_are_told_in_one_answer_when_asked_so() throws Exception {
        HttpRequest request = request(kubernetes, "/apis")
                .header("Accept", "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList")
                .build();

        HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());

        assertThat(answer.headers().firstValue("Content-Type").orElse("")).contains("as=APIGroupDiscoveryList");
        assertThat(at(object(answer), "/kind")).isEqualTo("APIGroupDiscoveryList");
        assertThat(answer.body()).contains("\"resource\":\"deployments\"");
    }

    @Test
    void faults_can_meet_a_request_by_its_number_or_all_of_a_kind() throws Exception {
        kubernetes.faults().at(1, Fault.status(503, "ServiceUnavailable", "later"));
        kubernetes.faults().always(request -> request.method().equals("POST"), Fault.delay(Duration.ofMillis(1)));

        assertThat(send("GET", PODS, "").statusCode()).isEqualTo(200);
        assertThat(send("GET", PODS, "").statusCode()).isEqualTo(503);
        assertThat(send("POST", DEPLOYMENTS, deployment("d", 1)).statusCode()).isEqualTo(201);
        assertThat(kubernetes.faults().waiting()).isEqualTo(1);
        kubernetes.faults().clear();
        assertThat(kubernetes.faults().waiting()).isZero();
    }

    @Test
    void closing_ends_a_watch_that_runs() throws Exception {
        var watch = client.sendAsync(request(kubernetes, PODS + "?watch=true").build(), BodyHandlers.ofLines());
        watch.get().statusCode();

        kubernetes.close();

        Stream<String> lines = watch.get().body();
        try {
            assertThat(lines.count()).isZero();
        } catch (UncheckedIOException e) {
            assertThat(e).hasCauseInstanceOf(IOException.class);
        }
    }

    @Test
    void a_kubeconfig_names_server_and_token() {
        assertThat(kubernetes.kubeconfig()).contains(kubernetes.url().toString(), FakeKubernetes.ADMIN_TOKEN);
    }

    private static String deployment(String name, int replicas) {
        return """
            {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"%s"},"spec":{"replicas":%d,%s}}\
            """.formatted(name, replicas, TEMPLATE);
    }

    private static MapValue object(HttpResponse<String> answer) {
        return (MapValue) Json.read(answer.body());
    }

    private static String at(MapValue object, String pointer) {
        return object.find(pointer).map(Value::toString).orElse("");
    }

    private HttpResponse<String> send(String method, String path, String body) throws Exception {
        return send(kubernetes, method, path, body);
    }

    private HttpResponse<String> send(FakeKubernetes server, String method, String path, String body) throws Exception {
        HttpRequest request = request(server, path)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body))
                .build();
        return client.send(request, BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(FakeKubernetes server, String path) {
        return HttpRequest.newBuilder(URI.create(server.url() + path))
                .header("Authorization", "Bearer " + FakeKubernetes.ADMIN_TOKEN);
    }
}
