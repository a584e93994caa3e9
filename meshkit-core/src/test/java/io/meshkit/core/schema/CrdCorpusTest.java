// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.meshkit.core.document.YamlReader;
import io.meshkit.document.Document;
import io.meshkit.document.JsonPointer;
import io.meshkit.document.MapValue;
import io.meshkit.document.Value;
import io.meshkit.finding.Finding;
import io.meshkit.resource.Resource;
import io.meshkit.resource.StoreId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The CRDs of real meshes, and manifests that real tools make for them. */
class CrdCorpusTest {

    private static Path corpus = Path.of("");

    @BeforeAll
    static void find_the_corpus() {
        String folder = System.getenv("MESHKIT_CORPUS");
        assumeTrue(folder != null, "MESHKIT_CORPUS is not set");
        corpus = Path.of(folder);
    }

    private static List<MapValue> objects(String folder) throws IOException {
        List<MapValue> objects = new ArrayList<>();
        try (Stream<Path> files = Files.walk(corpus.resolve(folder))) {
            for (Path file : files.filter(name -> name.toString().endsWith(".yaml"))
                    .sorted()
                    .toList()) {
                for (Document document : new YamlReader().read(file).documents()) {
                    if (document.root() instanceof MapValue map) {
                        objects.add(map);
                    }
                }
            }
        }
        return objects;
    }

    private static List<MapValue> crds() throws IOException {
        return objects("crds").stream()
                .filter(object -> object.text("kind").orElse("").equals("CustomResourceDefinition"))
                .toList();
    }

    @Test
    void every_version_of_every_crd_is_a_structural_schema() throws IOException {
        int versions = 0;
        int rules = 0;
        for (MapValue crd : crds()) {
            for (Value version :
                    crd.map("spec").flatMap(spec -> spec.list("versions")).orElseThrow()) {
                StructuralSchema schema = StructuralSchema.parse(
                        (MapValue) version.find("/schema/openAPIV3Schema").orElseThrow());
                versions++;
                rules += schema.rules().size();
            }
        }
        assertThat(versions).isGreaterThan(60);
        assertThat(rules).isGreaterThan(100);
    }

    @Test
    void manifests_of_charts_and_of_analyzers_are_judged_as_a_server_would() throws IOException {
        CustomKinds kinds = CustomKinds.of(crds());
        int checked = 0;
        Map<String, String> found = new TreeMap<>();
        List<MapValue> manifests = new ArrayList<>(objects("rendered"));
        manifests.addAll(objects("istio-analyze/input"));
        for (MapValue manifest : manifests) {
            Resource resource =
                    Resource.kubernetes(new StoreId("corpus"), manifest).orElse(null);
            if (resource == null
                    || kinds.hasProperty(resource.key().groupKind(), version(resource), JsonPointer.ROOT)
                            .isEmpty()) {
                continue;
            }
            checked++;
            for (Finding finding : kinds.check(resource).findings()) {
                found.put(finding.toString(), resource.key().toString());
                assertThat(finding.place()).as(finding.toString()).isPresent();
            }
        }
        assertThat(checked).isGreaterThan(100);
        assertThat(found).hasSize(8);
        assertThat(found.keySet().toString())
                .contains("deprecation.yaml:8:4: error: unknown key \"workloadLabels\" in spec; allowed are"
                        + " configPatches")
                .contains("virtualservice_destinationhosts.yaml:97:7: error: http[0].route[0] lacks the key"
                        + " \"destination\"");
    }

    private static String version(Resource resource) {
        return resource.apiVersion().substring(resource.apiVersion().indexOf('/') + 1);
    }
}
