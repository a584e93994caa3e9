// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshkit.core.document.TextWriter;
import io.meshkit.core.document.YamlReader;
import io.meshkit.core.schema.CustomKinds;
import io.meshkit.document.Place;
import io.meshkit.document.SourceId;
import io.meshkit.document.SourceText;
import io.meshkit.finding.Finding;
import io.meshkit.finding.Report;
import io.meshkit.mesh.MeshId;
import io.meshkit.pattern.Pattern;
import io.meshkit.pattern.PatternOptions;
import io.meshkit.pattern.RenderedPattern;
import io.meshkit.plan.DesiredResource;
import io.meshkit.resource.Resource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A workbench: texts in, findings and objects of the {@link ToyMesh} out. */
final class Bench {

    static final PatternPipeline PIPELINE = new PatternPipeline(new Language(
            new YamlReader(),
            new Language.Additions(
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    Map.of("HOME", "/home/toy")::get,
                    Bench.class::getClassLoader)));

    private Bench() {}

    static Pattern read(String text) {
        SourceText source = SourceText.of("p.yaml", text);
        return PIPELINE.read(source.id(), new YamlReader().read(source));
    }

    static Pattern read(Path file) {
        SourceId source = new SourceId(file.toString());
        return PIPELINE.read(source, new YamlReader().read(file), FolderHome.identity(file), FolderHome.of(file));
    }

    static RenderedPattern render(String text) {
        return render(text, PatternOptions.DEFAULT);
    }

    static RenderedPattern render(String text, PatternOptions options) {
        return render(text, options, ToyMesh.ID);
    }

    static RenderedPattern render(String text, PatternOptions options, MeshId mesh) {
        return render(read(text), options, mesh);
    }

    static RenderedPattern render(Pattern pattern, PatternOptions options, MeshId mesh) {
        Target target = new Target(
                mesh,
                Set.of("istio", "linkerd", "other", "toy"),
                new ToyMesh(),
                Optional.empty(),
                CustomKinds.of(
                        options.definitions().stream().map(Resource::body).toList()));
        return PIPELINE.render(pattern, target, options);
    }

    /** The findings of a code, as {@code line:column severity: message}. */
    static List<String> found(Report report, String code) {
        return report.findings().stream()
                .filter(finding -> finding.code().value().equals(code))
                .map(Bench::shown)
                .toList();
    }

    static Finding only(Report report, String code) {
        List<Finding> found = report.findings().stream()
                .filter(finding -> finding.code().value().equals(code))
                .toList();
        assertThat(found).as("findings %s among %s", code, report.findings()).hasSize(1);
        return found.get(0);
    }

    private static String shown(Finding finding) {
        return finding.place().map(Place::span).map(Object::toString).orElse("nowhere") + " "
                + finding.severity().name().toLowerCase(java.util.Locale.ROOT) + ": " + finding.message();
    }

    /** The objects as YAML, in the order of their keys, with what they wait for. */
    static String yaml(RenderedPattern rendered) {
        StringBuilder text = new StringBuilder();
        for (DesiredResource desired : rendered.desired().resources()) {
            text.append("--- # ").append(desired.component()).append(", ").append(desired.ownership());
            if (!desired.after().isEmpty()) {
                text.append(", after ").append(desired.after());
            }
            if (!desired.serves().isEmpty()) {
                text.append(", serves ").append(desired.serves());
            }
            text.append('\n').append(new TextWriter().yaml(desired.resource().body()));
        }
        return text.toString();
    }

    static void assertGolden(String name, String actual) throws IOException {
        Path file = Path.of(System.getProperty("basedir", ""), "src/test/resources/golden/pattern", name);
        if (Boolean.getBoolean("golden.update")) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, actual);
        }
        assertThat(actual).isEqualTo(Files.readString(file, StandardCharsets.UTF_8));
    }
}
