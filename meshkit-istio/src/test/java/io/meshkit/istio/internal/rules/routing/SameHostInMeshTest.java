// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.rules.routing;

import static io.meshkit.istio.internal.rules.Manifests.virtualService;
import static org.assertj.core.api.Assertions.assertThat;

import io.meshkit.istio.internal.rules.RuleFixture;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SameHostInMeshTest {

    private static final String SAME_HOST = "MKV-ISTIO-VS-004";

    private static String bound(String name, String hosts, String rest) {
        return virtualService(name, "hosts: [" + hosts + "]" + rest);
    }

    @ParameterizedTest
    @CsvSource({
        "reviews, reviews",
        "reviews, reviews.shop.svc.cluster.local",
        "api.example.com, api.example.com",
        "'\"*.example.com\"', '\"*.example.com\"'",
    })
    void two_virtual_services_for_one_host_are_found(String one, String other) {
        assertThat(RuleFixture.files(bound("shop/a", one, "") + bound("shop/b", other, ""))
                        .found(SAME_HOST))
                .containsExactly("VirtualService shop/a /spec/hosts/0", "VirtualService shop/b /spec/hosts/0");
    }

    @ParameterizedTest
    @CsvSource({
        "reviews, ratings",
        "reviews, reviews.shop.svc",
        "reviews, reviews.data.svc.cluster.local",
        "api.example.com, '\"*.example.com\"'",
    })
    void different_hosts_are_fine_and_the_most_specific_wins(String one, String other) {
        assertThat(RuleFixture.files(bound("shop/a", one, "") + bound("shop/b", other, ""))
                        .found(SAME_HOST))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'', ', exportTo: [data]', 2",
        "', exportTo: [shop]', ', exportTo: [.]', 2",
        "', exportTo: [shop]', ', exportTo: [data]', 0",
        "', gateways: [edge]', '', 0",
        "', gateways: [edge]', ', gateways: [edge]', 0",
        "', gateways: [edge, mesh]', '', 2",
    })
    void they_meet_where_one_namespace_sees_both_in_the_mesh(String one, String other, int found) {
        String both = bound("shop/a", "reviews", one) + bound("shop/b", "reviews", other);

        assertThat(RuleFixture.files(both).found(SAME_HOST)).hasSize(found);
    }

    @Test
    void delegates_have_no_hosts_and_meet_nobody() {
        String delegates = virtualService("shop/a", "http: [{route: [{destination: {host: reviews}}]}]")
                + virtualService("shop/b", "http: [{route: [{destination: {host: reviews}}]}]");

        assertThat(RuleFixture.files(delegates).found(SAME_HOST)).isEmpty();
        assertThat(RuleFixture.files(delegates).asIstioctl().found(SAME_HOST)).isEmpty();
    }

    @Test
    void each_cluster_follows_its_own() {
        RuleFixture mesh = RuleFixture.clusters(
                Map.of("east", bound("shop/a", "reviews", ""), "west", bound("shop/a", "reviews", "")));

        assertThat(mesh.found(SAME_HOST)).isEmpty();
        assertThat(mesh.asIstioctl().found(SAME_HOST)).hasSize(2);
    }

    @Test
    void istioctl_counts_a_host_that_one_names_twice() {
        RuleFixture twice = RuleFixture.files(bound("shop/a", "reviews, reviews.shop.svc.cluster.local", ""));

        assertThat(twice.found(SAME_HOST)).isEmpty();
        assertThat(twice.asIstioctl().messages(SAME_HOST))
                .singleElement()
                .asString()
                .contains("itself, by another name");
    }

    @Test
    void istioctl_counts_wildcards_over_the_hosts_of_one_namespace() {
        RuleFixture wild = RuleFixture.files(bound("shop/a", "reviews", ", exportTo: [.]")
                + bound("shop/b", "'*.svc.cluster.local'", "")
                + bound("shop/c", "'*.com'", ""));

        assertThat(wild.found(SAME_HOST)).isEmpty();
        assertThat(wild.asIstioctl().found(SAME_HOST))
                .containsExactly("VirtualService shop/a /spec/hosts/0", "VirtualService shop/b /spec/hosts/0");
    }
}
