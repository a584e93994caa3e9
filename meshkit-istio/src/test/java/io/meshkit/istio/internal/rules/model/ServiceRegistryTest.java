// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.rules.model;

import static io.meshkit.istio.internal.rules.Manifests.object;
import static io.meshkit.istio.internal.rules.Manifests.route;
import static io.meshkit.istio.internal.rules.Manifests.service;
import static io.meshkit.istio.internal.rules.Manifests.serviceEntry;
import static io.meshkit.istio.internal.rules.Manifests.virtualService;
import static org.assertj.core.api.Assertions.assertThat;

import io.meshkit.istio.internal.rules.RuleFixture;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What hosts Istio knows, as the rule on destinations tells it. */
class ServiceRegistryTest {

    private static final String UNKNOWN_DESTINATION = "MKV-ISTIO-VS-001";

    private static boolean isKnown(String host, String others) {
        return RuleFixture.cluster(route("shop/routes", "host: " + host) + service("shop/other") + others)
                .found(UNKNOWN_DESTINATION)
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "reviews, true",
        "reviews.shop.svc.cluster.local, true",
        "reviews.shop.svc, false",
        "reviews.shop, false",
        "reviews.other.svc.cluster.local, false",
    })
    void a_service_is_known_by_its_short_name_and_its_whole_name_alone(String host, boolean isKnown) {
        assertThat(isKnown(host, service("shop/reviews"))).isEqualTo(isKnown);
    }

    @Test
    void services_have_the_domain_of_their_cluster() {
        String manifests = route("shop/routes", "host: reviews.shop.svc.mesh.corp") + service("shop/reviews");

        assertThat(RuleFixture.cluster(manifests).clusterDomain("mesh.corp").found(UNKNOWN_DESTINATION))
                .isEmpty();
        assertThat(RuleFixture.cluster(manifests).found(UNKNOWN_DESTINATION)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"'*', true", "., false", "~, false", "shop, true", "'other, shop', true", "'other,data', false"})
    void a_service_is_known_where_its_annotation_exports_it(String exportTo, boolean isKnown) {
        String reviews = """
            ---
            apiVersion: v1
            kind: Service
            metadata:
              name: reviews
              namespace: data
              annotations: {networking.istio.io/exportTo: "%s"}
            spec: {ports: [{port: 80}]}
            """.formatted(exportTo);

        assertThat(isKnown("reviews.data.svc.cluster.local", reviews)).isEqualTo(isKnown);
    }

    @ParameterizedTest
    @CsvSource({"'\"*\"', true", "., false", "shop, true", "'data, shop', true", "'', true"})
    void a_service_entry_is_known_where_it_is_exported(String exportTo, boolean isKnown) {
        String entry = serviceEntry(
                "data/api", "hosts: [api.example.com], exportTo: [" + exportTo + "], ports: [{number: 443}]");

        assertThat(isKnown("api.example.com", entry)).isEqualTo(isKnown);
    }

    @Test
    void a_service_entry_for_its_own_namespace_is_known_there() {
        assertThat(isKnown("api.example.com", serviceEntry("shop/api", "hosts: [api.example.com], exportTo: [.]")))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "api.example.com, true",
        "a.b.example.com, true",
        "example.com, false",
        "api.example.org, false",
        "'\"*.example.com\"', true"
    })
    void a_wildcard_of_a_service_entry_stands_for_the_hosts_below_it(String host, boolean isKnown) {
        assertThat(isKnown(host, serviceEntry("data/all", "hosts: ['*.example.com']")))
                .isEqualTo(isKnown);
    }

    @Test
    void a_wildcard_that_is_exported_elsewhere_does_not_count() {
        assertThat(isKnown("api.example.com", serviceEntry("data/all", "hosts: ['*.example.com'], exportTo: [.]")))
                .isFalse();
        assertThat(isKnown("api.example.com", serviceEntry("shop/all", "hosts: ['*.example.com'], exportTo: [.]")))
                .isTrue();
    }

    @Test
    void a_short_host_of_a_service_entry_is_no_service_of_a_namespace() {
        assertThat(isKnown("database", serviceEntry("shop/database", "hosts: [database]")))
                .isFalse();
    }

    @Test
    void a_virtual_service_for_other_namespaces_finds_what_those_see() {
        String routes = virtualService(
                "shop/routes",
                "hosts: [a.example.com], exportTo: [data], http: [{route: [{destination: {host: api.example.com}}]}]");
        String entry = serviceEntry("other/api", "hosts: [api.example.com], exportTo: [data]");

        assertThat(RuleFixture.cluster(routes + entry + service("shop/other")).found(UNKNOWN_DESTINATION))
                .isEmpty();
    }

    @Test
    void istioctl_forgets_the_own_namespace_of_a_virtual_service_for_others() {
        String routes = virtualService(
                "shop/routes",
                "hosts: [a.example.com], exportTo: [data], http: [{route: [{destination: {host: api.example.com}}]}]");
        RuleFixture mesh =
                RuleFixture.cluster(routes + serviceEntry("shop/api", "hosts: [api.example.com], exportTo: [.]"));

        assertThat(mesh.found(UNKNOWN_DESTINATION)).isEmpty();
        assertThat(mesh.asIstioctl().found(UNKNOWN_DESTINATION)).hasSize(1);
    }

    @Test
    void services_are_known_to_all_clusters_and_service_entries_to_their_own() {
        String routes = route("shop/routes", "host: reviews") + route("shop/out", "host: api.example.com");
        RuleFixture mesh = RuleFixture.clusters(Map.of(
                "east", routes + service("shop/other") + serviceEntry("shop/own", "hosts: [own.example.com]"),
                "west", service("shop/reviews") + serviceEntry("shop/api", "hosts: [api.example.com]")));

        assertThat(mesh.found(UNKNOWN_DESTINATION))
                .containsExactly("VirtualService shop/out /spec/http/0/route/0/destination/host");
        assertThat(mesh.asIstioctl().found(UNKNOWN_DESTINATION)).isEmpty();
    }

    @Test
    void service_entries_of_one_host_have_their_ports_together() {
        String entries = serviceEntry("shop/plain", "hosts: [api.example.com], ports: [{number: 80}]")
                + serviceEntry("data/tls", "hosts: [api.example.com], ports: [{number: 443}]");
        String routes = route("shop/plain", "host: api.example.com, port: {number: 80}")
                + route("shop/tls", "host: api.example.com, port: {number: 443}")
                + route("shop/none", "host: api.example.com, port: {number: 8443}");

        RuleFixture mesh = RuleFixture.cluster(entries + routes + service("shop/other"));

        assertThat(mesh.messages(UNKNOWN_DESTINATION))
                .singleElement()
                .asString()
                .contains("no port 8443", "[80, 443]");
        assertThat(mesh.asIstioctl().found(UNKNOWN_DESTINATION)).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"reviews.data.svc.cluster.local", "api.example.com"})
    void what_files_are_silent_about_is_unknown(String host) {
        RuleFixture files = RuleFixture.files(route("shop/routes", "host: " + host) + service("shop/other"));

        assertThat(files.found(UNKNOWN_DESTINATION)).isEmpty();
        assertThat(files.unjudged(UNKNOWN_DESTINATION)).containsExactly("the services that may have the host " + host);
    }

    @Test
    void files_that_hold_a_namespace_know_its_services() {
        RuleFixture files = RuleFixture.files(route("shop/routes", "host: reviews") + service("shop/other"));

        assertThat(files.found(UNKNOWN_DESTINATION)).hasSize(1);
        assertThat(files.unjudged(UNKNOWN_DESTINATION)).isEmpty();
    }

    @Test
    void scopes_are_those_that_are_written_and_everywhere_by_default() {
        assertThat(ServiceRegistry.scopes(List.of(), "shop")).isEqualTo(Set.of("*"));
        assertThat(ServiceRegistry.scopes(List.of(".", "data"), "shop")).isEqualTo(Set.of("shop", "data"));
        assertThat(ServiceRegistry.scopes(List.of("data", "*"), "shop")).isEqualTo(Set.of("*"));
    }

    @Test
    void without_services_the_rule_does_not_run() {
        assertThat(RuleFixture.files(route("shop/routes", "host: reviews")).skips(UNKNOWN_DESTINATION))
                .isTrue();
        assertThat(RuleFixture.files(object("v1", "ConfigMap", "shop/other", "data: {}"))
                        .skips(UNKNOWN_DESTINATION))
                .isTrue();
    }
}
