// SPDX-License-Identifier: Apache-2.0
package io.meshkit.it.real;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshkit.document.SourceText;
import io.meshkit.finding.Finding;
import io.meshkit.mesh.MeshId;
import io.meshkit.pattern.PatternOptions;
import io.meshkit.plan.Plan;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What only the server can tell, since its rules are written in CEL, comes back at the line of the pattern that caused it. */
@Tag("real")
@ExtendWith(RealMeshesExtension.class)
class RealRejectionTest {

    @Test
    void a_time_limit_that_is_too_short_for_the_mesh_is_refused_at_its_line(RealMeshes meshes) {
        Plan plan = plan(meshes, """
            name: short-timeout
            services:
              shop:
                type: Service
                settings: { port: 8080 }
                traits:
                  timeout:
                    request: 0.1ms
            """);

        assertThat(rejections(plan)).isNotEmpty().allSatisfy(finding -> {
            assertThat(finding.message()).contains("VirtualService").contains("valid duration");
            assertThat(finding.place()).get().asString().startsWith("pattern.yaml:8:");
        });
    }

    @Test
    void a_raw_object_that_says_exact_and_prefix_at_once_is_refused_at_its_line(RealMeshes meshes) {
        Plan plan = plan(meshes, """
            name: two-matches
            services:
              shop:
                type: VirtualService.Istio
                settings:
                  spec:
                    hosts: [shop]
                    http:
                      - match:
                          - uri: { exact: /a, prefix: /b }
                        route:
                          - destination: { host: shop }
            """);

        assertThat(rejections(plan))
                .isNotEmpty()
                .allSatisfy(
                        finding -> assertThat(finding.place()).get().asString().startsWith("pattern.yaml:10:"));
    }

    @Test
    void a_selector_with_a_wildcard_is_refused_at_its_line(RealMeshes meshes) {
        Plan plan = plan(meshes, """
            name: wildcard
            services:
              shop:
                type: Service
                settings:
                  selector:
                    app: "shop*"
                traits:
                  mTLS:
                    policy: strict
            """);

        assertThat(rejections(plan)).isNotEmpty().allSatisfy(finding -> {
            assertThat(finding.message()).contains("wildcard not allowed");
            assertThat(finding.place()).get().asString().startsWith("pattern.yaml:7:");
        });
    }

    private static Plan plan(RealMeshes meshes, String text) {
        PatternOptions options = PatternOptions.DEFAULT.namespace(meshes.freshNamespace("refused"));
        return meshes.kit()
                .patterns()
                .plan(
                        meshes.kit().patterns().read(SourceText.of("pattern.yaml", text)),
                        MeshId.ISTIO,
                        meshes.site(),
                        options);
    }

    private static List<Finding> rejections(Plan plan) {
        assertThat(plan.report().hasErrors()).isTrue();
        return plan.report().findings().stream()
                .filter(finding -> finding.code().value().equals("MKP062"))
                .toList();
    }
}
