// SPDX-License-Identifier: Apache-2.0
package io.meshkit.it.real;

import static io.meshkit.it.real.RealMeshes.SOMEBODY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.meshkit.document.SourceText;
import io.meshkit.mesh.MeshId;
import io.meshkit.pattern.PatternOptions;
import io.meshkit.plan.OperationResult;
import io.meshkit.plan.Plan;
import io.meshkit.resource.GroupKind;
import io.meshkit.resource.ResourceKey;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is said when the controller of a mesh does not take up an object, and how to go on from there. */
@Tag("real")
@ExtendWith(RealMeshesExtension.class)
class RealReadinessTest {

    private static final String PATTERN = """
        name: waiting
        services:
          shop:
            type: Service
            settings: { port: 8080, protocol: http, versions: { v1: {}, v2: {} } }
            traits:
              trafficSplit:
                weights: { v1: 90, v2: 10 }
        """;

    @BeforeAll
    static void needsDefinitions() {
        assumeTrue(MeshDefinitions.corpus().isPresent(), "MESHKIT_CORPUS is not set");
    }

    @Test
    void an_entry_that_consul_does_not_take_up_fails_and_says_what_it_waits_for(RealMeshes meshes) {
        String namespace = meshes.unattendedNamespace();

        OperationResult result = meshes.attempt(plan(meshes, MeshId.CONSUL, namespace), Duration.ofSeconds(1));

        assertThat(result.isSuccess()).isFalse();
        assertThat(result.steps())
                .flatExtracting(step -> step.error().stream().toList())
                .isNotEmpty()
                .allSatisfy(error ->
                        assertThat(error).hasMessageContaining("MKP070").hasMessageContaining("Synced"));
    }

    @Test
    void what_waited_is_gone_on_with_once_it_is_taken_up(RealMeshes meshes) {
        String namespace = meshes.unattendedNamespace();
        Plan first = plan(meshes, MeshId.CONSUL, namespace);
        meshes.attempt(first, Duration.ofSeconds(1));
        for (String kind : new String[] {"ServiceDefaults", "ServiceResolver"}) {
            meshes.controlPlane()
                    .syncOnce(new ResourceKey(
                            meshes.site().id(), new GroupKind("consul.hashicorp.com", kind), namespace, "shop"));
        }

        Plan second = plan(meshes, MeshId.CONSUL, namespace);
        OperationResult result = meshes.attempt(second, Duration.ofSeconds(1));

        assertThat(second.render()).contains("= ServiceDefaults").contains("+ ServiceSplitter");
        assertThat(result.steps())
                .flatExtracting(step -> step.error().stream().toList())
                .singleElement()
                .asString()
                .contains("ServiceSplitter");
    }

    @Test
    void a_route_that_linkerd_does_not_accept_fails_and_says_what_it_waits_for(RealMeshes meshes) {
        String namespace = meshes.unattendedNamespace();
        meshes.applyAs(SOMEBODY, """
            apiVersion: v1
            kind: Service
            metadata: {name: shop, namespace: %s}
            spec: {selector: {app: shop}, ports: [{port: 8080}]}
            """.formatted(namespace));

        OperationResult result = meshes.attempt(plan(meshes, MeshId.LINKERD, namespace), Duration.ofSeconds(1));

        assertThat(result.steps())
                .flatExtracting(step -> step.error().stream().toList())
                .singleElement()
                .asString()
                .contains("HTTPRoute")
                .contains("no controller has accepted it yet");
    }

    private static Plan plan(RealMeshes meshes, MeshId mesh, String namespace) {
        return meshes.kit()
                .patterns()
                .plan(
                        meshes.kit().patterns().read(SourceText.of("waiting.yaml", PATTERN)),
                        mesh,
                        meshes.site(),
                        PatternOptions.DEFAULT.namespace(namespace));
    }
}
