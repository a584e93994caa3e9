// SPDX-License-Identifier: Apache-2.0
package io.meshkit.it.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.meshkit.MeshKit;
import io.meshkit.analysis.AnalysisOptions;
import io.meshkit.analysis.AnalysisReport;
import io.meshkit.analysis.Node;
import io.meshkit.analysis.Snapshot;
import io.meshkit.document.Document;
import io.meshkit.document.MapValue;
import io.meshkit.finding.Finding;
import io.meshkit.resource.GroupKind;
import io.meshkit.resource.Resource;
import io.meshkit.resource.ResourceKey;
import io.meshkit.resource.StoreId;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The cases of istioctl's own tests, as its users see them: the same codes at the same resources. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IstioAnalyzeCorpusTest {

    private static final MeshKit KIT = MeshKit.offline();

    private Path folder = Path.of("");

    @BeforeAll
    void find() {
        String corpus = System.getenv("MESHKIT_CORPUS");
        assumeTrue(corpus != null && !corpus.isBlank(), "MESHKIT_CORPUS is not set");
        folder = Path.of(corpus, "istio-analyze");
    }

    Stream<Case> cases() {
        Document expected =
                KIT.reader().read(folder.resolve("expected.yaml")).documents().get(0);
        Resource suite = Resource.of(
                new ResourceKey(StoreId.UNBOUND, new GroupKind("", "Suite"), "", "istio-analyze"),
                (MapValue) expected.root());
        return Node.of(suite).get("cases").items().stream().map(Case::new);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void the_same_codes_at_the_same_resources_as_istioctl(Case one) {
        AnalysisReport report = KIT.analysis().run(one.snapshot(folder), one.options());

        assertThat(report.report().findings().stream()
                        .filter(finding -> finding.resource().isPresent())
                        .map(IstioAnalyzeCorpusTest::asIstioctl))
                .as("%s%n%s", one, report.report())
                .containsExactlyInAnyOrderElementsOf(one.expected());
    }

    private static String asIstioctl(Finding finding) {
        ResourceKey key = finding.resource().orElseThrow();
        String namespace = key.namespace().isEmpty() ? "" : key.namespace() + "/";
        return finding.code() + " " + key.groupKind().kind() + " " + namespace + key.name();
    }

    /** One case of the suite. */
    private record Case(Node at) {

        List<String> expected() {
            return at.get("expected").items().stream()
                    .map(finding -> finding.get("code").text("") + " "
                            + finding.get("resource").text(""))
                    .toList();
        }

        AnalysisOptions options() {
            return AnalysisOptions.DEFAULT
                    .imitating("istioctl")
                    .only(Set.of(at.get("analyzer").text("")));
        }

        Snapshot snapshot(Path folder) {
            Path input = folder.resolve("input");
            Snapshot.Builder snapshot = Snapshot.builder().add(read(StoreId.UNBOUND, input, at.get("inputs")));
            for (Node cluster : at.get("clusters").entries()) {
                snapshot.add(read(new StoreId(cluster.key()), input, cluster));
            }
            mesh("MeshConfig", input).ifPresent(snapshot::add);
            mesh("MeshNetworks", input).ifPresent(snapshot::add);
            return snapshot.build();
        }

        private static Snapshot read(StoreId cluster, Path input, Node files) {
            List<Path> paths = files.items().stream()
                    .map(file -> input.resolve(file.text("")))
                    .toList();
            return KIT.analysis().read(cluster, paths);
        }

        private java.util.Optional<Resource> mesh(String kind, Path input) {
            String option = kind.substring(0, 1).toLowerCase(java.util.Locale.ROOT) + kind.substring(1);
            ResourceKey key = new ResourceKey(
                    StoreId.UNBOUND,
                    new GroupKind("mesh.istio.io", kind),
                    "istio-system",
                    kind.toLowerCase(java.util.Locale.ROOT));
            return at.get("options", option)
                    .text()
                    .map(file ->
                            KIT.reader().read(input.resolve(file)).documents().get(0))
                    .map(document -> Resource.of(key, (MapValue) document.root()));
        }

        @Override
        public String toString() {
            return at.get("id").text("") + " (" + at.get("analyzer").text("") + ")";
        }
    }
}
