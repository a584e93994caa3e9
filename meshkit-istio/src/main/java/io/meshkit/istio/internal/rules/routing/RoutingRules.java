// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.rules.routing;

import io.meshkit.analysis.Rule;
import io.meshkit.istio.internal.rules.model.MeshConfigurations;
import java.util.List;

/** The table of the rules on where requests go. A new one is a class and a line. */
public final class RoutingRules {

    private RoutingRules() {}

    /**
     * The rules.
     *
     * @param meshes finds the configuration of the mesh
     * @return one of each
     */
    public static List<Rule> all(MeshConfigurations meshes) {
        return List.of(
                // VirtualService
                new AmbiguousPort(),
                new ClaimsWithoutAuthentication(),
                new IneffectiveMatch(),
                new SameHostInMesh(),
                new SubsetBehindGateway(),
                new UnknownDestination(),
                new UnknownSubset(),
                new UnreachableRoute(),
                // DestinationRule
                new EmptySubset(),
                new UnknownRuleHost(),
                UnverifiedServer.ofHost(),
                UnverifiedServer.ofPort(),
                // ServiceEntry
                new ConflictingEntryProtocol(),
                new ServiceEntryWithoutAddress(meshes));
    }
}
