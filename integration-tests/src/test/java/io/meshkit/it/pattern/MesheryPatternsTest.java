// SPDX-License-Identifier: Apache-2.0
package io.meshkit.it.pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.meshkit.MeshKit;
import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.Value;
import io.meshkit.mesh.MeshId;
import io.meshkit.pattern.Component;
import io.meshkit.pattern.Pattern;
import io.meshkit.pattern.PatternOptions;
import io.meshkit.pattern.RenderedPattern;
import io.meshkit.plan.DesiredResource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Patterns of 2023 and designs, rendered for Istio: what the file says of an object is what the object says. */
class MesheryPatternsTest {

    private static final MeshKit KIT = MeshKit.offline();
    private static final Path FOLDER =
            Path.of(System.getProperty("basedir", ""), "src/test/resources/patterns/meshery");

    @AfterAll
    static void close() {
        KIT.close();
    }

    @Test
    void each_object_of_a_pattern_with_models_says_what_the_file_says() {
        Pattern pattern = KIT.patterns().read(FOLDER.resolve("bookinfo-2023.yaml"));

        RenderedPattern rendered = render(pattern);

        assertThat(rendered.report().hasErrors()).isFalse();
        assertThat(rendered.desired().resources())
                .extracting(resource -> resource.key().toString())
                .containsExactlyInAnyOrder(
                        "Gateway.networking.istio.io shop/bookinfo-gateway",
                        "VirtualService.networking.istio.io shop/bookinfo",
                        "DestinationRule.networking.istio.io shop/reviews",
                        "Service shop/productpage",
                        "ConfigMap shop/settings");
        assertThat(comparedSpecs(pattern, rendered)).isEqualTo(4);
        assertThat(body(rendered, "settings").find("/data/log Level")).isPresent();
        assertThat(body(rendered, "bookinfo").find("/metadata/labels/team")).isPresent();
        assertThat(resource(rendered, "bookinfo").after())
                .extracting(Object::toString)
                .containsExactly("Gateway.networking.istio.io shop/bookinfo-gateway");
    }

    @Test
    void each_object_of_a_design_says_what_the_file_says() {
        Pattern pattern = KIT.patterns().read(FOLDER.resolve("bookinfo-design.yaml"));

        RenderedPattern rendered = render(pattern);

        assertThat(rendered.report().hasErrors()).isFalse();
        assertThat(rendered.desired().resources())
                .extracting(resource -> resource.key().toString())
                .containsExactlyInAnyOrder("Namespace shop", "VirtualService.networking.istio.io shop/reviews");
        assertThat(comparedSpecs(pattern, rendered)).isEqualTo(1);
        assertThat(body(rendered, "Reviews by version").find("/metadata/annotations/written By"))
                .isPresent();
    }

    @Test
    void each_object_of_files_by_others_says_what_the_file_says() throws IOException {
        int compared = 0;
        int files = 0;
        for (Path file : corpus()) {
            Pattern pattern = KIT.patterns().read(file);
            if (!Set.of("meshery/2023", "meshery/design").contains(pattern.dialect())) {
                continue;
            }
            RenderedPattern rendered = render(pattern);
            files++;
            compared += comparedSpecs(pattern, rendered);
            if (!rendered.report().hasErrors()) {
                assertThat(rendered.desired().resources()).as(file.toString()).hasSize(objects(pattern));
            }
        }

        assertThat(List.of(files, compared)).as("files and specs").isEqualTo(List.of(21, 87));
    }

    /** One file has two services for one object. */
    private static int objects(Pattern pattern) {
        return (int) pattern.components().stream()
                .filter(component -> !component.isDrawing())
                .map(component -> component.type() + " " + component.name())
                .distinct()
                .count();
    }

    private static RenderedPattern render(Pattern pattern) {
        return KIT.patterns().render(pattern, MeshId.ISTIO, PatternOptions.DEFAULT);
    }

    private static DesiredResource resource(RenderedPattern rendered, String component) {
        return rendered.desired().resources().stream()
                .filter(resource -> resource.component().equals(component))
                .findFirst()
                .orElseThrow();
    }

    private static MapValue body(RenderedPattern rendered, String component) {
        return resource(rendered, component).resource().body();
    }

    /** Compares the spec of each object with what is written for its component, and tells how many there were. */
    private static int comparedSpecs(Pattern pattern, RenderedPattern rendered) {
        Map<String, Value> written = writtenSpecs(pattern);
        int compared = 0;
        for (DesiredResource resource : rendered.desired().resources()) {
            Value spec = written.get(resource.component());
            if (spec != null) {
                assertThat(resource.resource().body().get("spec"))
                        .as("%s of %s", resource.component(), pattern.source())
                        .contains(spec);
                compared++;
            }
        }
        return compared;
    }

    private static Map<String, Value> writtenSpecs(Pattern pattern) {
        Map<String, Value> specs = new TreeMap<>();
        MapValue services = pattern.root().map("services").orElse(MapValue.EMPTY);
        ListValue components = pattern.root().list("components").orElse(ListValue.EMPTY);
        for (int i = 0; i < pattern.components().size(); i++) {
            Component component = pattern.components().get(i);
            Optional<Value> body = services.isEmpty()
                    ? components.get(i).find("/configuration")
                    : services.map(component.key()).flatMap(service -> service.get("settings"));
            body.flatMap(MesheryPatternsTest::spec).ifPresent(spec -> specs.put(component.key(), withoutBlanks(spec)));
        }
        return specs;
    }

    /** What a body has as its spec; settings without one are the spec, but for the identity that was repeated in them. */
    private static Optional<Value> spec(Value body) {
        if (!(body instanceof MapValue map) || map.isEmpty()) {
            return Optional.empty();
        }
        return map.get("spec")
                .or(() -> map.has("host") || map.has("http") || map.has("servers")
                        ? Optional.of(map.without("name").without("namespace"))
                        : Optional.empty());
    }

    /** The oracle for keys that a user interface prettified: all keys of these specs are words or labels, which have no blanks. */
    private static Value withoutBlanks(Value value) {
        if (value instanceof ListValue list) {
            List<Value> items = new ArrayList<>();
            list.forEach(item -> items.add(withoutBlanks(item)));
            return ListValue.of(items);
        }
        if (value instanceof MapValue map) {
            MapValue.Builder builder = MapValue.builder();
            map.forEach(entry -> builder.put(entry.key().replace(" ", ""), withoutBlanks(entry.value())));
            return builder.build();
        }
        return value;
    }

    private static List<Path> corpus() throws IOException {
        String corpus = System.getenv("MESHKIT_CORPUS");
        assumeTrue(corpus != null && !corpus.isBlank(), "MESHKIT_CORPUS is not set");
        try (Stream<Path> files = Files.walk(Path.of(corpus, "patterns"))) {
            return files.filter(file -> file.toString().matches(".*\\.ya?ml"))
                    .sorted()
                    .toList();
        }
    }
}
