// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.rules.policies;

import io.meshkit.analysis.Node;
import io.meshkit.analysis.Presence;
import io.meshkit.analysis.Rule;
import io.meshkit.analysis.RuleInfo;
import io.meshkit.analysis.RuleView;
import io.meshkit.istio.internal.rules.model.Kinds;
import io.meshkit.istio.internal.rules.model.MeshConfiguration;
import io.meshkit.istio.internal.rules.model.MeshConfigurations;
import io.meshkit.resource.Resource;

/** A Telemetry sends traces to a provider of a type that Istio has given up. */
final class LightstepProvider implements Rule {

    private static final RuleInfo INFO = RuleInfo.warning(
                    "MKV-ISTIO-TEL-005", "Traces go to a provider of the old type lightstep")
            .alias("istioctl", "IST0002")
            .group("telemetry.LightstepAnalyzer")
            .subject(Kinds.TELEMETRY)
            .reads(Kinds.MESH_CONFIG, Kinds.CONFIG_MAP)
            .reason("Istio is giving the type up: after an upgrade the traces stop.")
            .remedy("Define the provider as opentelemetry, with the address of the same collector.")
            .build();

    private final MeshConfigurations meshes;

    LightstepProvider(MeshConfigurations meshes) {
        this.meshes = meshes;
    }

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Resource telemetry, RuleView view) {
        MeshConfiguration mesh = meshes.of(view, telemetry.key().store());
        for (Node tracing : Node.of(telemetry).get("spec", "tracing").items()) {
            for (Node provider : tracing.get("providers").items()) {
                if (mesh.presence() == Presence.UNKNOWN) {
                    view.unjudged("the providers of the mesh");
                    return;
                }
                check(provider.get("name"), mesh, view);
            }
        }
    }

    private static void check(Node name, MeshConfiguration mesh, RuleView view) {
        mesh.extensionProvider(name.text(""))
                .map(provider -> provider.get("lightstep"))
                .filter(Node::isPresent)
                .ifPresent(lightstep -> view.report(
                        name,
                        "the provider \"" + name.text("")
                                + "\" is of the type lightstep, which Istio is giving up; define it as opentelemetry",
                        finding ->
                                finding.parameter("provider", name.text("")).related(mesh.place(), "its definition")));
    }
}
