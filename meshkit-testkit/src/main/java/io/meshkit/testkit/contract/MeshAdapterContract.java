// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meshkit.MeshKit;
import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.TextValue;
import io.meshkit.mesh.Capability;
import io.meshkit.mesh.Detection;
import io.meshkit.mesh.MeshAdapter;
import io.meshkit.mesh.MeshId;
import io.meshkit.mesh.Site;
import io.meshkit.pattern.RenderedPattern;
import io.meshkit.pattern.Rendering;
import io.meshkit.plan.ApplyStep;
import io.meshkit.plan.Change;
import io.meshkit.plan.DesiredResource;
import io.meshkit.plan.DesiredResource.Ownership;
import io.meshkit.plan.OperationOptions;
import io.meshkit.plan.Plan;
import io.meshkit.plan.PlanOptions;
import io.meshkit.resource.ApplyOptions;
import io.meshkit.resource.GroupKind;
import io.meshkit.resource.Resource;
import io.meshkit.resource.StoreException;
import io.meshkit.spi.SpiVersion;
import io.meshkit.testkit.kubernetes.KubernetesUser;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * What every adapter of a mesh must keep, one test for each rule. A rule has a sentence and a short id that stays: I for what the adapter
 * says of itself, D for detection, R for rendering, P for plans. Extend the class in your module, which must have the provider in its
 * service file, and name the provider; where your adapter renders traits of its own, add an example of each in {@link #examples()}.
 *
 * @since 0.1.0
 */
public abstract class MeshAdapterContract extends AdapterComponentRules {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String SERVICE = """
        apiVersion: v1
        kind: Service
        metadata: { name: checkout, namespace: shop }
        spec: { selector: { app: checkout }, ports: [{ port: 8080 }] }
        """;

    /** For subclasses. */
    protected MeshAdapterContract() {}

    @Test
    @DisplayName("I1: Its id is that of the mesh, of lower-case letters, digits and hyphens.")
    void its_id_is_that_of_the_mesh_and_of_lower_case_letters_digits_and_hyphens() {
        assertThat(provider().id()).matches("[a-z][a-z0-9-]*");
        assertThat(adapter().describe().id()).isEqualTo(new MeshId(provider().id()));
    }

    @Test
    @DisplayName("I2: It is written for a version of the provider interface that is known.")
    void it_is_written_for_a_version_of_the_interface_that_is_known() {
        assertThat(provider().spiVersion()).isBetween(1, SpiVersion.CURRENT);
    }

    @Test
    @DisplayName("I3: It says who it is and which versions of the mesh it was tested on.")
    void it_says_who_it_is_and_which_versions_it_was_tested_on() {
        assertThat(provider().info().toString()).isNotBlank();
        assertThat(adapter().describe().displayName()).isNotBlank();
        assertThat(adapter().describe().testedVersions()).isNotEmpty();
    }

    @Test
    @DisplayName("I4: It describes itself alike every time, and asks nobody outside for it.")
    void it_describes_itself_alike_every_time_and_asks_nobody() {
        kubernetes.forgetRequests();
        try (MeshAdapter adapter = adapter()) {
            assertThat(adapter.describe()).isEqualTo(adapter.describe());
            assertThat(adapter.capability(Rendering.class)).isEqualTo(adapter.capability(Rendering.class));
        } catch (Exception e) {
            throw new AssertionError("close threw", e);
        }
        assertThat(kubernetes.requests()).isEmpty();
    }

    /** An ability that no adapter has. */
    interface UnheardOf extends Capability {}

    @Test
    @DisplayName("I5: An ability that it does not have is an empty answer.")
    void an_ability_that_it_does_not_have_is_an_empty_answer() {
        assertThat(adapter().capability(UnheardOf.class)).isEmpty();
    }

    @Test
    @DisplayName("I6: It can be closed twice.")
    void it_can_be_closed_twice() {
        MeshAdapter adapter = adapter();

        assertThatCode(() -> {
                    adapter.close();
                    adapter.close();
                })
                .doesNotThrowAnyException();
    }

    @Test
    @DisplayName("D1: On an empty cluster it finds no mesh, and says what it looked at.")
    void it_finds_no_mesh_on_an_empty_cluster_and_says_what_it_looked_at() {
        Detection detection = adapter().detect(site());

        assertThat(detection.status()).isEqualTo(Detection.Status.ABSENT);
        assertThat(detection.evidence()).isNotEmpty();
        assertThat(detection.version()).isEmpty();
    }

    @Test
    @DisplayName("D2: Looking for the mesh changes nothing.")
    void looking_for_the_mesh_changes_nothing() {
        adapter().detect(site());

        assertThat(kubernetes.writes()).isEmpty();
        assertThat(kubernetes.dryRuns()).isEmpty();
    }

    @Test
    @DisplayName("D3: Without rights it does not know whether the mesh is there, and says so.")
    void without_rights_it_does_not_know_whether_the_mesh_is_there() {
        kubernetes.accept("weak", new KubernetesUser("weak", List.of()));

        try (MeshKit weak =
                MeshKit.builder().site(address(kubernetes.kubeconfig("weak"))).build()) {
            Detection detection = adapter().detect(weak.sites().get(0));

            assertThat(detection.status()).isEqualTo(Detection.Status.UNKNOWN);
            assertThat(detection.evidence()).isNotEmpty();
        }
    }

    @Test
    @DisplayName("D4: A cluster that cannot be reached is a failure of the store.")
    void a_cluster_that_cannot_be_reached_is_a_failure_of_the_store() {
        Site site = site();
        kubernetes.close();

        assertThatThrownBy(() -> adapter().detect(site)).isInstanceOf(StoreException.class);
    }

    @Test
    @DisplayName("P1: Once a pattern is applied, a second plan has no changes and its apply writes nothing.")
    void a_second_plan_has_no_changes_and_its_apply_writes_nothing() {
        prepare();
        apply();
        kubernetes.forgetRequests();

        Plan second = kit.patterns().plan(read(pattern(traits())), mesh());
        kit.apply(second).await(LIMIT).orThrow();

        assertThat(second.hasChanges()).as(second.render()).isFalse();
        assertThat(kubernetes.writes()).isEmpty();
    }

    @Test
    @DisplayName("P2: Objects that it did not render stay as they are.")
    void objects_that_it_did_not_render_stay_as_they_are() {
        prepare();
        site().store()
                .apply(
                        object("{ apiVersion: v1, kind: ConfigMap, metadata: { name: mine, namespace: shop } }"),
                        ApplyOptions.DEFAULT);
        MapValue before =
                kubernetes.find(new GroupKind("", "ConfigMap"), "shop", "mine").orElseThrow();

        apply();

        assertThat(kubernetes.find(new GroupKind("", "ConfigMap"), "shop", "mine"))
                .contains(before);
    }

    @Test
    @DisplayName("P3: An Application with traits is made, needs no write when it is planned again, changes in its image"
            + " alone, and goes without leaving anything behind.")
    void an_application_is_made_changed_and_removed() {
        String text = application(traits());
        prepare(render(text));
        apply(text);
        kubernetes.forgetRequests();

        apply(text);
        assertThat(kubernetes.writes()).isEmpty();

        Plan change = apply(text.replace("example.com/checkout:1", "example.com/checkout:2"));
        assertThat(changed(change))
                .containsExactly("Deployment.apps shop/checkout-v1", "Deployment.apps shop/checkout-v2");

        kit.apply(kit.planner().planRemoval(change.set(), PlanOptions.DEFAULT))
                .await(LIMIT)
                .orThrow();
        for (GroupKind kind : List.of(
                new GroupKind("apps", "Deployment"),
                new GroupKind("", "Service"),
                new GroupKind("", "ServiceAccount"))) {
            assertThat(kubernetes.find(kind, "shop", "checkout"))
                    .as(kind.toString())
                    .isEmpty();
            assertThat(kubernetes.find(kind, "shop", "checkout-v1"))
                    .as(kind.toString())
                    .isEmpty();
        }
    }

    private static List<String> changed(Plan plan) {
        return plan.steps().stream()
                .filter(ApplyStep.class::isInstance)
                .map(ApplyStep.class::cast)
                .filter(step -> step.change() != Change.NO_CHANGE)
                .map(step -> step.resource().key())
                .map(key -> key.groupKind() + " " + key.namespace() + "/" + key.name())
                .sorted()
                .toList();
    }

    private Plan apply() {
        return apply(pattern(traits()));
    }

    private Plan apply(String text) {
        Plan plan = kit.patterns().plan(read(text), mesh());
        assertThat(plan.report().hasErrors()).as(plan.render()).isFalse();
        kit.apply(plan, OperationOptions.DEFAULT.listener(new StandInControlPlane(kubernetes)))
                .await(LIMIT)
                .orThrow();
        return plan;
    }

    /** Makes what the pattern takes as given: its service, its namespaces and definitions of the kinds that are rendered. */
    private void prepare() {
        site().store().apply(object(SERVICE), ApplyOptions.DEFAULT);
        prepare(render());
    }

    private void prepare(RenderedPattern rendered) {
        for (DesiredResource desired : rendered.desired().resources()) {
            if (!desired.key().namespace().isEmpty()) {
                kubernetes.addNamespace(desired.key().namespace());
            }
            boolean served = site().cluster()
                    .orElseThrow()
                    .apiResource(desired.key().groupKind())
                    .isPresent();
            if (!served && desired.ownership() != Ownership.FIELDS) {
                site().store().apply(definition(desired.resource()), ApplyOptions.DEFAULT);
            }
        }
    }

    private Resource object(String yaml) {
        return Resource.kubernetes(site().id(), map("object.yaml", yaml)).orElseThrow();
    }

    private Resource definition(Resource resource) {
        String plural = StandInControlPlane.plural(resource.key().groupKind().kind());
        String group = resource.key().groupKind().group();
        String version = resource.apiVersion().substring(resource.apiVersion().indexOf('/') + 1);
        MapValue anything = MapValue.builder()
                .put("type", "object")
                .put("x-kubernetes-preserve-unknown-fields", true)
                .build();
        MapValue served = MapValue.builder()
                .put("name", version)
                .put("served", true)
                .put("storage", true)
                .put("schema", MapValue.of("openAPIV3Schema", anything))
                .build();
        MapValue names = MapValue.builder()
                .put("plural", plural)
                .put("kind", resource.key().groupKind().kind())
                .build();
        MapValue spec = MapValue.builder()
                .put("group", group)
                .put("scope", resource.key().namespace().isEmpty() ? "Cluster" : "Namespaced")
                .put("names", names)
                .put("versions", ListValue.of(served))
                .build();
        MapValue body = MapValue.builder()
                .put("apiVersion", "apiextensions.k8s.io/v1")
                .put("kind", "CustomResourceDefinition")
                .put("metadata", MapValue.of("name", TextValue.of(plural + "." + group)))
                .put("spec", spec)
                .build();
        return Resource.kubernetes(site().id(), body).orElseThrow();
    }
}
