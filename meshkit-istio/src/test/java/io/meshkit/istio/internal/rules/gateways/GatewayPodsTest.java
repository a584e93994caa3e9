// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.rules.gateways;

import static io.meshkit.istio.internal.rules.Manifests.deployment;
import static io.meshkit.istio.internal.rules.Manifests.gateway;
import static io.meshkit.istio.internal.rules.Manifests.pod;
import static io.meshkit.istio.internal.rules.Manifests.service;
import static org.assertj.core.api.Assertions.assertThat;

import io.meshkit.istio.internal.rules.RuleFixture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GatewayPodsTest {

    private static final String IDLE = "MKV-ISTIO-GW-004";
    private static final String PORT = "MKV-ISTIO-GW-007";
    private static final String CONFLICT = "MKV-ISTIO-GW-008";
    private static final String POD = pod("edge/edge-1", "istio: edge, app: edge");

    private static String serving(String name, String selector, String servers) {
        return gateway(name, "selector: {" + selector + "}, servers: [" + servers + "]");
    }

    private static String at(int port, String rest) {
        return "{port: {number: " + port + "}" + rest + "}";
    }

    @Test
    void a_gateway_that_selects_no_pod_is_found() {
        RuleFixture mesh = RuleFixture.cluster(POD + serving("shop/edge", "istio: egde", ""));

        assertThat(mesh.found(IDLE)).containsExactly("Gateway shop/edge /spec/selector");
        assertThat(mesh.messages(IDLE)).singleElement().asString().contains("istio=egde");
    }

    @ParameterizedTest
    @ValueSource(strings = {"istio: edge", "istio: edge, app: edge", ""})
    void pods_of_any_namespace_serve_a_gateway(String selector) {
        assertThat(RuleFixture.cluster(POD + serving("shop/edge", selector, "")).found(IDLE))
                .isEmpty();
    }

    @Test
    void templates_serve_a_gateway_but_not_for_istioctl() {
        RuleFixture mesh =
                RuleFixture.cluster(deployment("edge/edge", "istio: edge") + serving("shop/edge", "istio: edge", ""));

        assertThat(mesh.found(IDLE)).isEmpty();
        assertThat(mesh.asIstioctl().found(IDLE)).hasSize(1);
    }

    @Test
    void files_of_an_application_do_not_show_that_there_is_no_gateway() {
        RuleFixture files = RuleFixture.files(
                deployment("shop/cart", "app: cart") + serving("shop/edge", "istio: ingressgateway", ""));

        assertThat(files.found(IDLE)).isEmpty();
        assertThat(files.unjudged(IDLE)).containsExactly("pods");
    }

    @Test
    void files_with_a_gateway_show_that_another_is_not_there() {
        RuleFixture files =
                RuleFixture.files(deployment("edge/edge", "istio: edge") + serving("shop/edge", "istio: egde", ""));

        assertThat(files.found(IDLE)).hasSize(1);
    }

    private static String behind(String ports) {
        return service("edge/edge", "selector: {istio: edge}, ports: [" + ports + "]");
    }

    @ParameterizedTest
    @CsvSource({
        "'{port: 80, targetPort: 8080}', 80, 0",
        "'{port: 80, targetPort: 8080}', 8080, 0",
        "'{port: 80}', 80, 0",
        "'{port: 80}', 8080, 1",
        "'{port: 80, protocol: UDP}', 80, 1",
        "'{port: 80, protocol: TCP}', 80, 0",
        "'{port: 80}, {port: 443}', 443, 0",
    })
    void a_port_is_reached_by_the_port_of_a_service_or_its_target(String ports, int port, int found) {
        RuleFixture mesh = RuleFixture.cluster(POD + behind(ports) + serving("shop/edge", "istio: edge", at(port, "")));

        assertThat(mesh.found(PORT)).hasSize(found);
    }

    @Test
    void each_server_is_looked_at_and_several_services_count_together() {
        String more = service("edge/more", "selector: {app: edge, istio: edge}, ports: [{port: 443}]");
        String other = service("edge/other", "selector: {app: edge, istio: other}, ports: [{port: 9443}]");
        String servers = at(80, "") + ", " + at(443, "") + ", " + at(9443, "") + ", {hosts: ['*']}";
        RuleFixture mesh = RuleFixture.cluster(
                POD + behind("{port: 80}") + more + other + serving("shop/edge", "istio: edge", servers));

        assertThat(mesh.found(PORT)).containsExactly("Gateway shop/edge /spec/servers/2/port/number");
        assertThat(mesh.messages(PORT)).singleElement().asString().contains("[80, 443]");
    }

    @Test
    void a_service_of_another_namespace_does_not_lead_to_the_pods() {
        String other = service("shop/edge", "selector: {istio: edge}, ports: [{port: 80}]");
        RuleFixture mesh = RuleFixture.cluster(POD + other + serving("shop/edge", "istio: edge", at(80, "")));

        assertThat(mesh.messages(PORT)).containsExactly("no Service selects the pods of this gateway");
    }

    @Test
    void a_target_port_may_be_the_name_of_a_port_of_the_pod() {
        String named = pod(
                "edge/edge-1",
                "istio: edge",
                "containers: [{name: istio-proxy, ports: [{name: web, containerPort: 8080}, {name: x, containerPort:"
                        + " 81}]}]");
        RuleFixture mesh = RuleFixture.cluster(named
                + behind("{port: 80, targetPort: web}")
                + serving("shop/edge", "istio: edge", at(8080, "") + ", " + at(81, "")));

        assertThat(mesh.found(PORT)).containsExactly("Gateway shop/edge /spec/servers/1/port/number");
        assertThat(mesh.asIstioctl().found(PORT)).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hostNetwork: true",
                "containers: [{name: istio-proxy, ports: [{containerPort: 8443, hostPort: 443}]}]"
            })
    void a_port_of_the_node_needs_no_service(String spec) {
        RuleFixture mesh = RuleFixture.cluster(pod("edge/edge-1", "istio: edge", spec)
                + behind("{port: 80}")
                + serving("shop/edge", "istio: edge", at(8443, "")));

        assertThat(mesh.found(PORT)).isEmpty();
        assertThat(mesh.asIstioctl().found(PORT)).hasSize(1);
    }

    @Test
    void a_gateway_without_pods_is_another_rules_matter() {
        assertThat(RuleFixture.cluster(behind("{port: 80}") + serving("shop/edge", "istio: edge", at(81, "")))
                        .found(PORT))
                .isEmpty();
    }

    @Test
    void without_services_the_rule_on_ports_does_not_run() {
        assertThat(RuleFixture.files(POD + serving("shop/edge", "istio: edge", at(80, "")))
                        .skips(PORT))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "hosts: [a.com] | hosts: [a.com] | 2",
                "hosts: [a.com] | hosts: [b.com] | 0",
                "hosts: ['*'] | hosts: [a.com] | 0",
                "hosts: ['*'] | hosts: ['*'] | 2",
                "hosts: [a.com], bind: 10.0.0.1 | hosts: [a.com] | 0",
                "hosts: [./a.com] | hosts: [./a.com] | 0",
                "hosts: [./a.com] | hosts: [shop/a.com] | 2",
                "hosts: [shop/a.com] | hosts: [shop/a.com] | 2",
            })
    void two_gateways_of_the_same_pods_serve_different_hosts(String one, String other, int found) {
        String both = serving("shop/one", "istio: edge", at(80, ", " + one))
                + serving("data/other", "istio: edge", at(80, ", " + other));

        assertThat(RuleFixture.cluster(both).found(CONFLICT)).hasSize(found);
    }

    @Test
    void another_port_is_no_conflict_and_neither_are_two_servers_of_one_gateway() {
        String ports = serving("shop/one", "istio: edge", at(80, ", hosts: [a.com]"))
                + serving("shop/other", "istio: edge", at(443, ", hosts: [a.com]"));
        String servers =
                serving("shop/one", "istio: edge", at(80, ", hosts: [a.com]") + ", " + at(80, ", hosts: [a.com]"));

        assertThat(RuleFixture.cluster(ports).found(CONFLICT)).isEmpty();
        assertThat(RuleFixture.cluster(servers).found(CONFLICT)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'istio: edge', 'app: edge', 2, 0",
        "'istio: edge', '', 2, 2",
        "'istio: edge', 'istio: edge, app: edge', 2, 2",
        "'istio: edge', 'istio: edge, app: other', 0, 0",
        "'istio: edge', 'istio: other', 0, 0",
    })
    void they_share_pods_where_one_pod_has_the_labels_of_both(String one, String other, int found, int ofIstioctl) {
        String both = serving("shop/one", one, at(80, ", hosts: [a.com]"))
                + serving("shop/other", other, at(80, ", hosts: [a.com]"));
        RuleFixture mesh = RuleFixture.cluster(POD + both);

        assertThat(mesh.found(CONFLICT)).hasSize(found);
        assertThat(mesh.asIstioctl().found(CONFLICT)).hasSize(ofIstioctl);
    }

    @Test
    void istioctl_takes_the_own_namespaces_of_two_gateways_for_one() {
        String both = serving("shop/one", "istio: edge", at(80, ", hosts: [./a.com]"))
                + serving("data/other", "istio: edge", at(80, ", hosts: [./a.com]"));

        assertThat(RuleFixture.cluster(both).asIstioctl().found(CONFLICT)).hasSize(2);
    }
}
