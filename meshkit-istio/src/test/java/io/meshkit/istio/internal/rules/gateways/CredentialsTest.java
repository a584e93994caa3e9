// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.rules.gateways;

import static io.meshkit.istio.internal.rules.Manifests.gateway;
import static io.meshkit.istio.internal.rules.Manifests.object;
import static io.meshkit.istio.internal.rules.Manifests.pod;
import static org.assertj.core.api.Assertions.assertThat;

import io.meshkit.istio.internal.rules.RuleFixture;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialsTest {

    private static final String MISSING = "MKV-ISTIO-GW-005";
    private static final String UNUSABLE = "MKV-ISTIO-GW-006";
    private static final String SHARED = "MKV-ISTIO-GW-009";

    private static final String POD = pod("edge/edge-1", "istio: edge");

    /** Until 2126. */
    private static final String CERTIFICATE = """
        -----BEGIN CERTIFICATE-----
        MIIBjTCCATOgAwIBAgIURUq1IM35UwNmpmlas+5ds6nX4vEwCgYIKoZIzj0EAwIw
        GzEZMBcGA1UEAwwQc2hvcC5leGFtcGxlLmNvbTAgFw0yNjExMjQxODQ1NTBaGA8y
        MTI2MTAzMTE4NDU1MFowGzEZMBcGA1UEAwwQc2hvcC5leGFtcGxlLmNvbTBZMBMG
        ByqGSM49AgEGCCqGSM49AwEHA0IABIVxDsnqklQt8YwmOx3OGTkM22IW46n3kDaU
        /XZMvragQlk5KmisbKZjZqv2yjWnH2ayhe6dAF6q9Htcdat9COyjUzBRMB0GA1Ud
        DgQWBBTHxkONx+wFyw9n3JTpIRAYkAPNqzAfBgNVHSMEGDAWgBTHxkONx+wFyw9n
        3JTpIRAYkAPNqzAPBgNVHRMBAf8EBTADAQH/MAoGCCqGSM49BAMCA0gAMEUCICto
        wPKOcr+pJvowY+E8WQh+7cRpVD8jBF2OyQdZg/OTAiEA3ojoz8rVcPRZhuVR3EmT
        Aj1ItIDYmjlf+/l2TBWmPWE=
        -----END CERTIFICATE-----
        """;

    /** Until 2018. */
    private static final String EXPIRED = """
        -----BEGIN CERTIFICATE-----
        MIIBSzCB8aADAgECAghL3AGIJ01LjzAKBggqhkjOPQQDAjAaMRgwFgYDVQQDEw9v
        bGQuZXhhbXBsZS5jb20wHhcNMTgwOTA3MTg0ODE0WhcNMTgwOTE3MTg0ODE0WjAa
        MRgwFgYDVQQDEw9vbGQuZXhhbXBsZS5jb20wWTATBgcqhkjOPQIBBggqhkjOPQMB
        BwNCAATyB3XOOlC+u4Ovqz5/pyKPVNbFge45E6kJ6bgVK4zFjeK3MQcah+OS4tXx
        CvkZxclmwzD9cEhWoOBJuwoYWbL1oyEwHzAdBgNVHQ4EFgQUmwnZGSt9WmShEy3T
        EekMMwlyj3EwCgYIKoZIzj0EAwIDSQAwRgIhAN8Y9WL6Y+ZjD+0CbbXv8ZLs+nOw
        u5dwRa7g3OQ6W+gRAiEAmd32UpDZMm6mUx8uBkQX8MExMUpAmpDGhQie2sR6aSE=
        -----END CERTIFICATE-----
        """;

    private static String serving(String name, String tls) {
        return gateway(name, "selector: {istio: edge}, servers: [{port: {number: 443}, tls: {" + tls + "}}]");
    }

    private static String secret(String name, String data) {
        return object("v1", "Secret", name, "data: {" + data + "}");
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String pair(String certificateName, String certificate, String keyName) {
        return certificateName + ": " + base64(certificate) + ", " + keyName + ": " + base64("key");
    }

    private static final String GOOD = secret("edge/shop-cert", pair("tls.crt", CERTIFICATE, "tls.key"));

    @ParameterizedTest
    @CsvSource({
        "shop-cert, 0",
        "kubernetes://shop-cert, 0",
        "kubernetes://edge/shop-cert, 0",
        "edge/shop-cert, 0",
        "other-cert, 1",
        "kubernetes://other-cert, 1",
        "kubernetes://shop/shop-cert, 1",
        "sds://provider, 0",
        "file-root:/etc/ca.pem, 0",
        "builtin://, 0",
        "configmap://edge/ca, 0",
        "'', 0",
    })
    void a_secret_lies_where_the_pods_of_the_gateway_are(String name, int found) {
        RuleFixture mesh =
                RuleFixture.cluster(POD + GOOD + serving("shop/edge", "mode: SIMPLE, credentialName: '" + name + "'"));

        assertThat(mesh.found(MISSING)).hasSize(found);
        assertThat(mesh.found(UNUSABLE)).isEmpty();
    }

    @Test
    void a_secret_beside_the_gateway_is_not_where_its_pods_are() {
        RuleFixture mesh = RuleFixture.cluster(POD
                + secret("shop/shop-cert", pair("tls.crt", CERTIFICATE, "tls.key"))
                + serving("shop/edge", "credentialName: shop-cert"));

        assertThat(mesh.found(MISSING)).containsExactly("Gateway shop/edge /spec/servers/0/tls/credentialName");
        assertThat(mesh.messages(MISSING)).singleElement().asString().contains("\"edge\"");
    }

    @Test
    void pods_of_several_namespaces_need_the_secret_each() {
        RuleFixture mesh = RuleFixture.cluster(
                POD + pod("inner/edge-1", "istio: edge") + GOOD + serving("shop/edge", "credentialName: shop-cert"));

        assertThat(mesh.messages(MISSING)).singleElement().asString().contains("\"inner\"");
        assertThat(mesh.asIstioctl().found(MISSING)).isEmpty();
    }

    @Test
    void a_list_of_credentials_is_looked_at_one_by_one() {
        RuleFixture mesh =
                RuleFixture.cluster(POD + GOOD + serving("shop/edge", "credentialNames: [shop-cert, ecdsa-cert]"));

        assertThat(mesh.found(MISSING)).containsExactly("Gateway shop/edge /spec/servers/0/tls/credentialNames/1");
    }

    @Test
    void nobody_knows_where_the_secret_of_a_gateway_without_pods_lies() {
        assertThat(RuleFixture.cluster(serving("shop/edge", "credentialName: shop-cert"))
                        .found(MISSING))
                .isEmpty();
    }

    @Test
    void files_without_secrets_do_not_show_that_one_is_missing() {
        RuleFixture files = RuleFixture.files(POD + serving("shop/edge", "credentialName: shop-cert"));

        assertThat(files.found(MISSING)).isEmpty();
        assertThat(files.unjudged(MISSING)).containsExactly("the Secret shop-cert");
    }

    private static RuleFixture with(String secret) {
        return RuleFixture.cluster(POD + secret + serving("shop/edge", "credentialName: shop-cert"));
    }

    private static RuleFixture withData(String data) {
        return with(secret("edge/shop-cert", data));
    }

    @Test
    void a_pair_under_either_names_can_be_used() {
        assertThat(withData(pair("tls.crt", CERTIFICATE, "tls.key")).found(UNUSABLE))
                .isEmpty();
        assertThat(withData(pair("cert", CERTIFICATE, "key")).found(UNUSABLE)).isEmpty();
    }

    @Test
    void a_secret_with_an_authority_or_half_a_pair_cannot() {
        String fault = "the Secret shop-cert has no tls.crt and tls.key, nor cert and key";

        assertThat(withData("ca.crt: " + base64(CERTIFICATE)).messages(UNUSABLE))
                .containsExactly(fault);
        assertThat(withData("tls.crt: " + base64(CERTIFICATE)).messages(UNUSABLE))
                .containsExactly(fault);
        assertThat(withData(pair("tls.crt", CERTIFICATE, "key")).messages(UNUSABLE))
                .containsExactly(fault);
        assertThat(withData("").messages(UNUSABLE)).containsExactly(fault);
    }

    @Test
    void a_certificate_that_expired_or_is_none_cannot_be_used() {
        assertThat(withData(pair("tls.crt", EXPIRED, "tls.key")).messages(UNUSABLE))
                .singleElement()
                .asString()
                .contains("expired at 2018-");
        assertThat(withData(pair("tls.crt", "certificate", "tls.key")).messages(UNUSABLE))
                .containsExactly("the Secret shop-cert holds no certificate in PEM");
    }

    @Test
    void what_is_no_base64_is_told_without_the_content() {
        assertThat(withData("tls.crt: 'A', tls.key: QUJD").messages(UNUSABLE))
                .containsExactly("the Secret shop-cert holds data that is not in Base64");
    }

    @Test
    void files_may_write_certificates_as_they_are() {
        String plain = object(
                "v1",
                "Secret",
                "edge/shop-cert",
                "stringData:\n  tls.key: key\n  tls.crt: |\n" + CERTIFICATE.indent(4));

        assertThat(with(plain).found(UNUSABLE)).isEmpty();
        assertThat(with(plain).asIstioctl().found(UNUSABLE)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "credentialName: a | credentialName: a | 2",
                "credentialName: a | credentialName: b | 0",
                "serverCertificate: a, privateKey: b | serverCertificate: a, privateKey: b | 2",
                "serverCertificate: a, privateKey: b | serverCertificate: a, privateKey: c | 0",
                "serverCertificate: a | serverCertificate: a | 0",
                "mode: PASSTHROUGH | mode: PASSTHROUGH | 0",
            })
    void two_gateways_of_the_same_pods_have_certificates_of_their_own(String one, String other, int found) {
        assertThat(RuleFixture.cluster(serving("shop/a", one) + serving("data/b", other))
                        .found(SHARED))
                .hasSize(found);
    }

    @ParameterizedTest
    @ValueSource(strings = {"istio: other", "app: edge"})
    void gateways_of_other_pods_may_have_the_same_certificate(String selector) {
        String other = gateway("data/b", "selector: {" + selector + "}, servers: [{tls: {credentialName: a}}]");

        assertThat(RuleFixture.cluster(serving("shop/a", "credentialName: a") + other)
                        .found(SHARED))
                .isEmpty();
    }
}
