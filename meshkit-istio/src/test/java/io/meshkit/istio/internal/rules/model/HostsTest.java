// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.rules.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshkit.analysis.MeshSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostsTest {

    private static final MeshSettings MESH = MeshSettings.DEFAULT.withClusterDomain("mesh.corp");

    @ParameterizedTest
    @CsvSource({
        "reviews, reviews.shop.svc.mesh.corp",
        "reviews.shop, reviews.shop",
        "reviews.shop.svc.mesh.corp, reviews.shop.svc.mesh.corp",
        "api.example.com, api.example.com",
        "*, *",
        "*.example.com, *.example.com",
        "10.0.0.1, 10.0.0.1",
        "2001:db8::1, 2001:db8::1",
    })
    void a_name_without_a_dot_is_a_service_of_the_namespace(String host, String whole) {
        assertThat(Hosts.qualified(host, "shop", MESH)).isEqualTo(whole);
    }

    @Test
    void a_short_name_is_found_by_its_whole_name_in_whatever_domain() {
        assertThat(Hosts.forms("reviews.shop.svc.mesh.corp", MESH))
                .containsExactly("reviews.shop.svc.mesh.corp", Hosts.indexed("reviews", "shop"));
    }

    @Test
    void a_name_that_lacks_the_domain_is_another_host() {
        assertThat(Hosts.forms("reviews.shop.svc", MESH)).doesNotContain(Hosts.indexed("reviews", "shop"));
        assertThat(Hosts.indexed("api.example.com", "shop")).isEqualTo("api.example.com");
        assertThat(Hosts.forms("api.example.com", MESH)).containsExactly("api.example.com");
    }

    @Test
    void the_wildcards_of_a_name_come_longest_first() {
        assertThat(Hosts.wildcards("a.b.example.com")).containsExactly("*.b.example.com", "*.example.com", "*.com");
        assertThat(Hosts.wildcards("*.example.com")).containsExactly("*.example.com", "*.com");
        assertThat(Hosts.wildcards("localhost")).isEmpty();
    }

    @Test
    void a_wildcard_may_go_on_after_a_hyphen_of_the_first_label() {
        assertThat(Hosts.wildcards("eu-west-shop.my-site.com"))
                .containsExactly("*-west-shop.my-site.com", "*-shop.my-site.com", "*.my-site.com", "*.com");
    }

    @ParameterizedTest
    @CsvSource({
        "a.com, a.com, true",
        "a.com, b.com, false",
        "*, a.com, true",
        "*, *.com, true",
        "*.com, a.com, true",
        "*.com, com, false",
        "*.a.com, a.com, false",
        "*.a.com, *.com, true",
        "*.a.com, *.b.com, false",
        "*.a.com, xa.com, false",
        "*-shop.a.com, eu-shop.a.com, true",
    })
    void hosts_meet_where_one_stands_for_the_other(String one, String other, boolean meet) {
        assertThat(Hosts.overlap(one, other)).isEqualTo(meet);
        assertThat(Hosts.overlap(other, one)).isEqualTo(meet);
    }
}
