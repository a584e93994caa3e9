// SPDX-License-Identifier: Apache-2.0
package io.meshkit.it.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.meshkit.MeshKit;
import io.meshkit.analysis.AnalysisOptions;
import io.meshkit.analysis.Snapshot;
import io.meshkit.document.SourceText;
import io.meshkit.finding.Finding;
import io.meshkit.resource.GroupKind;
import io.meshkit.resource.Resource;
import io.meshkit.resource.StoreId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What must not change the findings of an analysis, over the inputs of istioctl's own tests. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AnalysisInvarianceTest {

    private static final MeshKit KIT = MeshKit.offline();

    /** A mesh of its own beside the others. */
    private static final String UNRELATED = """
        apiVersion: v1
        kind: Namespace
        metadata: {name: unrelated-place, labels: {istio-injection: enabled}}
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: unrelated, namespace: unrelated-place}
        spec: {selector: {app: unrelated}, ports: [{name: http, port: 80}]}
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: unrelated, namespace: unrelated-place}
        spec:
          selector: {matchLabels: {app: unrelated}}
          template: {metadata: {labels: {app: unrelated}}, spec: {containers: [{name: unrelated, image: unrelated}]}}
        ---
        apiVersion: networking.istio.io/v1
        kind: VirtualService
        metadata: {name: unrelated, namespace: unrelated-place}
        spec: {hosts: [unrelated], http: [{route: [{destination: {host: unrelated, port: {number: 80}}}]}]}
        """;

    private static final Set<String> NAMED_BY_USERS =
            Set.of("Service", "VirtualService", "DestinationRule", "Gateway", "ServiceEntry", "Deployment", "Secret");

    private Path folder = Path.of("");

    @BeforeAll
    void find() {
        String corpus = System.getenv("MESHKIT_CORPUS");
        assumeTrue(corpus != null && !corpus.isBlank(), "MESHKIT_CORPUS is not set");
        folder = Path.of(corpus, "istio-analyze", "input");
    }

    Stream<String> inputs() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files
                    .filter(file -> file.toString().endsWith(".yaml"))
                    .map(file -> folder.relativize(file).toString())
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    private Snapshot read(String input) {
        return KIT.analysis().read(List.of(folder.resolve(input)));
    }

    private static List<Finding> findings(Snapshot snapshot) {
        return KIT.analysis().run(snapshot, AnalysisOptions.DEFAULT).report().findings().stream()
                .filter(finding -> finding.resource().isPresent())
                .toList();
    }

    private static Map<String, Long> codes(Snapshot snapshot) {
        return findings(snapshot).stream()
                .collect(Collectors.groupingBy(finding -> finding.code().value(), TreeMap::new, Collectors.counting()));
    }

    private static List<String> places(List<Finding> findings) {
        return findings.stream()
                .map(finding ->
                        finding.code().value() + " " + finding.resource().orElseThrow() + " "
                                + finding.pointer().map(Object::toString).orElse(""))
                .sorted()
                .toList();
    }

    private static Snapshot of(Snapshot source, List<Resource> resources) {
        return Snapshot.builder().add(resources).report(source.report()).build();
    }

    @ParameterizedTest
    @MethodSource("inputs")
    void the_order_of_resources_changes_nothing(String input) {
        Snapshot snapshot = read(input);
        List<Resource> backwards = new ArrayList<>(snapshot.resources());
        Collections.reverse(backwards);

        assertThat(findings(of(snapshot, backwards))).isEqualTo(findings(snapshot));
    }

    @ParameterizedTest
    @MethodSource("inputs")
    void a_namespace_that_nobody_names_changes_nothing(String input) {
        Snapshot snapshot = read(input).toBuilder().complete().build();
        Snapshot more = snapshot.toBuilder()
                .add(KIT.analysis().read(StoreId.UNBOUND, SourceText.of("unrelated.yaml", UNRELATED)))
                .build();

        assertThat(places(findings(more))).isEqualTo(places(findings(snapshot)));
    }

    @ParameterizedTest
    @MethodSource("inputs")
    void what_is_left_of_files_gives_no_new_errors_when_a_kind_is_taken_away(String input) {
        Snapshot snapshot = read(input);
        List<String> before = places(findings(snapshot));
        for (GroupKind kind : snapshot.kinds()) {
            List<Resource> rest = snapshot.resources().stream()
                    .filter(resource -> !resource.key().groupKind().equals(kind))
                    .toList();

            assertThat(places(findings(of(snapshot, rest))))
                    .as("without %s", kind)
                    .isSubsetOf(before);
        }
    }

    @ParameterizedTest
    @MethodSource("inputs")
    void other_names_of_namespaces_and_resources_give_the_same_codes(String input) throws IOException {
        Snapshot snapshot = read(input);
        Set<String> names = new TreeSet<>();
        for (Resource resource : snapshot.resources()) {
            names.add(resource.key().namespace());
            if (NAMED_BY_USERS.contains(resource.key().groupKind().kind())) {
                names.add(resource.key().name());
            }
        }
        names.removeIf(name -> !mayBeRenamed(name));
        String text = Files.readString(folder.resolve(input));
        for (String name : names) {
            // as a whole value or a label of a host, and not as a key
            text = text.replaceAll("(?<![\\w-])" + Pattern.quote(name) + "(?![\\w:-])", name + "-renamed");
        }
        Snapshot renamed = KIT.analysis().read(StoreId.UNBOUND, SourceText.of(input, text));

        assertThat(codes(renamed)).isEqualTo(codes(snapshot));
    }

    /** Names that Istio or Kubernetes knows, and names that are words of the language of manifests as well, stay as they are. */
    private static boolean mayBeRenamed(String name) {
        return !name.isEmpty()
                && !name.startsWith("istio")
                && !name.startsWith("kube")
                && !List.of("default", "enabled", "disabled", "ambient", "http").contains(name);
    }
}
