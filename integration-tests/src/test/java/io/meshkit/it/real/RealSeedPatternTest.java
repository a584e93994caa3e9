// SPDX-License-Identifier: Apache-2.0
package io.meshkit.it.real;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.meshkit.document.Value;
import io.meshkit.finding.Severity;
import io.meshkit.mesh.MeshId;
import io.meshkit.pattern.PatternOptions;
import io.meshkit.plan.OperationResult;
import io.meshkit.plan.Plan;
import io.meshkit.plan.PlanOptions;
import io.meshkit.resource.GroupKind;
import io.meshkit.resource.ResourceKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The first pattern there was: a mesh and two add-ons that wait for each other, from manifests. */
@Tag("real")
@ExtendWith(RealMeshesExtension.class)
class RealSeedPatternTest {

    private static final String NAMESPACE = "istio-system";
    private static final GroupKind DEPLOYMENT = new GroupKind("apps", "Deployment");
    private static final List<String> MANIFESTS =
            List.of("istio/control-plane.yaml", "prometheus/prometheus.yaml", "grafana/grafana.yaml");

    @TempDir
    Path manifests;

    @Test
    void it_is_applied_in_order_again_without_a_write_and_removed(RealMeshes meshes) throws IOException {
        Path corpus = MeshDefinitions.corpus().orElse(Path.of(""));
        assumeTrue(MeshDefinitions.corpus().isPresent(), "MESHKIT_CORPUS is not set");
        Path seed = corpus.resolve("patterns/seed/IstioSM.yaml");
        copyManifests();
        StepOrder order = new StepOrder();

        try (ControlPlane kubelet = new ControlPlane(meshes.site().store(), meshes.statusWriter())) {
            kubelet.kubelet(NAMESPACE);
            Plan plan = plan(meshes, seed);
            assertThat(plan.report().findings()).noneMatch(finding -> finding.severity() == Severity.ERROR);
            meshes.apply(plan, order);

            assertThat(List.of("istiod", "prometheus", "grafana"))
                    .allSatisfy(name -> assertThat(readyReplicas(meshes, name)).isEqualTo("1"));
            assertThat(order.indexOf(finished("istiod"))).isLessThan(order.indexOf(started("prometheus")));
            assertThat(order.indexOf(finished("prometheus"))).isLessThan(order.indexOf(started("grafana")));
            assertThat(made(meshes, "istiod")).isLessThanOrEqualTo(made(meshes, "prometheus"));
            assertThat(made(meshes, "prometheus")).isLessThanOrEqualTo(made(meshes, "grafana"));

            Plan again = plan(meshes, seed);
            OperationResult second = meshes.apply(again);
            assertThat(again.hasChanges()).as(again.render()).isFalse();
            assertThat(second.writes()).isZero();

            meshes.apply(meshes.kit().planner().planRemoval(plan.set(), PlanOptions.DEFAULT));
            assertThat(List.of("istiod", "prometheus", "grafana"))
                    .noneMatch(name -> meshes.exists(deployment(meshes, name)));
        }
    }

    /** The stand-ins but for their definitions: those of Istio are there already. */
    private void copyManifests() throws IOException {
        for (String manifest : MANIFESTS) {
            Path to = manifests.resolve(manifest);
            Files.createDirectories(to.getParent());
            Files.copy(Path.of("../examples/manifests").resolve(manifest), to);
        }
    }

    private Plan plan(RealMeshes meshes, Path file) {
        PatternOptions options = PatternOptions.DEFAULT.manifests(manifests);
        return meshes.kit().patterns().plan(meshes.kit().patterns().read(file), MeshId.ISTIO, meshes.site(), options);
    }

    private static String started(String deployment) {
        return "started apply Deployment.apps " + NAMESPACE + "/" + deployment;
    }

    private static String finished(String deployment) {
        return "finished apply Deployment.apps " + NAMESPACE + "/" + deployment;
    }

    private static ResourceKey deployment(RealMeshes meshes, String name) {
        return new ResourceKey(meshes.site().id(), DEPLOYMENT, NAMESPACE, name);
    }

    private static String readyReplicas(RealMeshes meshes, String name) {
        return field(meshes, name, "/status/readyReplicas");
    }

    private static String made(RealMeshes meshes, String name) {
        return field(meshes, name, "/metadata/creationTimestamp");
    }

    private static String field(RealMeshes meshes, String name, String pointer) {
        return meshes.site()
                .store()
                .get(deployment(meshes, name))
                .orElseThrow()
                .resource()
                .body()
                .find(pointer)
                .map(Value::toString)
                .orElse("");
    }
}
