// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.rules.routing;

import static io.meshkit.istio.internal.rules.Manifests.destinationRule;
import static io.meshkit.istio.internal.rules.Manifests.route;
import static io.meshkit.istio.internal.rules.Manifests.service;
import static io.meshkit.istio.internal.rules.Manifests.serviceEntry;
import static io.meshkit.istio.internal.rules.Manifests.virtualService;
import static org.assertj.core.api.Assertions.assertThat;

import io.meshkit.finding.Finding;
import io.meshkit.istio.internal.rules.RuleFixture;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RouteDestinationsTest {

    private static final String UNKNOWN = "MKV-ISTIO-VS-001";
    private static final String AMBIGUOUS = "MKV-ISTIO-VS-002";
    private static final String SUBSET = "MKV-ISTIO-VS-003";
    private static final String BEHIND_GATEWAY = "MKV-ISTIO-VS-005";

    private static final String REVIEWS = service("shop/reviews");

    @Test
    void every_destination_of_every_protocol_is_looked_up() {
        String routes = virtualService("shop/routes", """
            hosts: [shop.example.com],
            http: [{route: [{destination: {host: a}}, {destination: {host: reviews}}], mirror: {host: b},
                    mirrors: [{destination: {host: c}}]}],
            tls: [{route: [{destination: {host: d}}]}],
            tcp: [{route: [{destination: {host: e}}]}]
            """);

        assertThat(RuleFixture.cluster(REVIEWS + routes).found(UNKNOWN))
                .containsExactlyInAnyOrder(
                        "VirtualService shop/routes /spec/http/0/route/0/destination/host",
                        "VirtualService shop/routes /spec/http/0/mirror/host",
                        "VirtualService shop/routes /spec/http/0/mirrors/0/destination/host",
                        "VirtualService shop/routes /spec/tls/0/route/0/destination/host",
                        "VirtualService shop/routes /spec/tcp/0/route/0/destination/host");
    }

    @Test
    void an_unknown_host_is_named_with_what_others_call_the_rule() {
        List<Finding> found = RuleFixture.cluster(REVIEWS + route("shop/routes", "host: reveiws"))
                .findings(UNKNOWN);

        assertThat(found).singleElement().satisfies(finding -> {
            assertThat(finding.aliases()).contains("IST0101", "KIA1101");
            assertThat(finding.message()).contains("reveiws").doesNotContain("mirror");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "delegate: {name: reviews, namespace: shop}",
                "redirect: {authority: www.example.com}",
                "directResponse: {status: 503}"
            })
    void routes_that_lead_nowhere_have_no_destination(String action) {
        String routes = virtualService("shop/routes", "hosts: [shop.example.com], http: [{" + action + "}]");

        assertThat(RuleFixture.cluster(REVIEWS + routes).found(UNKNOWN)).isEmpty();
    }

    @Test
    void a_destination_without_a_host_is_found() {
        RuleFixture mesh = RuleFixture.cluster(REVIEWS + route("shop/routes", "port: {number: 80}"));

        assertThat(mesh.messages(UNKNOWN)).containsExactly("this destination names no host");
    }

    @Test
    void a_port_that_the_service_lacks_is_found_at_its_number() {
        RuleFixture mesh = RuleFixture.cluster(REVIEWS + route("shop/routes", "host: reviews, port: {number: 9080}"));

        assertThat(mesh.found(UNKNOWN))
                .containsExactly("VirtualService shop/routes /spec/http/0/route/0/destination/port/number");
        assertThat(mesh.messages(UNKNOWN)).singleElement().asString().contains("no port 9080", "[80]");
    }

    @Test
    void a_port_is_that_of_the_service_and_not_of_the_pod() {
        String named = service(
                "shop/ratings",
                "ports: [{name: http, port: 80, targetPort: web}, {name: x, port: 81, targetPort: 8080}]");
        RuleFixture mesh = RuleFixture.cluster(named
                + route("shop/good", "host: ratings, port: {number: 80}")
                + route("shop/bad", "host: ratings, port: {number: 8080}"));

        assertThat(mesh.found(UNKNOWN))
                .containsExactly("VirtualService shop/bad /spec/http/0/route/0/destination/port/number");
    }

    @Test
    void the_port_of_an_external_name_is_that_of_the_host_it_stands_for() {
        RuleFixture mesh =
                RuleFixture.cluster(service("shop/alias", "type: ExternalName, externalName: api.example.com")
                        + route("shop/routes", "host: alias, port: {number: 443}"));

        assertThat(mesh.found(UNKNOWN)).isEmpty();
        assertThat(mesh.asIstioctl().found(UNKNOWN)).hasSize(1);
    }

    @Test
    void a_service_of_several_ports_needs_one_named() {
        String several = service("shop/ratings", "ports: [{name: http, port: 80}, {name: metrics, port: 9090}]");
        RuleFixture mesh = RuleFixture.cluster(REVIEWS
                + several
                + route("shop/bad", "host: ratings")
                + route("shop/good", "host: ratings, port: {number: 80}")
                + route("shop/single", "host: reviews")
                + route("shop/unknown", "host: nobody"));

        assertThat(mesh.found(AMBIGUOUS)).containsExactly("VirtualService shop/bad /spec/http/0/route/0/destination");
        assertThat(mesh.messages(AMBIGUOUS)).singleElement().asString().contains("[80, 9090]");
    }

    @Test
    void one_number_for_two_protocols_is_one_port() {
        String dns = service("shop/dns", "ports: [{name: dns, port: 53, protocol: UDP}, {name: tcp, port: 53}]");
        RuleFixture mesh = RuleFixture.cluster(dns + route("shop/routes", "host: dns"));

        assertThat(mesh.found(AMBIGUOUS)).isEmpty();
        assertThat(mesh.asIstioctl().found(AMBIGUOUS)).hasSize(1);
    }

    @Test
    void service_entries_of_one_host_are_one_service_of_several_ports() {
        String entries = serviceEntry("shop/plain", "hosts: [api.example.com], ports: [{number: 80}]")
                + serviceEntry("shop/tls", "hosts: [api.example.com], ports: [{number: 443}]");
        RuleFixture mesh = RuleFixture.cluster(REVIEWS + entries + route("shop/routes", "host: api.example.com"));

        assertThat(mesh.found(AMBIGUOUS)).hasSize(1);
    }

    @Test
    void mirrors_need_defined_subsets_too() {
        String routes = virtualService("shop/routes", """
            hosts: [reviews],
            http: [{route: [{destination: {host: reviews, subset: v1}, weight: 90},
                            {destination: {host: reviews, subset: v3}, weight: 10}],
                    mirror: {host: reviews, subset: v4}}]
            """);
        String rule = destinationRule("shop/reviews", "host: reviews, subsets: [{name: v1}, {name: v2}]");

        assertThat(RuleFixture.cluster(routes + rule).found(SUBSET))
                .containsExactlyInAnyOrder(
                        "VirtualService shop/routes /spec/http/0/route/1/destination/subset",
                        "VirtualService shop/routes /spec/http/0/mirror/subset");
    }

    private static String atGateway(String destination) {
        return virtualService(
                "shop/edge",
                "hosts: [shop.example.com], gateways: [edge], http: [{route: [{destination: {" + destination + "}}]}]");
    }

    private static final String SPLIT = virtualService(
            "shop/reviews", "hosts: [reviews], http: [{route: [{destination: {host: reviews, subset: v1}}]}]");

    @Test
    void a_gateway_that_passes_by_the_subsets_of_the_mesh_is_found() {
        RuleFixture mesh = RuleFixture.cluster(atGateway("host: reviews") + SPLIT);

        assertThat(mesh.found(BEHIND_GATEWAY))
                .containsExactly("VirtualService shop/edge /spec/http/0/route/0/destination/host");
        assertThat(RuleFixture.cluster(atGateway("host: reviews.shop.svc.cluster.local") + SPLIT)
                        .found(BEHIND_GATEWAY))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"host: reviews, subset: v1", "host: ratings", "subset: v2", "host: reviews.shop.svc"})
    void a_gateway_that_names_the_subset_or_another_host_is_fine(String destination) {
        assertThat(RuleFixture.cluster(atGateway(destination) + SPLIT).found(BEHIND_GATEWAY))
                .isEmpty();
    }

    @Test
    void routes_by_subset_at_another_gateway_are_none_of_the_mesh() {
        String elsewhere = virtualService(
                "shop/reviews",
                "hosts: [reviews], gateways: [inner], http: [{route: [{destination: {host: reviews, subset: v1}}]}]");
        RuleFixture mesh = RuleFixture.cluster(atGateway("host: reviews") + elsewhere);

        assertThat(mesh.found(BEHIND_GATEWAY)).isEmpty();
        assertThat(mesh.asIstioctl().found(BEHIND_GATEWAY)).hasSize(1);
    }

    @Test
    void routes_by_subset_in_another_cluster_are_none_of_this_mesh() {
        RuleFixture mesh = RuleFixture.clusters(Map.of("east", atGateway("host: reviews"), "west", SPLIT));

        assertThat(mesh.found(BEHIND_GATEWAY)).isEmpty();
    }

    @Test
    void a_virtual_service_of_the_mesh_alone_passes_nothing_by() {
        assertThat(RuleFixture.cluster(route("shop/routes", "host: reviews") + SPLIT)
                        .found(BEHIND_GATEWAY))
                .isEmpty();
    }
}
