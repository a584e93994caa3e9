// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.rules.policies;

import io.meshkit.analysis.Node;
import io.meshkit.analysis.PodTemplate.Home;
import io.meshkit.analysis.Presence;
import io.meshkit.analysis.Rule;
import io.meshkit.analysis.RuleInfo;
import io.meshkit.analysis.RuleView;
import io.meshkit.istio.internal.rules.model.Kinds;
import io.meshkit.istio.internal.rules.model.MeshConfiguration;
import io.meshkit.istio.internal.rules.model.MeshConfigurations;
import io.meshkit.istio.internal.rules.model.Selectors;
import io.meshkit.resource.Resource;
import java.util.List;

/**
 * A Telemetry asks for access logs and nobody says who writes them. Telemetries inherit the providers of wider ones, which istioctl does not
 * look at: istio/istio:pilot/pkg/model/telemetry.go.
 */
final class AccessLogWithoutProvider implements Rule {

    private static final RuleInfo INFO = RuleInfo.warning("MKV-ISTIO-TEL-004", "Access logs have no provider")
            .alias("istioctl", "IST0157")
            .group("telemetry.ProviderAnalyzer")
            .subject(Kinds.TELEMETRY)
            .reads(Kinds.MESH_CONFIG, Kinds.CONFIG_MAP)
            .reason("Neither this Telemetry nor the mesh names a provider, and no access log is written.")
            .remedy("Name providers here, or in defaultProviders.accessLogging of the mesh.")
            .build();

    private final MeshConfigurations meshes;

    AccessLogWithoutProvider(MeshConfigurations meshes) {
        this.meshes = meshes;
    }

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Resource telemetry, RuleView view) {
        List<Node> lacking = Node.of(telemetry).get("spec", "accessLogging").items().stream()
                .filter(log ->
                        !log.get("disabled").isTrue() && log.get("providers").isEmpty())
                .toList();
        if (lacking.isEmpty()) {
            return;
        }
        MeshConfiguration mesh = meshes.of(view, telemetry.key().store());
        if (mesh.presence() == Presence.UNKNOWN) {
            view.unjudged("the default providers of the mesh");
            return;
        }
        boolean once = view.imitates("istioctl");
        if (mesh.defaultProviders("accessLogging").isEmpty() && (once || !inherits(telemetry, mesh, view))) {
            lacking.stream()
                    .limit(once ? 1 : Long.MAX_VALUE)
                    .forEach(log -> view.report(
                            log, "these access logs name no provider, and the mesh has no default one; name one"));
        }
    }

    /** Whether a Telemetry for the namespace, or for the mesh, names providers of access logs. */
    private static boolean inherits(Resource telemetry, MeshConfiguration mesh, RuleView view) {
        Home own = Home.of(telemetry);
        Home root = new Home(own.cluster(), mesh.rootNamespace());
        return List.of(own, root).stream()
                .flatMap(home -> Selectors.forAll(view, Kinds.TELEMETRY, home).stream())
                .filter(wider -> !wider.key().equals(telemetry.key()))
                .flatMap(wider -> Node.of(wider).get("spec", "accessLogging").items().stream())
                .anyMatch(log -> !log.get("providers").isEmpty());
    }
}
