// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.meshkit.MeshKit;
import io.meshkit.core.document.ManifestReader;
import io.meshkit.core.schema.CustomKinds;
import io.meshkit.document.MapValue;
import io.meshkit.mesh.MeshId;
import io.meshkit.pattern.PatternOptions;
import io.meshkit.pattern.PatternOptions.Unsupported;
import io.meshkit.pattern.RenderedPattern;
import io.meshkit.pattern.Rendering;
import io.meshkit.plan.DesiredResource;
import io.meshkit.resource.GroupKind;
import io.meshkit.resource.Resource;
import io.meshkit.testkit.contract.GoldenFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Renders each pattern under {@code patterns} and compares it with the file of the same name under {@code golden}. */
class IstioRenderingTest {

    private static final MeshKit KIT = MeshKit.offline();
    private static final PatternOptions OPTIONS = PatternOptions.DEFAULT.unsupported(Unsupported.WARN);

    @AfterAll
    static void close() {
        KIT.close();
    }

    private static List<Path> patterns() throws IOException {
        Path folder = Path.of(System.getProperty("basedir", ""), "src", "test", "resources", "patterns");
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    private static RenderedPattern render(Path pattern) {
        return KIT.patterns().render(KIT.patterns().read(pattern), MeshId.ISTIO, OPTIONS);
    }

    @TestFactory
    Stream<DynamicTest> a_pattern_renders_as_its_golden_file_says() throws IOException {
        return patterns().stream()
                .map(pattern -> DynamicTest.dynamicTest(pattern.getFileName().toString(), () -> {
                    String name = pattern.getFileName().toString().replace(".yaml", "");
                    GoldenFile.of(name).check(render(pattern), KIT);
                }));
    }

    @Test
    void no_server_would_find_fault_with_what_is_rendered() throws IOException {
        CustomKinds kinds = CustomKinds.of(definitions());
        List<String> checked = new ArrayList<>();
        for (Path pattern : patterns()) {
            for (DesiredResource desired : render(pattern).desired().resources()) {
                Resource resource = desired.resource();
                assertThat(kinds.check(resource).findings())
                        .as("%s of %s", resource.key(), pattern.getFileName())
                        .isEmpty();
                String version =
                        resource.apiVersion().substring(resource.apiVersion().indexOf('/') + 1);
                if (kinds.schema(resource.key().groupKind(), version).isPresent()) {
                    checked.add(resource.key().groupKind().kind());
                }
            }
        }
        assertThat(checked).contains("VirtualService", "DestinationRule", "PeerAuthentication", "AuthorizationPolicy");
    }

    @Test
    void every_kind_that_files_may_name_is_defined_in_that_version() throws IOException {
        CustomKinds kinds = CustomKinds.of(definitions());
        rawKinds()
                .forEach((kind, apiVersion) -> assertThat(kinds.schema(
                                GroupKind.of(apiVersion, kind), apiVersion.substring(apiVersion.indexOf('/') + 1)))
                        .as("%s %s", apiVersion, kind)
                        .isPresent());
    }

    private static Map<String, String> rawKinds() {
        Map<String, String> kinds = new TreeMap<>(KIT.adapter(MeshId.ISTIO)
                .flatMap(adapter -> adapter.capability(Rendering.class))
                .orElseThrow()
                .rawKinds());
        return kinds;
    }

    private static List<MapValue> definitions() throws IOException {
        Optional<String> corpus =
                Optional.ofNullable(System.getenv("MESHKIT_CORPUS")).filter(path -> !path.isBlank());
        assumeTrue(corpus.isPresent(), "MESHKIT_CORPUS is not set");
        List<MapValue> definitions = new ArrayList<>();
        for (String folder : List.of("crds/istio", "crds/gateway-api/standard")) {
            try (Stream<Path> files = Files.list(Path.of(corpus.orElseThrow(), folder))) {
                for (Path file : files.filter(path -> path.toString().endsWith(".yaml"))
                        .sorted()
                        .toList()) {
                    new ManifestReader().read(file).resources().forEach(resource -> definitions.add(resource.body()));
                }
            }
        }
        return definitions;
    }
}
