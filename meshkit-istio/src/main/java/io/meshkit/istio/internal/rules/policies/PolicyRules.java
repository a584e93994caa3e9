// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.rules.policies;

import io.meshkit.analysis.Rule;
import java.util.List;

/** The table of the rules on what holds for workloads. A new one is a class and a line. */
public final class PolicyRules {

    private PolicyRules() {}

    /**
     * The rules.
     *
     * @return one of each
     */
    public static List<Rule> all() {
        return List.of(
                new AccessLogWithoutProvider(),
                new DeprecatedDelay(),
                new DeprecatedEgressProxy(),
                new ImpossibleAdd(),
                new ImpossibleRemove(),
                new ImpossibleReplace(),
                new LightstepProvider(),
                new NegativeCondition(),
                new OldGatewayDefinition(),
                OverlappingSelectors.OF_SIDECAR,
                OverlappingSelectors.OF_TELEMETRY,
                new PolicyOfNoWorkload(),
                new RelativePatch(),
                new RelativePatchOfVersions(),
                new RetiredDefinition(),
                new SelectorOfGateway(),
                SeveralForAll.OF_SIDECAR,
                SeveralForAll.OF_TELEMETRY,
                new SidecarOfAmbient(),
                new UnknownRegistry(),
                new UnknownSourceNamespace(),
                UnmatchedSelector.OF_SIDECAR,
                UnmatchedSelector.OF_TELEMETRY,
                new UnrestrictedKeyFetch());
    }
}
