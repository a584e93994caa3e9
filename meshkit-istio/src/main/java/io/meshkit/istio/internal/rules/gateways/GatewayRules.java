// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.rules.gateways;

import io.meshkit.analysis.Rule;
import java.time.Clock;
import java.util.List;

/** The table of the rules on how requests come in. A new one is a class and a line. */
public final class GatewayRules {

    private GatewayRules() {}

    /**
     * The rules.
     *
     * @param clock tells when certificates expire
     * @return one of each
     */
    public static List<Rule> all(Clock clock) {
        return List.of(
                new ConflictingServers(),
                new HostNotAtGateway(),
                new IdleGateway(),
                new InternalGateway(),
                new MissingCredential(),
                new PortWithoutService(),
                new SharedCertificate(),
                new UnknownGateway(),
                new UnusableCredential(clock));
    }
}
