// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.rules.routing;

import static io.meshkit.istio.internal.rules.Manifests.destinationRule;
import static org.assertj.core.api.Assertions.assertThat;

import io.meshkit.istio.internal.rules.RuleFixture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnverifiedServerTest {

    private static final String OF_HOST = "MKV-ISTIO-DR-001";
    private static final String OF_PORT = "MKV-ISTIO-DR-002";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mode: SIMPLE | '' | 1",
                "mode: MUTUAL, clientCertificate: /etc/cert.pem | '' | 1",
                "mode: SIMPLE, caCertificates: /etc/ca.pem | '' | 0",
                "mode: ISTIO_MUTUAL | '' | 0",
                "mode: DISABLE | '' | 0",
                "mode: SIMPLE, credentialName: db | '' | 1",
                "mode: SIMPLE, credentialName: db | ', workloadSelector: {matchLabels: {app: cart}}' | 0",
            })
    void a_server_is_verified_by_an_authority(String tls, String rest, int found) {
        String host = destinationRule("shop/db", "host: db, trafficPolicy: {tls: {" + tls + "}}" + rest);
        String port = destinationRule(
                "shop/db",
                "host: db, trafficPolicy: {portLevelSettings: [{port: {number: 1}}, {tls: {" + tls + "}}]}" + rest);

        assertThat(RuleFixture.files(host).found(OF_HOST)).hasSize(found);
        assertThat(RuleFixture.files(host).found(OF_PORT)).isEmpty();
        assertThat(RuleFixture.files(port).found(OF_HOST)).isEmpty();
        assertThat(RuleFixture.files(port).found(OF_PORT)).hasSize(found);
    }

    @Test
    void policies_of_subsets_are_looked_at_but_not_by_istioctl() {
        RuleFixture subsets = RuleFixture.files(destinationRule("shop/db", """
            host: db,
            subsets: [{name: a, trafficPolicy: {tls: {mode: SIMPLE},
                                                portLevelSettings: [{port: {number: 1}, tls: {mode: SIMPLE}}]}}]
            """));

        assertThat(subsets.found(OF_HOST)).containsExactly("DestinationRule shop/db /spec/subsets/0/trafficPolicy/tls");
        assertThat(subsets.found(OF_PORT))
                .containsExactly("DestinationRule shop/db /spec/subsets/0/trafficPolicy/portLevelSettings/0/tls");
        assertThat(subsets.asIstioctl().found(OF_HOST)).isEmpty();
        assertThat(subsets.asIstioctl().found(OF_PORT)).isEmpty();
    }
}
