// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.rules.policies;

import io.meshkit.analysis.Rule;
import io.meshkit.istio.internal.rules.model.EmbeddedText;
import io.meshkit.istio.internal.rules.model.MeshConfigurations;
import java.util.List;

/** The table of the rules on what holds for workloads. A new one is a class and a line. */
public final class PolicyRules {

    private PolicyRules() {}

    /**
     * The rules.
     *
     * @param meshes finds the configuration of the mesh
     * @param texts reads what ConfigMaps hold
     * @return one of each
     */
    public static List<Rule> all(MeshConfigurations meshes, EmbeddedText texts) {
        return List.of(
                new AccessLogWithoutProvider(meshes),
                new DeprecatedDelay(),
                new DeprecatedEgressProxy(),
                new ImpossibleAdd(),
                new ImpossibleRemove(),
                new ImpossibleReplace(),
                new LightstepProvider(meshes),
                new NegativeCondition(),
                new OldGatewayDefinition(),
                OverlappingSelectors.OF_SIDECAR,
                OverlappingSelectors.OF_TELEMETRY,
                new PolicyOfNoWorkload(meshes),
                new RelativePatch(),
                new RelativePatchOfVersions(),
                new RetiredDefinition(),
                new SelectorOfGateway(),
                SeveralForAll.OF_SIDECAR,
                SeveralForAll.OF_TELEMETRY,
                new SidecarOfAmbient(),
                new UnknownRegistry(texts),
                new UnknownSourceNamespace(),
                UnmatchedSelector.OF_SIDECAR,
                UnmatchedSelector.OF_TELEMETRY,
                new UnrestrictedKeyFetch());
    }
}
