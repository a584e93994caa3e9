// SPDX-License-Identifier: Apache-2.0
package io.meshkit.it.real;

import static io.meshkit.it.real.RealMeshes.SOMEBODY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.meshkit.document.NumberValue;
import io.meshkit.mesh.MeshId;
import io.meshkit.pattern.PatternOptions;
import io.meshkit.plan.Plan;
import io.meshkit.plan.PlanOptions;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The neutral pattern of the examples, unchanged, on each mesh. */
@Tag("real")
@ExtendWith(RealMeshesExtension.class)
class RealNeutralPatternTest {

    private static final Path CHECKOUT = Path.of("../examples/patterns/checkout.yaml");

    static Stream<MeshId> meshIds() {
        return Stream.of(MeshId.ISTIO, MeshId.LINKERD, MeshId.CONSUL);
    }

    @ParameterizedTest
    @MethodSource("meshIds")
    void one_file_is_applied_again_without_a_write_and_changed_and_removed(MeshId mesh, RealMeshes meshes) {
        assumeTrue(mesh.equals(MeshId.ISTIO) || MeshDefinitions.corpus().isPresent(), "MESHKIT_CORPUS is not set");
        meshes.applyAs(SOMEBODY, "{apiVersion: v1, kind: Namespace, metadata: {name: shop}}");
        meshes.applyAs(SOMEBODY, """
            apiVersion: v1
            kind: Service
            metadata: {name: checkout, namespace: shop}
            spec: {selector: {app: checkout}, ports: [{port: 8080}]}
            """);
        PatternOptions options = PatternOptions.DEFAULT.namespace(meshes.freshNamespace("neutral"));

        Plan plan = plan(meshes, mesh, options);
        assertThat(plan.report().hasErrors()).as(plan.report().toString()).isFalse();
        meshes.apply(plan);

        assertThat(meshes.apply(plan(meshes, mesh, options)).writes()).isZero();

        Plan more = plan(meshes, mesh, options.variable("tries", NumberValue.of(3)));
        assertThat(more.render()).contains("3");
        assertThat(meshes.apply(more).writes()).isPositive();

        meshes.apply(meshes.kit().planner().planRemoval(plan.set(), PlanOptions.DEFAULT));
        assertThat(plan.desired().resources())
                .filteredOn(resource -> !resource.key().groupKind().kind().equals("Service")
                        || !resource.key().name().equals("checkout"))
                .noneMatch(resource -> meshes.exists(resource.key()));
    }

    private static Plan plan(RealMeshes meshes, MeshId mesh, PatternOptions options) {
        return meshes.kit().patterns().plan(meshes.kit().patterns().read(CHECKOUT), mesh, meshes.site(), options);
    }
}
