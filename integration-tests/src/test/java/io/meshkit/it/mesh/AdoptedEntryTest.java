// SPDX-License-Identifier: Apache-2.0
package io.meshkit.it.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshkit.document.MapValue;
import io.meshkit.document.NumberValue;
import io.meshkit.document.SourceText;
import io.meshkit.finding.Finding;
import io.meshkit.mesh.MeshId;
import io.meshkit.pattern.PatternOptions;
import io.meshkit.plan.Change;
import io.meshkit.plan.Plan;
import io.meshkit.plan.PlanOptions;
import io.meshkit.plan.PlanOptions.Adoption;
import io.meshkit.resource.ApplyOptions;
import io.meshkit.resource.DeleteOptions;
import io.meshkit.resource.GroupKind;
import io.meshkit.resource.Resource;
import io.meshkit.resource.ResourceKey;
import io.meshkit.resource.SetId;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A pattern meets a config entry that somebody else wrote, on a real agent. */
@Tag("real")
class AdoptedEntryTest {

    private static final Duration LIMIT = Duration.ofMinutes(1);

    @RegisterExtension
    static final ConsulAgents AGENT = new ConsulAgents();

    private final ResourceKey key =
            new ResourceKey(AGENT.site().store().id(), new GroupKind("consul", "service-defaults"), "", "theirs");

    @AfterEach
    void clear() {
        AGENT.site().store().delete(key, DeleteOptions.DEFAULT);
    }

    private void theirs(MapValue.Builder entry) {
        MapValue body =
                entry.put("Kind", "service-defaults").put("Name", "theirs").build();
        AGENT.site().store().apply(Resource.of(key, body), ApplyOptions.DEFAULT);
    }

    private MapValue there() {
        return AGENT.site().store().get(key).orElseThrow().resource().body();
    }

    private static Plan plan(PlanOptions options) {
        String text = """
            apiVersion: meshkit.dev/v1
            kind: Pattern
            name: meets
            services:
              theirs:
                type: Service
                settings: {protocol: http}
                traits:
                  timeout: {request: 2s}
            """;
        return AGENT.kit()
                .patterns()
                .plan(
                        AGENT.kit().patterns().read(SourceText.of("meets.yaml", text)),
                        MeshId.CONSUL,
                        AGENT.site(),
                        PatternOptions.DEFAULT.plan(options));
    }

    private static void apply(Plan plan) {
        AGENT.kit().apply(plan).await(LIMIT).orThrow();
    }

    private static void remove() {
        apply(AGENT.kit().planner(AGENT.site()).planRemoval(new SetId("default", "meets"), PlanOptions.DEFAULT));
    }

    @Test
    void its_fields_are_not_lost_without_consent() {
        theirs(MapValue.builder()
                .put("Protocol", "grpc")
                .put("MaxInboundConnections", NumberValue.of(7))
                .put("Meta", MapValue.builder().put("owner", "bob").build()));

        Plan plan = plan(PlanOptions.DEFAULT);

        assertThat(plan.report().findings())
                .filteredOn(finding -> finding.code().value().equals("MKP064"))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.message())
                            .contains("/Protocol grpc", "/MaxInboundConnections 7", "/Meta/owner bob");
                    assertThat(finding.place()).isPresent();
                });
    }

    @Test
    void by_consent_it_is_taken_in_and_stays_when_the_pattern_is_removed() {
        theirs(MapValue.builder().put("Protocol", "grpc").put("MaxInboundConnections", NumberValue.of(7)));

        apply(plan(PlanOptions.DEFAULT.adoption(Adoption.ADOPT)));
        assertThat(there().find("/Meta/meshkit.dev~1adopted")).isPresent();
        assertThat(plan(PlanOptions.DEFAULT).hasChanges()).isFalse();
        remove();

        assertThat(there().text("Protocol")).contains("http");
        assertThat(there().find("/Meta/meshkit.dev~1part-of")).isEmpty();
        assertThat(there().find("/Meta/meshkit.dev~1adopted")).isEmpty();
    }

    @Test
    void it_is_taken_in_when_it_says_nothing_else() {
        theirs(MapValue.builder().put("Protocol", "http"));

        Plan plan = plan(PlanOptions.DEFAULT);

        assertThat(plan.report().findings())
                .extracting(Finding::code)
                .extracting(Object::toString)
                .doesNotContain("MKP064");
        assertThat(plan.count(Change.ADOPT)).isEqualTo(1);
        apply(plan);
        assertThat(plan(PlanOptions.DEFAULT).hasChanges()).isFalse();
        remove();
        assertThat(there().text("Protocol")).contains("http");
    }
}
