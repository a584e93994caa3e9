// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.rules.gateways;

import io.meshkit.analysis.Index;
import io.meshkit.analysis.Node;
import io.meshkit.analysis.Rule;
import io.meshkit.analysis.RuleInfo;
import io.meshkit.analysis.RuleView;
import io.meshkit.istio.internal.rules.model.Gateways;
import io.meshkit.istio.internal.rules.model.Kinds;
import io.meshkit.resource.Resource;
import io.meshkit.resource.StoreId;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** Two Gateways of the same pods have one certificate for different hosts, which confuses clients that share connections. */
final class SharedCertificate implements Rule {

    private static final RuleInfo INFO = RuleInfo.warning("MKV-ISTIO-GW-009", "Two Gateways have one certificate")
            .alias("istioctl", "IST0138")
            .group("gateway.CertificateAnalyzer")
            .subject(Kinds.GATEWAY)
            .reason("Browsers use one HTTP/2 connection for all hosts of a certificate; the second host then gets 404.")
            .remedy("Serve the hosts in one Gateway, or give each a certificate of its own.")
            .build();

    private static final Index<Certificate, Resource> BY_CERTIFICATE =
            Index.of("gateways by certificate", Set.of(Kinds.GATEWAY), (gateway, entries) -> {
                Set<Certificate> all = new LinkedHashSet<>();
                Gateways.servers(gateway)
                        .forEach(server -> certificate(gateway, server).ifPresent(all::add));
                all.forEach(certificate -> entries.accept(certificate, gateway));
            });

    /** A certificate by the name of its Secret, or by its files. */
    private record Certificate(StoreId cluster, String credential, String file, String key) {}

    private static Optional<Certificate> certificate(Resource gateway, Node server) {
        String credential = server.get("tls", "credentialName").text("");
        String file = server.get("tls", "serverCertificate").text("");
        String key = server.get("tls", "privateKey").text("");
        if (!credential.isEmpty()) {
            return Optional.of(new Certificate(gateway.key().store(), credential, "", ""));
        }
        return file.isEmpty() || key.isEmpty()
                ? Optional.empty()
                : Optional.of(new Certificate(gateway.key().store(), "", file, key));
    }

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Resource gateway, RuleView view) {
        for (Node server : Gateways.servers(gateway)) {
            Optional<Resource> other = certificate(gateway, server).stream()
                    .flatMap(certificate -> view.find(BY_CERTIFICATE, certificate).stream())
                    .filter(found -> found != gateway)
                    .filter(found -> Gateways.selector(found)
                            .entrySet()
                            .containsAll(Gateways.selector(gateway).entrySet()))
                    .findFirst();
            if (other.isPresent()) {
                view.report(
                        server.get("tls"),
                        other.get().key() + " has the same certificate at the same pods",
                        finding -> finding.related(
                                Node.of(other.get())
                                        .get("spec", "servers")
                                        .value()
                                        .flatMap(value -> value.place()),
                                "the other servers"));
                return;
            }
        }
    }
}
