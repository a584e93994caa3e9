// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.rules.model;

import static io.meshkit.istio.internal.rules.Manifests.destinationRule;
import static io.meshkit.istio.internal.rules.Manifests.route;
import static org.assertj.core.api.Assertions.assertThat;

import io.meshkit.istio.internal.rules.RuleFixture;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which DestinationRules hold for a host, as the rule on subsets tells it. */
class DestinationRulesTest {

    private static final String UNKNOWN_SUBSET = "MKV-ISTIO-VS-003";
    private static final String ROUTE = route("shop/routes", "host: reviews, subset: v2");

    private static String subsets(String name, String host, String exportTo) {
        return destinationRule(
                name, "host: '" + host + "', exportTo: [" + exportTo + "], subsets: [{name: v1}, {name: v2}]");
    }

    @ParameterizedTest
    @CsvSource({
        "shop/reviews, reviews",
        "shop/reviews, reviews.shop.svc.cluster.local",
        "other/reviews, reviews.shop.svc.cluster.local",
        "shop/all, *.shop.svc.cluster.local",
        "shop/all, *.local",
        "shop/all, *",
    })
    void a_subset_of_the_host_or_of_a_wildcard_is_defined(String name, String host) {
        assertThat(RuleFixture.cluster(ROUTE + subsets(name, host, "")).found(UNKNOWN_SUBSET))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "other/reviews, reviews",
        "shop/reviews, reviews.shop.svc",
        "shop/reviews, ratings",
        "shop/all, *.data.svc.cluster.local"
    })
    void a_subset_of_another_host_is_not(String name, String host) {
        assertThat(RuleFixture.cluster(ROUTE + subsets(name, host, "")).found(UNKNOWN_SUBSET))
                .containsExactly("VirtualService shop/routes /spec/http/0/route/0/destination/subset");
    }

    @ParameterizedTest
    @CsvSource({"., 1", "shop, 0", "'\"*\"', 0", "'data, shop', 0"})
    void a_rule_holds_where_it_is_exported(String exportTo, int found) {
        RuleFixture mesh =
                RuleFixture.cluster(ROUTE + subsets("other/reviews", "reviews.shop.svc.cluster.local", exportTo));

        assertThat(mesh.found(UNKNOWN_SUBSET)).hasSize(found);
        assertThat(mesh.asIstioctl().found(UNKNOWN_SUBSET)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"*.shop.svc.cluster.local", "*"})
    void istioctl_knows_no_wildcards(String host) {
        assertThat(RuleFixture.cluster(ROUTE + subsets("shop/all", host, ""))
                        .asIstioctl()
                        .found(UNKNOWN_SUBSET))
                .hasSize(1);
    }

    @Test
    void rules_of_another_cluster_do_not_hold() {
        String other = destinationRule("shop/ratings", "host: ratings");
        RuleFixture mesh =
                RuleFixture.clusters(Map.of("east", ROUTE + other, "west", subsets("shop/reviews", "reviews", "")));

        assertThat(mesh.found(UNKNOWN_SUBSET)).hasSize(1);
    }

    @Test
    void files_without_destination_rules_say_nothing_of_subsets() {
        assertThat(RuleFixture.files(ROUTE).found(UNKNOWN_SUBSET)).isEmpty();
        assertThat(RuleFixture.files(ROUTE).unjudged(UNKNOWN_SUBSET))
                .containsExactly("DestinationRules of the host reviews.shop.svc.cluster.local");
    }

    @Test
    void a_route_without_a_host_is_not_said_to_have_a_wrong_subset() {
        assertThat(RuleFixture.cluster(route("shop/routes", "subset: v2")).found(UNKNOWN_SUBSET))
                .isEmpty();
    }
}
