// SPDX-License-Identifier: Apache-2.0
package io.meshkit.it.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshkit.document.SourceText;
import io.meshkit.mesh.MeshId;
import io.meshkit.pattern.PatternOptions;
import io.meshkit.plan.Change;
import io.meshkit.plan.Plan;
import io.meshkit.plan.PlanOptions;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A service outside the mesh is an entry that a real agent takes. */
@Tag("real")
class ExternalServiceEntryTest {

    @RegisterExtension
    static final ConsulAgents AGENT = new ConsulAgents();

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String OUTSIDE = """
        apiVersion: meshkit.dev/v1
        kind: Pattern
        name: outside
        services:
          api:
            type: ExternalService
            settings: { hosts: [api.example.com], addresses: [203.0.113.7], ports: [{ port: 80, protocol: http }] }
          bank:
            type: ExternalService
            settings: { hosts: [bank.example.com], ports: [{ port: 443, protocol: https }] }
        """;

    private Plan plan(String text) {
        return AGENT.kit()
                .patterns()
                .plan(
                        AGENT.kit().patterns().read(SourceText.of("outside.yaml", text)),
                        MeshId.CONSUL,
                        AGENT.site(),
                        PatternOptions.DEFAULT);
    }

    @Test
    void it_is_made_and_made_again_without_a_write_and_changed_and_removed() {
        Plan plan = plan(OUTSIDE);
        assertThat(plan.report().hasErrors()).as(plan.render()).isFalse();
        assertThat(plan.count(Change.CREATE)).isEqualTo(2);
        AGENT.kit().apply(plan).await(LIMIT).orThrow();

        assertThat(plan(OUTSIDE).hasChanges()).isFalse();

        Plan change = plan(OUTSIDE.replace("port: 443", "port: 8443"));
        assertThat(change.count(Change.UPDATE)).isEqualTo(1);
        AGENT.kit().apply(change).await(LIMIT).orThrow();

        Plan removal = AGENT.kit().planner().planRemoval(plan.set(), PlanOptions.DEFAULT);
        assertThat(removal.count(Change.DELETE)).isEqualTo(2);
        AGENT.kit().apply(removal).await(LIMIT).orThrow();
        assertThat(plan(OUTSIDE).count(Change.CREATE)).isEqualTo(2);
    }
}
