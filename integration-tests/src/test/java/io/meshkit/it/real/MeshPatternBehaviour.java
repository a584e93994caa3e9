// SPDX-License-Identifier: Apache-2.0
package io.meshkit.it.real;

import static io.meshkit.it.real.RealMeshes.SOMEBODY;
import static org.assertj.core.api.Assertions.assertThat;

import io.meshkit.document.MapValue;
import io.meshkit.document.SourceText;
import io.meshkit.document.TextValue;
import io.meshkit.finding.Finding;
import io.meshkit.mesh.MeshId;
import io.meshkit.pattern.Pattern;
import io.meshkit.pattern.PatternOptions;
import io.meshkit.pattern.Rendering;
import io.meshkit.plan.Change;
import io.meshkit.plan.DeleteStep;
import io.meshkit.plan.DesiredResource;
import io.meshkit.plan.DesiredResource.Ownership;
import io.meshkit.plan.Drift;
import io.meshkit.plan.OperationResult;
import io.meshkit.plan.Plan;
import io.meshkit.plan.PlanOptions;
import io.meshkit.resource.LiveResource;
import io.meshkit.resource.Resource;
import io.meshkit.resource.ResourceKey;
import io.meshkit.resource.ResourceVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What becomes of a pattern on a real API server, from the first plan to the removal: the same for every mesh. The pattern of a mesh has every
 * trait that its adapter renders; its last service is {@code cart}.
 */
@Tag("real")
@ExtendWith(RealMeshesExtension.class)
abstract class MeshPatternBehaviour {

    private final MeshId mesh;
    private final String file;
    private RealMeshes meshes;
    private String namespace;

    MeshPatternBehaviour(MeshId mesh) {
        this.mesh = mesh;
        file = mesh + ".yaml";
    }

    /** What somebody writes behind our back into an object of service {@code shop}: YAML, for a namespace. */
    abstract String tampering(String inNamespace);

    /** The field that {@link #tampering} changes, as it is shown. */
    abstract String tamperedField();

    /** Traits that the mesh cannot do at all and says so of, for which the pattern has no place. */
    Set<String> refused() {
        return Set.of();
    }

    @BeforeEach
    void prepare(RealMeshes shared) {
        meshes = shared;
        namespace = meshes.freshNamespace(mesh.value());
        for (String service : List.of("shop", "cart")) {
            meshes.applyAs("team", """
                apiVersion: v1
                kind: Service
                metadata: {name: %s, namespace: %s}
                spec: {selector: {app: %s}, ports: [{port: 8080}]}
                """.formatted(service, namespace, service));
        }
    }

    @Test
    void the_pattern_has_every_trait_that_is_rendered_for_the_mesh() {
        Set<String> written = pattern(text()).components().stream()
                .flatMap(component -> component.traits().stream())
                .map(trait -> trait.name())
                .collect(Collectors.toCollection(TreeSet::new));

        Set<String> rendered = new TreeSet<>(meshes.kit()
                .adapter(mesh)
                .orElseThrow()
                .capability(Rendering.class)
                .orElseThrow()
                .traits()
                .keySet());
        rendered.removeAll(refused());
        assertThat(written).containsExactlyInAnyOrderElementsOf(rendered);
    }

    @Test
    void it_is_planned_without_errors_and_without_a_write() {
        Plan plan = plan(text());

        assertThat(plan.report().hasErrors()).as(plan.report().toString()).isFalse();
        assertThat(plan.hasChanges()).isTrue();
        assertThat(meshes.versions(ownKeys(plan))).isEmpty();
    }

    @Test
    void applied_every_object_is_there_and_works() {
        Plan plan = apply(text());

        for (DesiredResource wanted : plan.desired().resources()) {
            LiveResource live = meshes.site().store().get(wanted.key()).orElseThrow();
            assertThat(meshes.site().store().readiness(live).status())
                    .as(wanted.key().toString())
                    .hasToString("CURRENT");
        }
    }

    @Test
    void applied_again_nothing_is_written() {
        Collection<ResourceKey> keys = keys(apply(text()));
        SortedMap<ResourceKey, ResourceVersion> before = meshes.versions(keys);

        Plan again = plan(text());
        OperationResult result = meshes.apply(again);

        assertThat(again.hasChanges()).as(again.render()).isFalse();
        assertThat(result.writes()).isZero();
        assertThat(meshes.versions(keys)).isEqualTo(before).hasSameSizeAs(keys);
    }

    @Test
    void exactly_the_objects_of_a_service_that_leaves_the_file_are_pruned() {
        Plan all = apply(text());
        Plan without = plan(textWithoutCart());
        Set<ResourceKey> gone = new TreeSet<>(ownKeys(all));
        gone.removeAll(keys(without));

        meshes.apply(without);

        assertThat(gone).isNotEmpty().noneMatch(meshes::exists);
        assertThat(ownKeys(without)).isNotEmpty().allMatch(meshes::exists);
        assertThat(deletedKeys(without)).isEqualTo(gone);
        assertThat(plan(textWithoutCart()).hasChanges()).isFalse();
    }

    @Test
    void objects_with_the_same_labels_that_do_not_bear_our_mark_stay() {
        Plan all = apply(text());
        List<ResourceKey> strangers = ownKeys(all).stream()
                .filter(key -> !key.namespace().isEmpty())
                .map(this::strangerLike)
                .toList();

        meshes.apply(plan(textWithoutCart()));
        meshes.apply(meshes.kit().planner().planRemoval(all.set(), PlanOptions.DEFAULT));

        assertThat(strangers).isNotEmpty().allMatch(meshes::exists);
    }

    @Test
    void a_change_by_another_is_drift_that_names_object_and_field() {
        Plan plan = apply(text());
        LiveResource tampered = meshes.applyAs(SOMEBODY, tampering(namespace));

        Drift drift = meshes.kit().planner().drift(plan.set());

        assertThat(drift.resources()).singleElement().satisfies(one -> {
            assertThat(one.key()).isEqualTo(tampered.key());
            assertThat(one.kind()).isEqualTo(Drift.Kind.CHANGED);
            assertThat(one.changes())
                    .anyMatch(change -> change.field().toString().endsWith(tamperedField()));
        });
    }

    @Test
    void a_field_that_another_took_is_a_finding_that_names_the_manager() {
        apply(text());
        meshes.applyAs(SOMEBODY, tampering(namespace));

        List<Finding> errors = plan(text()).report().findings().stream()
                .filter(finding -> finding.code().value().equals("MKP060"))
                .toList();

        assertThat(errors).isNotEmpty().allSatisfy(finding -> {
            assertThat(finding.message()).contains(SOMEBODY);
            assertThat(finding.place()).isPresent();
        });
    }

    @Test
    void rolled_back_everything_is_as_it_was_recorded() {
        Plan plan = apply(text());
        meshes.applyAs(SOMEBODY, tampering(namespace));
        meshes.apply(plan(textWithoutCart(), PlanOptions.DEFAULT.forceConflicts(true)));
        meshes.applyAs(SOMEBODY, tampering(namespace));

        Plan back = meshes.kit().planner().planRollback(plan.set(), 1, PlanOptions.DEFAULT.forceConflicts(true));
        meshes.apply(back);

        assertThat(keys(plan)).allMatch(meshes::exists);
        assertThat(meshes.kit().planner().drift(plan.set()).isEmpty()).isTrue();
        assertThat(plan(text()).count(Change.CREATE)).isZero();
    }

    @Test
    void removed_nothing_of_ours_is_left() {
        Plan plan = apply(text());

        Plan removal = meshes.kit().planner().planRemoval(plan.set(), PlanOptions.DEFAULT);
        meshes.apply(removal);

        assertThat(ownKeys(plan)).noneMatch(meshes::exists);
        assertThat(meshes.site().store().inventories().read(plan.set())).isEmpty();
        for (DesiredResource borrowed : borrowed(plan)) {
            assertThat(managers(borrowed.key())).noneMatch(manager -> manager.startsWith("meshkit"));
        }
    }

    final RealMeshes meshes() {
        return meshes;
    }

    final String namespace() {
        return namespace;
    }

    final Plan apply(String text) {
        Plan plan = plan(text);
        meshes.apply(plan);
        return plan;
    }

    final Plan plan(String text) {
        return plan(text, PlanOptions.DEFAULT);
    }

    private Plan plan(String text, PlanOptions allowed) {
        PatternOptions options = PatternOptions.DEFAULT
                .namespace(namespace)
                .variable("space", TextValue.of(namespace))
                .plan(allowed);
        return meshes.kit().patterns().plan(pattern(text), mesh, meshes.site(), options);
    }

    private Pattern pattern(String text) {
        return meshes.kit().patterns().read(SourceText.of(file, text));
    }

    final String text() {
        try (InputStream stream = MeshPatternBehaviour.class.getResourceAsStream(file)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    private String textWithoutCart() {
        String text = text();
        return text.substring(0, text.indexOf("\n  cart:") + 1);
    }

    private static Collection<ResourceKey> keys(Plan plan) {
        return plan.desired().resources().stream().map(DesiredResource::key).toList();
    }

    /** The objects that are ours as a whole. */
    private static Collection<ResourceKey> ownKeys(Plan plan) {
        return plan.desired().resources().stream()
                .filter(resource -> resource.ownership() == Ownership.WHOLE)
                .map(DesiredResource::key)
                .toList();
    }

    private static List<DesiredResource> borrowed(Plan plan) {
        return plan.desired().resources().stream()
                .filter(resource -> resource.ownership() != Ownership.WHOLE)
                .toList();
    }

    private static Set<ResourceKey> deletedKeys(Plan plan) {
        return plan.steps().stream()
                .filter(DeleteStep.class::isInstance)
                .map(step -> ((DeleteStep) step).key())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** A copy of an object under another name, with its labels but for the mark, by somebody else. */
    private ResourceKey strangerLike(ResourceKey key) {
        Resource ours = meshes.site().store().get(key).orElseThrow().resource();
        MapValue.Builder labels = MapValue.builder();
        ours.labels().forEach((label, value) -> {
            if (!label.startsWith("applyset.")) {
                labels.put(label, value);
            }
        });
        MapValue metadata = MapValue.builder()
                .put("name", "stranger-" + key.name())
                .put("namespace", key.namespace())
                .put("labels", labels.build())
                .build();
        MapValue body = ours.body().without("status").with("metadata", metadata);
        return meshes.applyAs(
                        SOMEBODY,
                        Resource.kubernetes(key.store(), withoutAddress(body)).orElseThrow())
                .key();
    }

    /** Addresses of Services are handed out once. */
    private static MapValue withoutAddress(MapValue body) {
        return body.map("spec")
                .map(spec -> body.with("spec", spec.without("clusterIP").without("clusterIPs")))
                .orElse(body);
    }

    private List<String> managers(ResourceKey key) {
        return meshes
                .site()
                .store()
                .get(key)
                .orElseThrow()
                .resource()
                .body()
                .map("metadata")
                .flatMap(metadata -> metadata.list("managedFields"))
                .orElseThrow()
                .items()
                .stream()
                .map(entry -> ((MapValue) entry).text("manager").orElse(""))
                .toList();
    }
}
