// SPDX-License-Identifier: Apache-2.0
package io.meshkit.it.mesh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.meshkit.core.document.YamlReader;
import io.meshkit.document.Document;
import io.meshkit.document.MapValue;
import io.meshkit.document.SourceText;
import io.meshkit.mesh.Detection;
import io.meshkit.mesh.MeshId;
import io.meshkit.plan.Change;
import io.meshkit.plan.DesiredResource;
import io.meshkit.plan.DesiredState;
import io.meshkit.plan.Plan;
import io.meshkit.plan.PlanOptions;
import io.meshkit.plan.Revision;
import io.meshkit.plan.Step;
import io.meshkit.resource.ApplyOptions;
import io.meshkit.resource.DeleteOptions;
import io.meshkit.resource.GroupKind;
import io.meshkit.resource.LiveResource;
import io.meshkit.resource.Resource;
import io.meshkit.resource.ResourceKey;
import io.meshkit.resource.ResourceStore;
import io.meshkit.resource.SetId;
import io.meshkit.resource.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An entry of every kind goes its way through plans on a real agent: written, read, unchanged, gone. */
@Tag("real")
class EntryKindsTest {

    private static final SetId SET = new SetId("default", "kinds");
    private static final Set<String> ENTERPRISE = Set.of("control-plane-request-limit", "sameness-group");
    private static final Duration LIMIT = Duration.ofMinutes(1);

    @RegisterExtension
    static final ConsulAgents AGENT = new ConsulAgents();

    private ResourceStore store() {
        return AGENT.site().store();
    }

    private List<Resource> entries() throws IOException {
        try (InputStream in = EntryKindsTest.class.getResourceAsStream("config-entries.yaml")) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            List<Resource> entries = new ArrayList<>();
            for (Document document : new YamlReader()
                    .read(SourceText.of("config-entries.yaml", text))
                    .documents()) {
                MapValue body = (MapValue) document.root();
                String kind = body.text("Kind").orElseThrow();
                ResourceKey key = new ResourceKey(
                        store().id(),
                        new GroupKind("consul", kind),
                        "",
                        body.text("Name").orElse(kind));
                entries.add(Resource.of(key, body));
            }
            return entries;
        }
    }

    private Plan plan(List<Resource> wanted) {
        DesiredState.Builder state = DesiredState.of(SET);
        Optional<ResourceKey> before = Optional.empty();
        for (Resource resource : wanted) {
            DesiredResource.Builder desired =
                    DesiredResource.of(resource).component(resource.key().name());
            before.ifPresent(desired::after);
            state.add(desired.build());
            before = Optional.of(resource.key());
        }
        return AGENT.kit().planner(AGENT.site()).plan(state.build(), PlanOptions.DEFAULT);
    }

    private static List<String> changes(Plan plan, Change... ignored) {
        return plan.steps().stream()
                .filter(step -> !List.of(ignored).contains(step.change()))
                .map(Step::toString)
                .toList();
    }

    @Test
    void every_kind_is_written_read_left_alone_and_deleted() throws IOException {
        List<Resource> entries = entries();
        // what was there before would stay in the end
        for (Resource entry : entries) {
            store().delete(entry.key(), DeleteOptions.DEFAULT);
        }

        Plan first = plan(entries);
        assertThat(first.report().findings()).isEmpty();
        AGENT.kit().apply(first).await(LIMIT).orThrow();
        for (Resource entry : entries) {
            LiveResource live = store().get(entry.key()).orElseThrow();
            assertThat(live.resource().body().map("Meta").orElseThrow().text("meshkit.dev/part-of"))
                    .as(entry.key().toString())
                    .contains("default/kinds");
        }

        Plan second = plan(entries);
        assertThat(changes(second, Change.NO_CHANGE)).as(second.render()).isEmpty();

        Plan none = plan(List.of());
        AGENT.kit().apply(none).await(LIMIT).orThrow();
        for (Resource entry : entries) {
            assertThat(store().get(entry.key())).as(entry.key().toString()).isEmpty();
        }
    }

    @Test
    void every_kind_of_the_table_is_tried() throws IOException {
        Set<String> tried = new TreeSet<>(ENTERPRISE);
        entries().forEach(entry -> tried.add(entry.key().groupKind().kind()));

        try (InputStream in = EntryKindsTest.class.getResourceAsStream("/io/meshkit/consul/config-entries.yaml")) {
            String table = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            MapValue kinds = (MapValue) new YamlReader()
                    .read(SourceText.of("table.yaml", table))
                    .documents()
                    .get(0)
                    .root();
            assertThat(tried).containsExactlyInAnyOrderElementsOf(kinds.keys());
        }
    }

    @Test
    void the_key_of_a_certificate_is_in_no_plan_and_no_record() throws IOException {
        List<Resource> certificate = entries().stream()
                .filter(entry -> entry.key().groupKind().kind().equals("inline-certificate"))
                .toList();
        String key = certificate.get(0).body().text("PrivateKey").orElseThrow();
        String secret = key.lines().skip(1).findFirst().orElseThrow();
        store().delete(certificate.get(0).key(), DeleteOptions.DEFAULT);

        Plan first = plan(certificate);
        assertThat(first.render() + first.toValue()).doesNotContain(secret);
        AGENT.kit().apply(first).await(LIMIT).orThrow();

        List<Revision> revisions = AGENT.kit().planner(AGENT.site()).revisions(SET);
        int last = revisions.get(revisions.size() - 1).number();
        Plan back = AGENT.kit().planner(AGENT.site()).planRollback(SET, last, PlanOptions.DEFAULT);
        assertThat(back.report().findings()).isEmpty();
        assertThat(back.hasChanges()).isFalse();
        assertThat(back.render() + back.toValue()).doesNotContain(secret);
        AGENT.kit().apply(plan(List.of())).await(LIMIT).orThrow();
    }

    @ParameterizedTest
    @CsvSource({"control-plane-request-limit, UNKNOWN_KIND", "sameness-group, UNSUPPORTED"})
    void kinds_of_the_enterprise_edition_are_refused_as_such(String kind, StoreException.Reason reason) {
        ResourceKey key = new ResourceKey(store().id(), new GroupKind("consul", kind), "", "x");
        MapValue body = MapValue.builder().put("Kind", kind).put("Name", "x").build();

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> store().apply(Resource.of(key, body), ApplyOptions.DEFAULT))
                .matches(e -> e.reason() == reason);
    }

    /** The reason why the trait {@code fault} is refused. */
    @Test
    void the_community_edition_has_no_extension_for_faults() {
        ResourceKey key = new ResourceKey(store().id(), new GroupKind("consul", "service-defaults"), "", "x");
        MapValue body = (MapValue) new YamlReader()
                .read(SourceText.of("fault.yaml", """
                    Kind: service-defaults
                    Name: x
                    Protocol: http
                    EnvoyExtensions:
                      - Name: builtin/fault-injection
                        Arguments: {Config: {Abort: {HttpStatus: 503, Percentage: 10}}}
                    """))
                .documents()
                .get(0)
                .root();

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> store().apply(Resource.of(key, body), ApplyOptions.DEFAULT))
                .withMessageContaining("\"builtin/fault-injection\" is not a built-in extension");
    }

    @Test
    void the_adapter_finds_consul_behind_the_address_of_an_agent() {
        Detection detection = AGENT.kit().adapter(MeshId.CONSUL).orElseThrow().detect(AGENT.site());

        assertThat(detection.status()).isEqualTo(Detection.Status.PRESENT);
        assertThat(detection.version().orElseThrow()).startsWith("1.21");
    }
}
