// SPDX-License-Identifier: Apache-2.0
package io.meshkit.consul.internal.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshkit.MeshKit;
import io.meshkit.document.SourceText;
import io.meshkit.finding.Finding;
import io.meshkit.finding.Severity;
import io.meshkit.mesh.MeshId;
import io.meshkit.pattern.Pattern;
import io.meshkit.pattern.PatternOptions;
import io.meshkit.plan.Plan;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of components where Consul runs without Kubernetes. */
class ComponentsOnHostsTest {

    private static final String HEAD = "apiVersion: meshkit.dev/v1\nkind: Pattern\nname: shop\nservices:\n";

    private ScriptedAgent agent;
    private final MeshKit kit = MeshKit.offline();

    @BeforeEach
    void start() throws IOException {
        agent = new ScriptedAgent();
    }

    @AfterEach
    void close() {
        kit.close();
        agent.close();
    }

    private Plan plan(String services) {
        Pattern pattern = kit.patterns().read(SourceText.of("shop.yaml", HEAD + services));
        return kit.patterns().plan(pattern, MeshId.CONSUL, kit.open(agent.address("")), PatternOptions.DEFAULT);
    }

    private static List<Finding> errors(Plan plan) {
        return plan.report().findings().stream()
                .filter(finding -> finding.severity() == Severity.ERROR)
                .toList();
    }

    @Test
    void an_application_is_refused_in_one_finding_where_it_is_written() {
        Plan plan = plan("""
              web:
                type: Application
                settings:
                  protocol: http
                  containers: [{ image: "example.com/web:1", ports: [8080] }]
                  versions: { v1: {}, v2: {} }
                traits: { timeout: { request: 2s } }
            """);

        assertThat(errors(plan)).singleElement().satisfies(finding -> {
            assertThat(finding.code().value()).isEqualTo("MKP062");
            assertThat(finding.message())
                    .startsWith("web cannot be kept in consul")
                    .contains("it is made of Deployment.apps, Service, ServiceAccount");
            assertThat(finding.place().orElseThrow().span().line()).isEqualTo(5);
        });
    }

    @Test
    void two_applications_are_two_findings() {
        Plan plan = plan("""
              web: { type: Application, settings: { containers: [{ image: a, ports: [80] }] } }
              bot: { type: Application, settings: { containers: [{ image: b }] } }
            """);

        assertThat(errors(plan))
                .extracting(finding -> finding.place().orElseThrow().span().line())
                .containsExactlyInAnyOrder(5, 6);
    }

    @Test
    void a_single_object_of_kubernetes_is_refused_as_before() {
        Plan plan = plan("  web: { type: Deployment.K8s, settings: { spec: { replicas: 1 } } }\n");

        assertThat(errors(plan))
                .singleElement()
                .satisfies(finding -> assertThat(finding.message())
                        .startsWith("the server would not take Deployment.apps default/web"));
    }

    @Test
    void a_service_outside_is_an_entry_that_can_be_kept() {
        Plan plan = plan("""
              api:
                type: ExternalService
                settings: { hosts: [api.example.com], ports: [{ port: 80, protocol: http }] }
            """);

        assertThat(errors(plan)).isEmpty();
        assertThat(plan.render()).contains("+ service-defaults.consul api");
    }
}
