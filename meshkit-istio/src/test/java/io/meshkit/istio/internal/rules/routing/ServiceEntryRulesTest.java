// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.rules.routing;

import static io.meshkit.istio.internal.rules.Manifests.serviceEntry;
import static org.assertj.core.api.Assertions.assertThat;

import io.meshkit.istio.internal.rules.RuleFixture;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceEntryRulesTest {

    private static final String ADDRESS = "MKV-ISTIO-SE-001";
    private static final String PROTOCOL = "MKV-ISTIO-SE-002";
    private static final String TCP =
            serviceEntry("shop/db", "hosts: [db.example.com], ports: [{number: 5432, protocol: TCP}]");

    private static String entry(String name, String port, String rest) {
        return serviceEntry(name, "hosts: [api.example.com], ports: [{" + port + "}]" + rest);
    }

    @ParameterizedTest
    @CsvSource({"'protocol: TCP', 1", "'protocol: tcp', 1", "'name: db', 1", "'protocol: HTTP', 0", "'protocol: TLS', 0"
    })
    void a_port_of_tcp_needs_an_address(String port, int found) {
        assertThat(RuleFixture.files(entry("shop/db", "number: 5432, " + port, ""))
                        .found(ADDRESS))
                .hasSize(found);
        assertThat(RuleFixture.files(entry("shop/db", "number: 5432, " + port, ", addresses: [10.0.0.1]"))
                        .found(ADDRESS))
                .isEmpty();
    }

    @Test
    void an_address_that_istio_allotted_is_one() {
        String allotted = TCP + "status: {addresses: [{value: 240.240.0.1}]}\n";

        assertThat(RuleFixture.files(allotted).found(ADDRESS)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ISTIO_META_DNS_AUTO_ALLOCATE", "PILOT_ENABLE_IP_AUTOALLOCATE"})
    void a_mesh_that_allots_addresses_needs_none(String setting) {
        RuleFixture files = RuleFixture.files(TCP);
        String capture = "defaultConfig: {proxyMetadata: {ISTIO_META_DNS_CAPTURE: \"true\"";

        assertThat(files.meshConfig(capture + ", " + setting + ": \"true\"}}").found(ADDRESS))
                .isEmpty();
        assertThat(files.meshConfig(capture + "}}").found(ADDRESS))
                .containsExactly("ServiceEntry shop/db /spec/ports/0");
    }

    @ParameterizedTest
    @CsvSource({
        "'number: 80, protocol: HTTP', 'number: 80, protocol: TCP', 2",
        "'number: 80, protocol: HTTP', 'number: 80, protocol: http', 0",
        "'number: 80, protocol: HTTP', 'number: 443, protocol: TLS', 0",
        "'number: 80, protocol: HTTP', 'number: 80', 2",
        "'protocol: HTTP', 'protocol: TCP', 0",
    })
    void a_port_of_a_host_has_one_protocol(String one, String other, int found) {
        assertThat(RuleFixture.files(entry("shop/a", one, "") + entry("data/b", other, ""))
                        .found(PROTOCOL))
                .hasSize(found);
    }

    @ParameterizedTest
    @CsvSource({
        "', exportTo: [.]', ', exportTo: [.]', 0",
        "', exportTo: [.]', '', 2",
        "', exportTo: [data]', ', exportTo: [.]', 2",
        "', exportTo: [\"*\"]', ', exportTo: [x]', 2",
    })
    void protocols_conflict_where_one_namespace_sees_both(String one, String other, int found) {
        String both = entry("shop/a", "number: 80, protocol: HTTP", one)
                + entry("data/b", "number: 80, protocol: TCP", other);

        assertThat(RuleFixture.files(both).found(PROTOCOL)).hasSize(found);
    }

    @Test
    void the_message_names_both_protocols_and_the_other_entry() {
        String both = entry("shop/a", "number: 80, protocol: HTTP", "") + entry("data/b", "number: 80", "");

        assertThat(RuleFixture.files(both).messages(PROTOCOL))
                .anySatisfy(message -> assertThat(message).contains("HTTP here", "of no named protocol in", "data/b"));
    }

    @Test
    void entries_of_two_clusters_do_not_meet() {
        RuleFixture mesh = RuleFixture.clusters(Map.of(
                "east", entry("shop/a", "number: 80, protocol: HTTP", ""),
                "west", entry("shop/a", "number: 80, protocol: TCP", "")));

        assertThat(mesh.found(PROTOCOL)).isEmpty();
    }
}
