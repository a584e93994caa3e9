// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.rules;

import io.meshkit.analysis.Rule;
import io.meshkit.analysis.Snapshot;
import io.meshkit.istio.internal.rules.gateways.GatewayRules;
import io.meshkit.istio.internal.rules.model.EmbeddedText;
import io.meshkit.istio.internal.rules.model.MeshConfigurations;
import io.meshkit.istio.internal.rules.policies.PolicyRules;
import io.meshkit.istio.internal.rules.routing.RoutingRules;
import io.meshkit.istio.internal.rules.workloads.WorkloadRules;
import io.meshkit.spi.ProviderContext;
import java.util.List;
import java.util.stream.Stream;

/** All rules of Istio, from the tables of their packages. */
public final class IstioRules {

    private IstioRules() {}

    /**
     * The rules.
     *
     * @param context what they may use
     * @return one of each
     */
    public static List<Rule> all(ProviderContext context) {
        EmbeddedText texts = new EmbeddedText(context.reader());
        MeshConfigurations meshes = new MeshConfigurations(texts);
        return Stream.of(
                        GatewayRules.all(context.clock()),
                        PolicyRules.all(meshes, texts),
                        RoutingRules.all(meshes),
                        WorkloadRules.all(meshes, context))
                .flatMap(List::stream)
                .toList();
    }

    /**
     * The configuration as another tool sees it.
     *
     * @param tool the tool
     * @param snapshot the configuration
     * @return what {@code istioctl} sees; for other tools the same
     */
    public static Snapshot imitating(String tool, Snapshot snapshot) {
        return tool.equals(IstioctlView.TOOL) ? IstioctlView.of(snapshot) : snapshot;
    }
}
