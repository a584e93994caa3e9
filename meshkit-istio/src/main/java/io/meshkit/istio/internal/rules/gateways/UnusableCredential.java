// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.rules.gateways;

import io.meshkit.analysis.Node;
import io.meshkit.analysis.PodTemplate;
import io.meshkit.analysis.Rule;
import io.meshkit.analysis.RuleInfo;
import io.meshkit.analysis.RuleView;
import io.meshkit.istio.internal.rules.gateways.Credentials.Credential;
import io.meshkit.istio.internal.rules.model.Kinds;
import io.meshkit.resource.GroupKind;
import io.meshkit.resource.Resource;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Base64;
import java.util.Date;
import java.util.Optional;

/**
 * The Secret of a server holds no certificate and key that can be used. Keys: {@code tls.crt} and {@code tls.key}, or {@code cert} and
 * {@code key} (istio/istio:pilot/pkg/credentials/kube). Files may write them as they are, under {@code stringData}, which istioctl does not
 * read.
 */
final class UnusableCredential implements Rule {

    private static final RuleInfo INFO = RuleInfo.error("MKV-ISTIO-GW-006", "The Secret of a Gateway cannot be used")
            .alias("istioctl", "IST0161")
            .group("gateway.SecretAnalyzer")
            .subject(Kinds.GATEWAY)
            .reads(Kinds.SECRET)
            .reads(PodTemplate.KINDS.toArray(new GroupKind[0]))
            .reason("The gateway has no certificate for the server and ends connections to it.")
            .remedy("Put a certificate in PEM that has not expired under tls.crt, and its key under tls.key.")
            .build();

    private final Clock clock;

    UnusableCredential(Clock clock) {
        this.clock = clock;
    }

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Resource gateway, RuleView view) {
        for (Credential credential : Credentials.of(gateway, view)) {
            view.resource(credential.secret())
                    .flatMap(secret -> fault(secret, view))
                    .ifPresent(fault -> view.report(
                            credential.at(),
                            "the Secret " + credential.secret().name() + " " + fault,
                            finding -> finding.parameter(
                                    "secret", credential.secret().name())));
        }
    }

    /** What is wrong with a Secret; nothing of its content is told. */
    private Optional<String> fault(Resource secret, RuleView view) {
        Optional<byte[]> certificate;
        Optional<byte[]> key;
        try {
            boolean generic = !bytes(secret, "cert", view).isEmpty()
                    && !bytes(secret, "key", view).isEmpty();
            certificate = bytes(secret, generic ? "cert" : "tls.crt", view);
            key = bytes(secret, generic ? "key" : "tls.key", view);
        } catch (IllegalArgumentException e) {
            return Optional.of("holds data that is not in Base64");
        }
        if (certificate.isEmpty() || key.isEmpty()) {
            return Optional.of("has no tls.crt and tls.key, nor cert and key");
        }
        try {
            X509Certificate first = (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(certificate.get()));
            Date now = Date.from(clock.instant());
            return first.getNotAfter().before(now)
                    ? Optional.of("holds a certificate that expired at "
                            + first.getNotAfter().toInstant())
                    : Optional.empty();
        } catch (CertificateException e) {
            return Optional.of("holds no certificate in PEM");
        }
    }

    private static Optional<byte[]> bytes(Resource secret, String name, RuleView view) {
        Node written = Node.of(secret).get("stringData", name);
        if (!written.isEmpty() && !view.imitates("istioctl")) {
            return written.text().map(text -> text.getBytes(StandardCharsets.UTF_8));
        }
        return Node.of(secret)
                .get("data", name)
                .text()
                .filter(text -> !text.isEmpty())
                .map(Base64.getMimeDecoder()::decode);
    }
}
