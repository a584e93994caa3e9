// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.rules.workloads;

import static io.meshkit.istio.internal.rules.RuleFixture.files;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PodRulesTest {

    private static final String ENABLED = """
        apiVersion: v1
        kind: Namespace
        metadata: {name: shop, labels: {istio-injection: enabled}}
        ---
        """;

    private static String workload(String kind, String spec) {
        return """
            apiVersion: apps/v1
            kind: %s
            metadata: {name: cart, namespace: shop}
            spec:
              template:
                metadata: {labels: {app: cart, version: v1}}
                spec: %s
            ---
            """.formatted(kind, spec);
    }

    private static String cart() {
        return workload("Deployment", "{containers: [{name: cart, image: cart}]}");
    }

    private static String service(String name, String ports) {
        return """
            apiVersion: v1
            kind: Service
            metadata: {name: %s, namespace: shop}
            spec:
              selector: {app: cart}
              ports: [%s]
            ---
            """.formatted(name, ports);
    }

    @Test
    void a_container_as_the_user_of_the_proxy_is_found() {
        String spec = "{containers: [{name: cart, securityContext: {runAsUser: 1337}}]}";

        assertThat(files(ENABLED + workload("Deployment", spec)).found("IST0144"))
                .containsExactly("Deployment shop/cart /spec/template/spec/containers/0/securityContext/runAsUser");
        assertThat(files(ENABLED + workload("StatefulSet", spec)).found("IST0144"))
                .hasSize(1);
    }

    @Test
    void the_user_of_the_pod_is_found_once_where_containers_have_none_of_their_own() {
        String spec = "{securityContext: {runAsUser: 1337}, containers: [{name: a}, {name: b}]}";

        assertThat(files(ENABLED + workload("Deployment", spec)).found("IST0144"))
                .containsExactly("Deployment shop/cart /spec/template/spec/securityContext/runAsUser");
    }

    @Test
    void the_user_of_the_pod_does_not_matter_where_containers_have_their_own_though_istioctl_says_so() {
        String text = ENABLED
                + workload(
                        "Deployment",
                        "{securityContext: {runAsUser: 1337}, containers: [{name: a, securityContext: {runAsUser:"
                                + " 1000}}]}");

        assertThat(files(text).found("IST0144")).isEmpty();
        assertThat(files(text).asIstioctl().found("IST0144")).hasSize(1);
    }

    @Test
    void the_proxy_itself_and_other_users_are_right() {
        String spec = "{containers: [{name: istio-proxy, image: p, securityContext: {runAsUser: 1337}},"
                + " {name: cart, securityContext: {runAsUser: 1336}}]}";

        assertThat(files(ENABLED + workload("Deployment", spec)).found("IST0144"))
                .isEmpty();
        assertThat(files(ENABLED + workload("Deployment", spec)).asIstioctl().found("IST0144"))
                .isEmpty();
    }

    @Test
    void the_user_does_not_matter_outside_of_the_mesh_and_is_not_judged_where_that_is_unknown() {
        String text = workload("Deployment", "{containers: [{name: cart, securityContext: {runAsUser: 1337}}]}");

        assertThat(files(ENABLED.replace("enabled", "disabled") + text).found("IST0144"))
                .isEmpty();
        assertThat(files(text).found("IST0144")).isEmpty();
        assertThat(files(text).unjudged("IST0144")).containsExactly("the namespace shop");
    }

    @Test
    void one_port_of_two_protocols_is_found() {
        String text = ENABLED + cart() + service("a", "{name: http, port: 80}") + service("b", "{name: tcp, port: 80}");

        assertThat(files(text).found("IST0116")).containsExactly("Deployment shop/cart /spec/template/metadata/labels");
        assertThat(files(text).messages("IST0116").get(0)).contains("a, b", "HTTP, TCP");
    }

    @Test
    void tcp_and_udp_do_not_meet_though_istioctl_says_so() {
        String text = ENABLED
                + cart()
                + service("dns", "{name: dns-tcp, port: 53, protocol: TCP}, {name: dns, port: 53, protocol: UDP}");

        assertThat(files(text).found("IST0116")).isEmpty();
        assertThat(files(text).asIstioctl().found("IST0116")).hasSize(1);
    }

    @Test
    void one_port_of_one_protocol_is_right() {
        String text =
                ENABLED + cart() + service("a", "{name: http, port: 80}") + service("b", "{name: http-b, port: 80}");

        assertThat(files(text).found("IST0116")).isEmpty();
        assertThat(files(text).found("IST0137")).isEmpty();
    }

    @Test
    void services_that_select_other_pods_or_none_do_not_count() {
        String other = service("b", "{name: tcp, port: 80}");
        String text = ENABLED + cart() + service("a", "{name: http, port: 80}");

        assertThat(files(text + other.replace("{app: cart}", "{app: cart, version: v2}"))
                        .found("IST0116"))
                .isEmpty();
        assertThat(files(text + other.replace("{app: cart}", "{}")).found("IST0116"))
                .isEmpty();
        assertThat(files(text + other.replace("namespace: shop", "namespace: other"))
                        .found("IST0116"))
                .isEmpty();
    }

    @Test
    void one_target_behind_two_numbers_is_found() {
        String text = ENABLED + cart() + service("a", "{port: 80, targetPort: 8080}") + service("b", "{port: 8080}");

        assertThat(files(text).found("IST0137")).containsExactly("Deployment shop/cart /spec/template/metadata/labels");
        assertThat(files(text).messages("IST0137").get(0)).contains("80, 8080");
    }

    @Test
    void a_target_by_name_is_one_too() {
        String text = ENABLED + cart() + service("a", "{port: 80, targetPort: web}, {port: 81, targetPort: web}");

        assertThat(files(text).found("IST0137")).hasSize(1);
    }

    @Test
    void services_of_workloads_outside_of_the_mesh_or_of_gateways_may_do_as_they_like() {
        String services = service("a", "{name: http, port: 80}") + service("b", "{name: tcp, port: 80}");
        String gateway = cart().replace(
                        "namespace: shop}",
                        "namespace: shop, labels: {gateway.istio.io/managed: istio.io-mesh-controller}}");

        assertThat(files(ENABLED.replace("enabled", "disabled") + cart() + services)
                        .found("IST0116"))
                .isEmpty();
        assertThat(files(ENABLED + gateway + services).found("IST0116")).isEmpty();
        assertThat(files(cart() + services).unjudged("IST0116")).containsExactly("the namespace shop");
    }
}
