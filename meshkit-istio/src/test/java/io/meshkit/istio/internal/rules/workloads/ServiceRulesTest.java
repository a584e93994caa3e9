// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.rules.workloads;

import static io.meshkit.istio.internal.rules.RuleFixture.clusters;
import static io.meshkit.istio.internal.rules.RuleFixture.files;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceRulesTest {

    private static String service(String metadata, String spec) {
        return """
            apiVersion: v1
            kind: Service
            metadata: {name: cart, namespace: shop%s}
            spec: {%s}
            """.formatted(metadata, spec);
    }

    private static String port(String port) {
        return service("", "ports: [{" + port + "}]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "port: 80, name: http",
                "port: 80, name: HTTP-metrics",
                "port: 80, name: grpc-web-a",
                "port: 80, name: grpcweb, appProtocol: https",
                "port: 80, appProtocol: kubernetes.io/h2c",
                "port: 80, name: http_proxy",
                "port: 3306",
                "port: 80, protocol: UDP",
                "port: 80, name: mongo-a"
            })
    void a_port_that_tells_its_protocol_is_right(String port) {
        assertThat(files(port(port)).found("IST0118")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "port: 80",
                "port: 80, name: web",
                "port: 80, name: httpx",
                "port: 80, name: web-http",
                "port: 80, name: http, appProtocol: hbone"
            })
    void a_port_that_does_not_tell_its_protocol_is_found(String port) {
        assertThat(files(port(port)).found("IST0118")).hasSize(1);
    }

    @Test
    void what_should_tell_the_protocol_is_pointed_at() {
        assertThat(files(port("port: 80, name: web")).found("IST0118"))
                .containsExactly("Service shop/cart /spec/ports/0/name");
        assertThat(files(port("port: 80, name: http, appProtocol: hbone")).found("IST0118"))
                .containsExactly("Service shop/cart /spec/ports/0/appProtocol");
    }

    @Test
    void services_that_istio_makes_are_its_own_business() {
        assertThat(files(service(", labels: {istio: pilot}", "ports: [{port: 1}]"))
                        .found("IST0118"))
                .isEmpty();
        assertThat(files(service(", labels: {release: istio}", "ports: [{port: 1}]"))
                        .found("IST0118"))
                .isEmpty();
        assertThat(files(service(", labels: {gateway.istio.io/managed: a}", "ports: [{port: 1}]"))
                        .found("IST0118"))
                .isEmpty();
    }

    @Test
    void a_port_of_a_name_outside_must_tell_a_protocol_with_a_host() {
        assertThat(files(service("", "type: ExternalName, ports: [{port: 443}]"))
                        .found("IST0150"))
                .hasSize(1);
        assertThat(files(service("", "type: ExternalName, ports: [{port: 443, name: tcp}]"))
                        .found("IST0150"))
                .containsExactly("Service shop/cart /spec/ports/0/name");
        assertThat(files(service("", "type: ExternalName, ports: [{port: 443, name: https}]"))
                        .found("IST0150"))
                .isEmpty();
        assertThat(files(service("", "type: ExternalName, ports: [{port: 443}]"))
                        .found("IST0118"))
                .isEmpty();
    }

    @Test
    void tcp_by_any_name_catches_all_though_istioctl_knows_one_name_only() {
        String text = service("", "type: ExternalName, ports: [{port: 443, name: tcp-db}]");

        assertThat(files(text).found("IST0150")).hasSize(1);
        assertThat(files(text).asIstioctl().found("IST0150")).isEmpty();
    }

    @Test
    void a_service_that_differs_between_clusters_is_found_once() {
        String http = port("port: 80, name: http");

        assertThat(clusters(Map.of("east", http, "west", port("port: 80, name: tcp")))
                        .found("IST0170"))
                .containsExactly("Service shop/cart /spec/ports");
        assertThat(clusters(Map.of(
                                "east", http, "west", service("", "clusterIP: None, ports: [{port: 80, name: http}]")))
                        .found("IST0170"))
                .containsExactly("Service shop/cart /spec/clusterIP");
        assertThat(clusters(Map.of(
                                "east", http, "west", service("", "type: NodePort, ports: [{port: 80, name: http}]")))
                        .found("IST0170"))
                .containsExactly("Service shop/cart /spec/type");
    }

    @Test
    void a_service_that_is_the_same_in_all_clusters_is_right() {
        Map<String, String> same = Map.of(
                "east",
                service(
                        "",
                        "type: ClusterIP, ports: [{port: 80, name: http, protocol: TCP, targetPort: 80}, {port: 1,"
                                + " name: a}]"),
                "west",
                service("", "ports: [{port: 1, name: a}, {port: 80, name: http}]"));

        assertThat(clusters(same).found("IST0170")).isEmpty();
    }

    @Test
    void ports_of_nodes_differ_by_nature_though_istioctl_minds() {
        Map<String, String> clusters = Map.of(
                "east",
                port("port: 80, name: http, nodePort: 30001"),
                "west",
                port("port: 80, name: http, nodePort: 30002"));

        assertThat(clusters(clusters).found("IST0170")).isEmpty();
        assertThat(clusters(clusters).asIstioctl().found("IST0170")).hasSize(1);
    }

    @Test
    void services_of_other_names_are_others() {
        assertThat(clusters(Map.of(
                                "east",
                                port("port: 80, name: http"),
                                "west",
                                port("port: 81, name: http").replace("cart", "stock")))
                        .found("IST0170"))
                .isEmpty();
    }
}
