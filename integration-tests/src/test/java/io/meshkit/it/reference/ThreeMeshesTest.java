// SPDX-License-Identifier: Apache-2.0
package io.meshkit.it.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.meshkit.MeshKit;
import io.meshkit.core.document.ManifestReader;
import io.meshkit.core.schema.CustomKinds;
import io.meshkit.document.JsonPointer;
import io.meshkit.document.MapValue;
import io.meshkit.document.Place;
import io.meshkit.document.Value;
import io.meshkit.finding.Finding;
import io.meshkit.finding.Severity;
import io.meshkit.it.reference.AskedMesh.Answer;
import io.meshkit.it.reference.TraitCells.Cell;
import io.meshkit.mesh.MeshId;
import io.meshkit.pattern.PatternOptions;
import io.meshkit.pattern.Support;
import io.meshkit.pattern.Verdict;
import io.meshkit.plan.DesiredResource;
import io.meshkit.resource.Resource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every field of every trait on every mesh: what the adapter says of it is what comes of it. */
class ThreeMeshesTest {

    private static final MeshKit KIT = MeshKit.offline();
    private static final Path GOLDEN =
            Path.of(System.getProperty("basedir", ""), "src", "test", "resources", "golden", "three-meshes.txt");
    private static final List<Asked> ALL = new ArrayList<>();

    /** What a mesh does of its own accord, so that no object says it. */
    private static final Set<String> BY_ITSELF = Set.of("linkerd loadBalancer");

    @TempDir
    static Path temporary;

    /** A cell on one mesh. */
    private record Asked(MeshId mesh, String trait, String type, Cell cell, Answer alone, Answer amongOthers) {

        /** The better one: some fields need others beside them, some exclude others. */
        Verdict verdict() {
            return alone.verdict().compareTo(amongOthers.verdict()) <= 0 ? alone.verdict() : amongOthers.verdict();
        }

        @Override
        public String toString() {
            String field = cell.field().isEmpty() ? trait : trait + "." + cell.field();
            String aside = alone.verdict() == amongOthers.verdict()
                    ? ""
                    : " (alone " + word(alone.verdict()) + ", among others " + word(amongOthers.verdict()) + ")";
            return "%-10s %-8s %-9s %s: %s%s"
                    .formatted(word(verdict()), mesh, type, field, KIT.writer().json(cell.value()), aside);
        }
    }

    @BeforeAll
    static void ask() throws IOException {
        Map<String, MapValue> schemas = new Schemas(ReferencePagesTest.root()).traits();
        TraitVerdicts verdicts = new TraitVerdicts(KIT);
        Map<String, Set<String>> ofType = new TreeMap<>();
        schemas.forEach((trait, schema) -> verdicts.types(trait, schema)
                .forEach(type ->
                        ofType.computeIfAbsent(type, any -> new TreeSet<>()).add(trait)));
        for (MeshId id : KIT.meshes()) {
            AskedMesh mesh = new AskedMesh(KIT, id, PatternOptions.DEFAULT.manifests(manifests(id)));
            ofType.forEach((type, traits) -> {
                if (mesh.knows(type)) {
                    traits.forEach(trait -> ask(mesh, id, trait, type, traits, schemas.get(trait)));
                }
            });
        }
    }

    private static void ask(AskedMesh mesh, MeshId id, String trait, String type, Set<String> traits, MapValue schema) {
        for (Cell cell : TraitCells.of(trait, schema, type)) {
            ALL.add(new Asked(
                    id, trait, type, cell, mesh.alone(trait, type, cell), mesh.amongOthers(trait, type, traits, cell)));
        }
    }

    /** Something to install where a component is the mesh itself. */
    private static Path manifests(MeshId mesh) throws IOException {
        Path folder = Files.createDirectories(temporary.resolve(mesh.value()));
        Files.writeString(folder.resolve("mesh.yaml"), """
            { apiVersion: v1, kind: ServiceAccount, metadata: { name: control-plane, namespace: mesh } }
            """);
        return temporary;
    }

    @AfterAll
    static void close() {
        KIT.close();
    }

    private static String word(Verdict verdict) {
        return verdict.name().toLowerCase(Locale.ROOT);
    }

    private static Stream<DynamicTest> byTrait(Consumer<Asked> check) {
        Map<String, List<Asked>> groups = ALL.stream()
                .collect(Collectors.groupingBy(
                        asked -> asked.mesh() + " " + asked.trait(), TreeMap::new, Collectors.toList()));
        return groups.entrySet().stream()
                .map(group -> dynamicTest(group.getKey(), () -> group.getValue().forEach(check)));
    }

    @Test
    void the_verdicts_are_those_of_the_golden_file() throws IOException {
        String actual =
                counts() + "\n" + ALL.stream().map(Asked::toString).sorted().collect(Collectors.joining("\n")) + "\n";
        if (Boolean.getBoolean("golden.update")) {
            Files.createDirectories(GOLDEN.getParent());
            Files.writeString(GOLDEN, actual);
        }
        assertThat(actual)
                .as("run with -Dgolden.update=true and review the difference")
                .isEqualTo(Files.readString(GOLDEN));
    }

    private static String counts() {
        Map<MeshId, Map<Verdict, Integer>> counts = new TreeMap<>();
        ALL.forEach(asked -> counts.computeIfAbsent(asked.mesh(), mesh -> new EnumMap<>(Verdict.class))
                .merge(asked.verdict(), 1, Integer::sum));
        StringBuilder table = new StringBuilder("%-8s".formatted("mesh"));
        for (Verdict verdict : Verdict.values()) {
            table.append(" %13s".formatted(word(verdict)));
        }
        counts.forEach((mesh, byVerdict) -> {
            table.append("\n%-8s".formatted(mesh));
            for (Verdict verdict : Verdict.values()) {
                table.append(" %13d".formatted(byVerdict.getOrDefault(verdict, 0)));
            }
        });
        return table + "\n";
    }

    @Test
    void no_adapter_leaves_a_trait_out() {
        assertThat(ALL)
                .filteredOn(asked -> asked.verdict() == Verdict.UNIMPLEMENTED)
                .isEmpty();
    }

    @TestFactory
    Stream<DynamicTest> what_a_mesh_can_do_alone_has_a_value_in_an_object() {
        return byTrait(asked -> isRendered(asked, asked.alone()));
    }

    @TestFactory
    Stream<DynamicTest> what_a_mesh_can_do_among_others_has_a_value_in_an_object() {
        return byTrait(asked -> isRendered(asked, asked.amongOthers()));
    }

    @TestFactory
    Stream<DynamicTest> what_a_mesh_cannot_do_is_refused_at_its_place_and_leaves_nothing_behind() {
        return byTrait(asked -> {
            isRefused(asked, asked.alone());
            isRefused(asked, asked.amongOthers());
        });
    }

    @TestFactory
    Stream<DynamicTest> no_server_would_find_fault_with_an_object() throws IOException {
        CustomKinds kinds = CustomKinds.of(definitions());
        Set<String> checked = new TreeSet<>();
        return Stream.concat(
                byTrait(asked -> Stream.of(asked.alone(), asked.amongOthers())
                        .flatMap(answer -> answer.rendered().desired().resources().stream())
                        .map(DesiredResource::resource)
                        .forEach(resource -> {
                            assertThat(kinds.check(resource).findings())
                                    .as("%s of %s", resource.key(), asked)
                                    .isEmpty();
                            assertThat(isKnown(kinds, resource))
                                    .as("%s of %s has a definition", resource.key(), asked)
                                    .isTrue();
                            checked.add(resource.key().groupKind().kind());
                        })),
                Stream.of(dynamicTest("all kinds", () -> assertThat(checked).hasSizeGreaterThan(10))));
    }

    private static boolean isKnown(CustomKinds kinds, Resource resource) {
        String version = resource.apiVersion().substring(resource.apiVersion().indexOf('/') + 1);
        return resource.apiVersion().equals("v1")
                || kinds.schema(resource.key().groupKind(), version).isPresent();
    }

    private static void isRendered(Asked asked, Answer answer) {
        if (!answer.verdict().isRendered()) {
            return;
        }
        assertThat(answer.rendered().report().findings())
                .filteredOn(finding -> finding.severity() == Severity.ERROR)
                .as("errors about %s", asked)
                .allMatch(finding -> finding.code().value().equals("MKP040")
                        && !asked.trait().equals(finding.parameters().get("trait")));
        assertThat(RenderedPlaces.ofTrait(answer.trait(), answer.rendered()).isEmpty())
                .as("no values of %s", asked)
                .isEqualTo(BY_ITSELF.contains(asked.mesh() + " " + asked.trait()));
    }

    private static void isRefused(Asked asked, Answer answer) {
        if (answer.verdict().isRendered()) {
            return;
        }
        for (Support support : answer.refused()) {
            Optional<Place> place = support.field().isRoot()
                    ? answer.trait().keyPlace()
                    : placeOf(answer.trait().settings(), support.field());
            assertThat(answer.rendered().report().findings())
                    .as("a refusal of %s at %s", asked, support.field())
                    .anyMatch(finding ->
                            isRefusal(finding, asked) && finding.place().equals(place));
        }
        assertThat(RenderedPlaces.ofTrait(answer.trait(), answer.rendered()))
                .as("values of %s", asked)
                .isEmpty();
    }

    /** The place of a key, or of an item of a list. */
    private static Optional<Place> placeOf(Value settings, JsonPointer field) {
        return settings.find(field.parent()).orElseThrow() instanceof MapValue map
                ? map.keyPlace(field.last())
                : settings.find(field).flatMap(Value::place);
    }

    private static boolean isRefusal(Finding finding, Asked asked) {
        return finding.severity() == Severity.ERROR
                && finding.code().value().equals("MKP040")
                && asked.trait().equals(finding.parameters().get("trait"));
    }

    private static List<MapValue> definitions() throws IOException {
        Optional<String> corpus =
                Optional.ofNullable(System.getenv("MESHKIT_CORPUS")).filter(path -> !path.isBlank());
        assumeTrue(corpus.isPresent(), "MESHKIT_CORPUS is not set");
        List<MapValue> definitions = new ArrayList<>();
        for (String folder : List.of("istio", "gateway-api/standard", "linkerd", "consul")) {
            try (Stream<Path> files = Files.list(Path.of(corpus.orElseThrow(), "crds", folder))) {
                for (Path file : files.filter(path -> path.toString().endsWith(".yaml"))
                        // Consul's chart brings older copies of the Gateway API's definitions
                        .filter(path -> !folder.equals("consul")
                                || path.getFileName().toString().contains("consul.hashicorp.com"))
                        .sorted()
                        .toList()) {
                    new ManifestReader().read(file).resources().forEach(resource -> definitions.add(resource.body()));
                }
            }
        }
        return definitions;
    }
}
