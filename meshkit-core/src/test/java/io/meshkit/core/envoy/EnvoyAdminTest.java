// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.envoy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpServer;
import io.meshkit.MeshKitException;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Answers as Envoy 1.40 gave them; the same on a running Envoy is in the tier with real parts. */
class EnvoyAdminTest {

    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private HttpServer server;
    private EnvoyAdmin envoy;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String body = answers.get(exchange.getRequestURI().toString());
            byte[] bytes = (body == null ? "invalid path" : body).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(body == null ? 404 : 200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        envoy = EnvoyAdmin.at(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void the_state_is_told() {
        answers.put("/ready", "PRE_INITIALIZING\n");

        assertThat(envoy.state()).isEqualTo(EnvoyAdmin.State.PRE_INITIALIZING);
    }

    @Test
    void an_endpoint_is_healthy_when_neither_discovery_nor_a_check_nor_outlier_detection_says_otherwise() {
        answers.put("/clusters?format=json", """
            {"cluster_statuses": [{"name": "api", "host_statuses": [
              {"address": {"socket_address": {"address": "127.0.0.1", "port_value": 21001}}, "health_status": {"eds_health_status": "HEALTHY"}},
              {"address": {"socket_address": {"address": "127.0.0.1", "port_value": 21002}}, "health_status": {"failed_outlier_check": true, "eds_health_status": "HEALTHY"}},
              {"address": {"socket_address": {"address": "127.0.0.1", "port_value": 21003}}, "health_status": {"eds_health_status": "UNHEALTHY"}},
              {"address": {"pipe": {"path": "/run/app.sock"}}, "health_status": {"failed_active_health_check": true}}]},
             {"name": "empty"}]}""");

        assertThat(envoy.clusters())
                .satisfiesExactly(
                        api -> {
                            assertThat(api.healthyHosts()).isEqualTo(1);
                            assertThat(api.hosts())
                                    .containsExactly(
                                            new UpstreamCluster.Host("127.0.0.1", 21001, true, false),
                                            new UpstreamCluster.Host("127.0.0.1", 21002, false, true),
                                            new UpstreamCluster.Host("127.0.0.1", 21003, false, false),
                                            new UpstreamCluster.Host("/run/app.sock", 0, false, false));
                        },
                        empty -> assertThat(empty.hosts()).isEmpty());
    }

    @Test
    void counters_gauges_and_quantiles_are_read() {
        answers.put("/stats?format=json", """
            {"stats": [{"name": "a.cx_total", "value": 7}, {"name": "b.text", "value": "x"},
              {"histograms": {"supported_quantiles": [0, 99.9], "computed_quantiles": [
                {"name": "a.rq_time", "values": [{"interval": null, "cumulative": null}, {"interval": 2.5, "cumulative": 3.05}]}]}}]}""");

        EnvoyStatistics statistics = envoy.statistics();

        assertThat(statistics.values()).containsExactly(Map.entry("a.cx_total", 7L));
        assertThat(statistics.value("a.cx_total")).hasValue(7);
        assertThat(statistics.value("none")).isEmpty();
        assertThat(statistics.histograms().get("a.rq_time"))
                .containsExactly(
                        new EnvoyStatistics.Quantile(BigDecimal.ZERO, Optional.empty(), Optional.empty()),
                        new EnvoyStatistics.Quantile(
                                new BigDecimal("99.9"),
                                Optional.of(new BigDecimal("2.5")),
                                Optional.of(new BigDecimal("3.05"))));
    }

    @Test
    void only_updates_that_were_rejected_are_named() {
        answers.put("/stats?format=json&filter=%5C.update_rejected%24", """
            {"stats": [{"name": "cluster_manager.cds.update_rejected", "value": 0},
                       {"name": "listener_manager.lds.update_rejected", "value": 2}]}""");

        assertThat(envoy.rejectedUpdates()).containsExactly("listener_manager.lds");
    }

    @Test
    void the_configuration_is_given_as_it_is() {
        answers.put("/config_dump?include_eds", "{\"configs\": [{\"version_info\": \"1.10\"}]}");

        assertThat(envoy.configuration().find("/configs/0/version_info")).hasToString("Optional[1.10]");
    }

    @Test
    void something_else_on_the_port_is_said_so() {
        answers.put("/ready", "<html>welcome</html>");
        answers.put("/clusters?format=json", "no json");

        assertThatExceptionOfType(MeshKitException.class)
                .isThrownBy(envoy::state)
                .withMessageContaining("answered 200 \"<html>welcome</html>\", not a state of a server")
                .matches(e -> e.code().value().equals("MK-ENVOY-ANSWER"));
        assertThatExceptionOfType(MeshKitException.class)
                .isThrownBy(envoy::clusters)
                .withMessageContaining("not JSON");
        assertThatExceptionOfType(MeshKitException.class)
                .isThrownBy(() -> envoy.statistics("["))
                .withMessageContaining("answered 404 \"invalid path\" to GET /stats?format=json&filter=%5B");
    }

    @Test
    void nobody_on_the_port_is_said_so() {
        server.stop(0);

        assertThatExceptionOfType(MeshKitException.class)
                .isThrownBy(envoy::state)
                .withMessageContaining("does not answer GET /ready")
                .matches(e -> e.code().value().equals("MK-ENVOY-UNREACHABLE"));
    }

    @Test
    void an_interrupted_thread_is_told_so_and_stays_interrupted() {
        answers.put("/ready", "LIVE\n");
        try {
            Thread.currentThread().interrupt();
            assertThatExceptionOfType(MeshKitException.class)
                    .isThrownBy(envoy::state)
                    .matches(e -> e.code().value().equals("MK-INTERRUPTED"));
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
        } finally {
            Thread.interrupted();
        }
    }
}
