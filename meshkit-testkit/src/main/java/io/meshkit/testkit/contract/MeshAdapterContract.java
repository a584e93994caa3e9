// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meshkit.MeshKit;
import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.SourceText;
import io.meshkit.document.TextValue;
import io.meshkit.mesh.Capability;
import io.meshkit.mesh.Detection;
import io.meshkit.mesh.MeshAdapter;
import io.meshkit.mesh.MeshId;
import io.meshkit.mesh.Site;
import io.meshkit.pattern.CapabilityReport;
import io.meshkit.pattern.Pattern;
import io.meshkit.pattern.PatternOptions;
import io.meshkit.pattern.RenderedPattern;
import io.meshkit.pattern.Rendering;
import io.meshkit.pattern.Verdict;
import io.meshkit.plan.DesiredResource;
import io.meshkit.plan.DesiredResource.Ownership;
import io.meshkit.plan.OperationOptions;
import io.meshkit.plan.Plan;
import io.meshkit.resource.ApplyOptions;
import io.meshkit.resource.GroupKind;
import io.meshkit.resource.Resource;
import io.meshkit.resource.StoreException;
import io.meshkit.spi.DocumentReader;
import io.meshkit.spi.DocumentWriter;
import io.meshkit.spi.MeshAdapterProvider;
import io.meshkit.spi.ProviderContext;
import io.meshkit.spi.SpiVersion;
import io.meshkit.testkit.kubernetes.FakeKubernetes;
import io.meshkit.testkit.kubernetes.KubernetesUser;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every adapter of a mesh must keep, one test for each rule. Extend it in your module, which must have the provider in its service
 * file, and name the provider; where your adapter renders traits of its own, add an example of each in {@link #examples()}.
 *
 * @since 0.1.0
 */
public abstract class MeshAdapterContract {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String SERVICE = """
        apiVersion: v1
        kind: Service
        metadata: { name: checkout, namespace: shop }
        spec: { selector: { app: checkout }, ports: [{ port: 8080 }] }
        """;

    @TempDir
    Path folder;

    private final FakeKubernetes kubernetes = FakeKubernetes.start();
    private MeshKit kit = MeshKit.offline();

    /** For subclasses. */
    protected MeshAdapterContract() {}

    /**
     * Makes the provider under test.
     *
     * @return a new one
     */
    protected abstract MeshAdapterProvider provider();

    /**
     * Examples of traits: the settings as YAML in flow style, by trait. Those of the known traits are there; traits that have none are not
     * rendered.
     *
     * @return examples by trait
     */
    protected Map<String, String> examples() {
        return new TreeMap<>(Map.of(
                "mTLS", "{ policy: strict }",
                "trafficSplit", "{ weights: { v1: 90, v2: 10 } }",
                "route", "{ rules: [{ match: [{ path: { prefix: /beta } }], to: [{ version: v2 }] }] }",
                "retry", "{ attempts: 2, on: [5xx] }",
                "timeout", "{ request: 2s }",
                "circuitBreaker", "{ consecutiveErrors: 5 }"));
    }

    /** Opens a kit at a cluster in this process. */
    @BeforeEach
    void open() {
        kubernetes.addNamespace("shop");
        kit.close();
        kit = MeshKit.builder().site(address(kubernetes.kubeconfig())).build();
    }

    /** Closes both. */
    @AfterEach
    void close() {
        kit.close();
        kubernetes.close();
    }

    private URI address(String kubeconfig) {
        try {
            Path file = Files.createTempFile(folder, "kubeconfig", "");
            Files.writeString(file, kubeconfig);
            return URI.create("k8s:.?kubeconfig=" + file);
        } catch (IOException e) {
            throw new AssertionError("cannot write a kubeconfig", e);
        }
    }

    private MeshAdapter adapter() {
        return provider().create(new KitContext(kit));
    }

    private record KitContext(MeshKit kit) implements ProviderContext {
        @Override
        public DocumentReader reader() {
            return kit.reader();
        }

        @Override
        public DocumentWriter writer() {
            return kit.writer();
        }

        @Override
        public Clock clock() {
            return Clock.systemUTC();
        }
    }

    private Site site() {
        return kit.sites().get(0);
    }

    @Test
    void its_id_is_that_of_the_mesh_and_of_lower_case_letters_digits_and_hyphens() {
        assertThat(provider().id()).matches("[a-z][a-z0-9-]*");
        assertThat(adapter().describe().id()).isEqualTo(new MeshId(provider().id()));
    }

    @Test
    void it_is_written_for_a_version_of_the_interface_that_is_known() {
        assertThat(provider().spiVersion()).isBetween(1, SpiVersion.CURRENT);
    }

    @Test
    void it_says_who_it_is_and_which_versions_it_was_tested_on() {
        assertThat(provider().info().toString()).isNotBlank();
        assertThat(adapter().describe().displayName()).isNotBlank();
        assertThat(adapter().describe().testedVersions()).isNotEmpty();
    }

    @Test
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
    void an_ability_that_it_does_not_have_is_an_empty_answer() {
        assertThat(adapter().capability(UnheardOf.class)).isEmpty();
    }

    @Test
    void it_finds_no_mesh_on_an_empty_cluster_and_says_what_it_looked_at() {
        Detection detection = adapter().detect(site());

        assertThat(detection.status()).isEqualTo(Detection.Status.ABSENT);
        assertThat(detection.evidence()).isNotEmpty();
        assertThat(detection.version()).isEmpty();
    }

    @Test
    void looking_for_the_mesh_changes_nothing() {
        adapter().detect(site());

        assertThat(kubernetes.writes()).isEmpty();
        assertThat(kubernetes.dryRuns()).isEmpty();
    }

    @Test
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
    void a_cluster_that_cannot_be_reached_is_a_failure_of_the_store() {
        Site site = site();
        kubernetes.close();

        assertThatThrownBy(() -> adapter().detect(site)).isInstanceOf(StoreException.class);
    }

    @Test
    void it_can_be_closed_twice() {
        MeshAdapter adapter = adapter();

        assertThatCode(() -> {
                    adapter.close();
                    adapter.close();
                })
                .doesNotThrowAnyException();
    }

    @Test
    void its_tables_are_alike_every_time() {
        Rendering rendering = rendering();

        assertThat(rendering.rawKinds()).isEqualTo(rendering.rawKinds());
        assertThat(rendering.traits().keySet()).isEqualTo(rendering.traits().keySet());
        assertThat(rendering.meshKinds()).isEqualTo(rendering.meshKinds());
        assertThat(rendering.foreignFields()).isEqualTo(rendering.foreignFields());
        assertThat(rendering.meshKinds())
                .hasSizeGreaterThanOrEqualTo(rendering.rawKinds().isEmpty() ? 0 : 1);
    }

    private Rendering rendering() {
        return adapter().capability(Rendering.class).orElseThrow(() -> new AssertionError("it renders nothing"));
    }

    private String pattern() {
        StringBuilder text = new StringBuilder("""
            apiVersion: meshkit.dev/v1
            kind: Pattern
            name: contract
            services:
              checkout:
                type: Service
                namespace: shop
                settings:
                  host: checkout
                  port: 8080
                  protocol: http
                  selector: { app: checkout }
                  versions:
                    v1: { labels: { version: v1 } }
                    v2: { labels: { version: v2 } }
                traits:
            """);
        examples().forEach((trait, settings) -> {
            if (rendering().traits().containsKey(trait)) {
                text.append("      ")
                        .append(trait)
                        .append(": ")
                        .append(settings)
                        .append('\n');
            }
        });
        return text.toString();
    }

    private Pattern read() {
        return kit.patterns().read(SourceText.of("contract.yaml", pattern()));
    }

    private MeshId mesh() {
        return adapter().describe().id();
    }

    private RenderedPattern render() {
        return kit.patterns().render(read(), mesh(), PatternOptions.DEFAULT);
    }

    @Test
    void a_neutral_pattern_with_every_trait_that_it_names_renders() {
        RenderedPattern rendered = render();

        assertThat(rendered.report().hasErrors())
                .as(GoldenFile.text(rendered, kit))
                .isFalse();
        assertThat(rendered.desired().resources()).isNotEmpty();
        assertThat(rendered.capabilities().mesh()).isEqualTo(mesh());
    }

    @Test
    void what_is_rendered_is_the_same_to_the_byte_every_time() {
        assertThat(GoldenFile.text(render(), kit)).isEqualTo(GoldenFile.text(render(), kit));
    }

    @Test
    void the_order_of_the_traits_in_the_file_does_not_matter() {
        List<String> lines = pattern().lines().toList();
        int first = lines.indexOf("    traits:") + 1;
        List<String> turned = new ArrayList<>(lines.subList(first, lines.size()));
        Collections.reverse(turned);
        String reversed = String.join("\n", lines.subList(0, first)) + "\n" + String.join("\n", turned) + "\n";

        Pattern other = kit.patterns().read(SourceText.of("contract.yaml", reversed));

        assertThat(bodies(kit.patterns().render(other, mesh(), PatternOptions.DEFAULT)))
                .isEqualTo(bodies(render()));
    }

    private static List<MapValue> bodies(RenderedPattern rendered) {
        return rendered.desired().resources().stream()
                .map(resource -> resource.resource().body())
                .toList();
    }

    @Test
    void a_lesser_verdict_says_why() {
        for (CapabilityReport.Line line : render().capabilities().lines()) {
            if (line.support().verdict() != Verdict.NATIVE) {
                assertThat(line.support().reason()).as(line.toString()).isNotBlank();
            }
        }
    }

    @Test
    void a_second_plan_has_no_changes_and_its_apply_writes_nothing() {
        prepare();
        apply();
        kubernetes.forgetRequests();

        Plan second = kit.patterns().plan(read(), mesh());
        kit.apply(second).await(LIMIT).orThrow();

        assertThat(second.hasChanges()).as(second.render()).isFalse();
        assertThat(kubernetes.writes()).isEmpty();
    }

    @Test
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

    private void apply() {
        Plan plan = kit.patterns().plan(read(), mesh());
        assertThat(plan.report().hasErrors()).as(plan.render()).isFalse();
        kit.apply(plan, OperationOptions.DEFAULT.listener(new StandInControlPlane(kubernetes)))
                .await(LIMIT)
                .orThrow();
    }

    /** Makes what the pattern takes as given: its service, its namespaces and definitions of the kinds that are rendered. */
    private void prepare() {
        site().store().apply(object(SERVICE), ApplyOptions.DEFAULT);
        for (DesiredResource desired : render().desired().resources()) {
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
        MapValue body = (MapValue) kit.reader()
                .read(SourceText.of("object.yaml", yaml))
                .documents()
                .get(0)
                .root();
        return Resource.kubernetes(site().id(), body).orElseThrow();
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
