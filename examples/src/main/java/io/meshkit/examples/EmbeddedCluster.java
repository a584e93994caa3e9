// SPDX-License-Identifier: Apache-2.0
package io.meshkit.examples;

import io.meshkit.MeshKit;
import io.meshkit.core.document.ManifestReader;
import io.meshkit.mesh.Site;
import io.meshkit.plan.DesiredResource;
import io.meshkit.plan.DesiredState;
import io.meshkit.plan.OperationOptions;
import io.meshkit.plan.PlanOptions;
import io.meshkit.plan.Planner;
import io.meshkit.resource.SetId;
import io.meshkit.testkit.kubernetes.FakeKubernetes;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A cluster inside this process: an API server that runs no workloads, but says that they are ready. */
final class EmbeddedCluster implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final FakeKubernetes kubernetes = FakeKubernetes.start();
    private final TemporaryFile kubeconfig = TemporaryFile.of("kubeconfig", kubernetes.kubeconfig());
    private final MeshKit kit = MeshKit.builder().site(address()).build();
    private final Site site = kit.sites().get(0);
    // a site of its own, whose discovery begins after the definitions are there
    private final StandInControlPlanes controlPlanes =
            new StandInControlPlanes(kubernetes, kit.open(address()), kit.writer());

    FakeKubernetes kubernetes() {
        return kubernetes;
    }

    URI address() {
        return URI.create("k8s:.?kubeconfig=" + kubeconfig.path());
    }

    /**
     * Puts what lies in a folder there, as a real program could: as a set of its own. Then lets stand-ins for the control planes of meshes
     * accept what is configured.
     */
    void prepare(Path folder) {
        DesiredState.Builder world = DesiredState.of(new SetId("default", "world"));
        for (String file : List.of("definitions.yaml", "shop.yaml")) {
            new ManifestReader()
                    .read(folder.resolve(file))
                    .resources()
                    .forEach(resource ->
                            world.add(DesiredResource.of(resource.in(site.id())).build()));
        }
        Planner planner = kit.planner(site);
        planner.apply(planner.plan(world.build(), PlanOptions.DEFAULT), OperationOptions.DEFAULT)
                .await(LIMIT)
                .orThrow();
        controlPlanes.start();
    }

    @Override
    public void close() {
        controlPlanes.close();
        kit.close();
        kubeconfig.close();
        kubernetes.close();
    }
}
