// SPDX-License-Identifier: Apache-2.0
package io.meshkit.it.mesh;

import io.meshkit.MeshKit;
import io.meshkit.document.SourceText;
import io.meshkit.testkit.mesh.reference.Defect;
import io.meshkit.testkit.mesh.reference.ReferenceMesh;
import io.meshkit.testkit.mesh.reference.ReferenceMeshOptions;

/** The reference mesh: what a pattern says holds at once, so that nothing is waited for. */
final class ReferenceConfigured implements ConfiguredMesh {

    private final MeshKit kit = MeshKit.offline();
    private final ReferenceMesh mesh;

    ReferenceConfigured(Defect... defects) {
        mesh = ReferenceMesh.start(ReferenceMeshOptions.builder()
                .service("web")
                .service("stock")
                .service("api", "v1")
                .service("api", "v2")
                .build());
        for (Defect defect : defects) {
            mesh.defect(defect);
        }
    }

    @Override
    public ReferenceMesh mesh() {
        return mesh;
    }

    @Override
    public void apply(String services) {
        configure(services);
        configure(services);
    }

    @Override
    public void remove() {
        configure("api: {type: Service}");
    }

    private void configure(String services) {
        String text = """
            apiVersion: meshkit.dev/v1
            kind: Pattern
            name: live
            services:
            """ + services.indent(2);
        mesh.configure(kit.patterns().read(SourceText.of("live.yaml", text)));
    }

    @Override
    public void eventually(Runnable assertion) {
        assertion.run();
    }

    @Override
    public void close() {
        mesh.close();
        kit.close();
    }
}
