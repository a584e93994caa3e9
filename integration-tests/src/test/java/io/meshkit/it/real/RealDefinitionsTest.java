// SPDX-License-Identifier: Apache-2.0
package io.meshkit.it.real;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.meshkit.document.Value;
import io.meshkit.mesh.Detection.Status;
import io.meshkit.mesh.MeshId;
import io.meshkit.plan.ApplyStep;
import io.meshkit.plan.Change;
import io.meshkit.plan.Plan;
import io.meshkit.plan.PlanOptions;
import io.meshkit.resource.GroupKind;
import io.meshkit.resource.ResourceKey;
import io.meshkit.resource.ResourceVersion;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The definitions of the meshes as a plan of their own, and what is seen of a mesh that has definitions alone. */
@Tag("real")
@ExtendWith(RealMeshesExtension.class)
class RealDefinitionsTest {

    private static final GroupKind DEFINITION = new GroupKind("apiextensions.k8s.io", "CustomResourceDefinition");

    @Test
    void all_definitions_are_created_by_one_plan(RealMeshes meshes) {
        Plan plan = meshes.definitions();

        assertThat(plan.report().hasErrors()).as(plan.report().toString()).isFalse();
        assertThat(plan.count(Change.CREATE))
                .isEqualTo(plan.desired().resources().size());
        assertThat(plan.count(Change.CREATE)).isGreaterThan(24);
        assertThat(meshes.installation().isSuccess()).isTrue();
    }

    @Test
    void every_definition_is_established_when_the_operation_ends(RealMeshes meshes) {
        for (ApplyStep step : applySteps(meshes.definitions())) {
            if (step.key().groupKind().equals(DEFINITION)) {
                Value conditions = meshes.site()
                        .store()
                        .get(step.key())
                        .orElseThrow()
                        .resource()
                        .body()
                        .find("/status/conditions")
                        .orElseThrow();
                assertThat(conditions.toString()).as(step.id()).contains("Established");
                assertThat(meshes.definitionOrder().events()).contains("finished " + step.id());
            }
        }
    }

    @Test
    void the_operation_waits_for_definitions_that_are_not_established_yet(RealMeshes meshes) {
        assertThat(meshes.definitionOrder().events())
                .anyMatch(event -> event.startsWith("waiting ") && event.contains("CustomResourceDefinition"));
    }

    @Test
    void applied_again_nothing_is_written(RealMeshes meshes) {
        List<ResourceKey> keys = meshes.definitions().desired().resources().stream()
                .map(one -> one.key())
                .toList();
        SortedMap<ResourceKey, ResourceVersion> before = meshes.versions(keys);

        Plan again =
                meshes.kit().planner().plan(MeshDefinitions.state(meshes.site().id()), PlanOptions.DEFAULT);

        assertThat(again.hasChanges()).as(again.render()).isFalse();
        assertThat(meshes.apply(again).writes()).isZero();
        assertThat(meshes.versions(keys)).isEqualTo(before).hasSameSizeAs(keys);
    }

    @Test
    void without_definitions_no_mesh_is_there(RealMeshes meshes) {
        for (MeshId mesh : meshes.kit().meshes()) {
            assertThat(meshes.detectedBefore(mesh).status()).as(mesh.toString()).isEqualTo(Status.ABSENT);
        }
    }

    @Test
    void with_definitions_alone_istio_is_there_in_part(RealMeshes meshes) {
        assertThat(meshes.detectedAfter(MeshId.ISTIO).status()).isEqualTo(Status.PARTIAL);
        assertThat(meshes.detectedAfter(MeshId.ISTIO).evidence())
                .anyMatch(line -> line.contains("VirtualService") && line.contains("is served"));
    }

    @Test
    void with_definitions_alone_linkerd_and_consul_are_there_in_part(RealMeshes meshes) {
        assumeTrue(MeshDefinitions.corpus().isPresent(), "MESHKIT_CORPUS is not set");

        assertThat(meshes.detectedAfter(MeshId.LINKERD).status()).isEqualTo(Status.PARTIAL);
        assertThat(meshes.detectedAfter(MeshId.CONSUL).status()).isEqualTo(Status.PARTIAL);
    }

    private static List<ApplyStep> applySteps(Plan plan) {
        return plan.steps().stream()
                .filter(ApplyStep.class::isInstance)
                .map(ApplyStep.class::cast)
                .toList();
    }
}
