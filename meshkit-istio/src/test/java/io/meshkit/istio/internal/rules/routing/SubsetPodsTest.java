// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.rules.routing;

import static io.meshkit.istio.internal.rules.Manifests.deployment;
import static io.meshkit.istio.internal.rules.Manifests.destinationRule;
import static io.meshkit.istio.internal.rules.Manifests.object;
import static io.meshkit.istio.internal.rules.Manifests.pod;
import static io.meshkit.istio.internal.rules.Manifests.service;
import static io.meshkit.istio.internal.rules.Manifests.serviceEntry;
import static org.assertj.core.api.Assertions.assertThat;

import io.meshkit.istio.internal.rules.RuleFixture;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SubsetPodsTest {

    private static final String UNKNOWN_HOST = "MKV-ISTIO-DR-003";
    private static final String EMPTY = "MKV-ISTIO-DR-004";
    private static final String AT = "DestinationRule shop/reviews /spec/subsets/0/labels";
    private static final String REVIEWS = service("shop/reviews");

    private static String subset(String host, String labels) {
        return destinationRule("shop/reviews", "host: " + host + ", subsets: [{name: one, labels: {" + labels + "}}]");
    }

    @ParameterizedTest
    @CsvSource({"'app: reviews, version: v2', 0", "'app: reviews, version: v1', 1", "'app: other, version: v2', 1"})
    void a_subset_needs_a_pod_of_the_service_itself(String labels, int found) {
        String rule = REVIEWS + subset("reviews", "version: v2");

        assertThat(RuleFixture.cluster(rule + pod("shop/a", labels)).found(EMPTY))
                .hasSize(found);
        assertThat(RuleFixture.cluster(rule + deployment("shop/a", labels)).found(EMPTY))
                .hasSize(found);
    }

    @Test
    void istioctl_takes_pods_of_any_service_and_namespace() {
        RuleFixture mesh =
                RuleFixture.cluster(REVIEWS + subset("reviews", "version: v2") + pod("data/a", "app: x, version: v2"));

        assertThat(mesh.found(EMPTY)).containsExactly(AT);
        assertThat(mesh.asIstioctl().found(EMPTY)).isEmpty();
    }

    @Test
    void a_subset_without_labels_has_all_pods() {
        String rule = destinationRule("shop/reviews", "host: reviews, subsets: [{name: one}]");

        assertThat(RuleFixture.cluster(REVIEWS + rule).found(EMPTY)).isEmpty();
    }

    @Test
    void the_subset_of_an_unknown_host_is_another_rules_matter() {
        assertThat(RuleFixture.cluster(REVIEWS + subset("ratings", "version: v2"))
                        .found(EMPTY))
                .isEmpty();
        assertThat(RuleFixture.cluster(REVIEWS + subset("''", "version: v2")).found(EMPTY))
                .isEmpty();
    }

    @Test
    void machines_are_in_subsets_too() {
        String machine = object(
                "networking.istio.io/v1",
                "WorkloadEntry",
                "shop/machine",
                "spec: {address: 10.0.0.1, labels: {app: reviews, version: v2}}");

        assertThat(RuleFixture.cluster(REVIEWS + subset("reviews", "version: v2") + machine)
                        .found(EMPTY))
                .isEmpty();
    }

    @Test
    void pods_of_another_cluster_are_in_the_subset() {
        RuleFixture mesh = RuleFixture.clusters(Map.of(
                "east", REVIEWS + subset("reviews", "version: v2") + pod("shop/a", "app: reviews, version: v1"),
                "west", REVIEWS + pod("shop/b", "app: reviews, version: v2")));

        assertThat(mesh.found(EMPTY)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ports: [{port: 80}]", "type: ExternalName, externalName: reviews.example.com"})
    void who_serves_a_service_without_a_selector_is_unknown(String spec) {
        RuleFixture mesh = RuleFixture.cluster(service("shop/reviews", spec) + subset("reviews", "version: v2"));

        assertThat(mesh.found(EMPTY)).isEmpty();
        assertThat(mesh.unjudged(EMPTY)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "resolution: STATIC, endpoints: [{address: 10.0.0.1, labels: {version: v2}}] | 0",
                "resolution: STATIC, endpoints: [{address: 10.0.0.1, labels: {version: v1}}] | 1",
                "resolution: DNS | 1",
                "resolution: NONE | 0",
                "resolution: STATIC, workloadSelector: {labels: {app: old}} | 1",
                "resolution: STATIC, workloadSelector: {labels: {app: new}} | 0",
            })
    void the_subset_of_a_service_entry_is_of_its_endpoints(String spec, int found) {
        String entry = serviceEntry("shop/api", "hosts: [api.example.com], " + spec);
        String rule = subset("api.example.com", "version: v2");

        assertThat(RuleFixture.cluster(entry + rule + pod("shop/a", "app: new, version: v2") + REVIEWS)
                        .found(EMPTY))
                .hasSize(found);
    }

    private static String node(String labels) {
        return """
            ---
            apiVersion: v1
            kind: Node
            metadata: {name: node-1, labels: {%s}}
            """.formatted(labels);
    }

    @ParameterizedTest
    @CsvSource({
        "'topology.kubernetes.io/zone: east-1', 0",
        "'topology.kubernetes.io/zone: east-2', 1",
        "'topology.istio.io/cluster: west', 0"
    })
    void labels_of_the_place_are_those_of_the_node(String labels, int found) {
        String placed = pod("shop/a", "app: reviews", "nodeName: node-1");
        RuleFixture mesh = RuleFixture.cluster(
                REVIEWS + subset("reviews", labels) + placed + node("topology.kubernetes.io/zone: east-1"));

        assertThat(mesh.found(EMPTY)).hasSize(found);
    }

    @Test
    void a_pod_without_a_node_may_come_to_any_place() {
        String rule = REVIEWS + subset("reviews", "'topology.kubernetes.io/zone': east-2");
        RuleFixture mesh = RuleFixture.cluster(rule + pod("shop/a", "app: reviews"));

        assertThat(mesh.found(EMPTY)).isEmpty();
        assertThat(mesh.asIstioctl().found(EMPTY)).hasSize(1);
        assertThat(RuleFixture.cluster(rule + deployment("shop/a", "app: reviews"))
                        .found(EMPTY))
                .isEmpty();
    }

    @Test
    void a_node_that_files_do_not_hold_may_have_any_label() {
        String rule = REVIEWS + subset("reviews", "'topology.kubernetes.io/zone': east-2");

        assertThat(RuleFixture.files(rule + pod("shop/a", "app: reviews", "nodeName: node-1"))
                        .found(EMPTY))
                .isEmpty();
    }

    @Test
    void files_without_workloads_of_the_namespace_say_nothing() {
        RuleFixture files =
                RuleFixture.files(REVIEWS + subset("reviews", "version: v2") + deployment("data/other", "app: other"));

        assertThat(files.found(EMPTY)).isEmpty();
        assertThat(files.unjudged(EMPTY)).hasSize(1);
    }

    @Test
    void a_rule_for_an_unknown_host_is_found() {
        RuleFixture mesh = RuleFixture.cluster(REVIEWS + subset("reveiws", "version: v2"));

        assertThat(mesh.found(UNKNOWN_HOST)).containsExactly("DestinationRule shop/reviews /spec/host");
        assertThat(RuleFixture.cluster(REVIEWS + subset("reviews", "version: v2"))
                        .found(UNKNOWN_HOST))
                .isEmpty();
        assertThat(RuleFixture.cluster(REVIEWS + destinationRule("shop/a", "trafficPolicy: {}"))
                        .found(UNKNOWN_HOST))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"'*'", "'*.local'", "'*.shop.svc.cluster.local'"})
    void a_rule_for_a_wildcard_is_for_whatever_is_there(String host) {
        RuleFixture mesh = RuleFixture.cluster(REVIEWS + destinationRule("istio-system/default", "host: " + host));

        assertThat(mesh.found(UNKNOWN_HOST)).isEmpty();
        assertThat(mesh.asIstioctl().found(UNKNOWN_HOST)).hasSize(1);
    }

    @Test
    void a_host_of_a_namespace_that_files_do_not_hold_is_unknown() {
        RuleFixture files = RuleFixture.files(REVIEWS + subset("api.data.svc.cluster.local", "version: v2"));

        assertThat(files.found(UNKNOWN_HOST)).isEmpty();
        assertThat(files.unjudged(UNKNOWN_HOST)).hasSize(1);
    }
}
