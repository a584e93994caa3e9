// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshkit.document.TextValue;
import io.meshkit.finding.Finding;
import io.meshkit.finding.Report;
import io.meshkit.finding.Severity;
import io.meshkit.pattern.Component;
import io.meshkit.pattern.Pattern;
import io.meshkit.pattern.PatternOptions;
import io.meshkit.pattern.RenderedPattern;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A folder of patterns that import each other: there is {@code shop.yaml}, and tests write {@code main.yaml} and more beside it. */
final class ImportFolder {

    static final String SHOP = """
        name: shop
        vars:
          ns: shop
          tries: {type: integer, default: 2, maximum: 5}
          note: see $(#ref.vars.ns)
        services:
          db: {type: ConfigMap.K8s, namespace: $(#ref.vars.ns), settings: {data: {tries: "n$(#ref.vars.tries)", note: $(#ref.vars.note)}}}
          web:
            type: ConfigMap.K8s
            namespace: $(#ref.vars.ns)
            dependsOn: [db]
            settings: {data: {db: $(#ref.services.db.name), plain: services.db}}
        """;

    private final Path folder;

    ImportFolder(Path folder) throws IOException {
        this.folder = folder;
        write("shop.yaml", SHOP);
    }

    Path write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    /** Writes {@code main.yaml} with these services. */
    Path importing(String services) throws IOException {
        return write("main.yaml", "name: main\nservices:\n" + services);
    }

    static RenderedPattern render(Path file) {
        return Bench.render(Bench.read(file), PatternOptions.DEFAULT, ToyMesh.ID);
    }

    static List<String> keys(Pattern pattern) {
        return pattern.components().stream().map(Component::key).toList();
    }

    static List<String> waits(Pattern pattern, String key) {
        return pattern.component(key).orElseThrow().dependsOn().stream()
                .map(TextValue::text)
                .toList();
    }

    static List<String> errors(Report report) {
        return report.findings().stream()
                .filter(finding -> finding.severity() == Severity.ERROR)
                .map(finding -> finding.code() + " " + finding.message())
                .toList();
    }

    static Finding error(Report report) {
        List<Finding> errors = report.findings().stream()
                .filter(finding -> finding.severity() == Severity.ERROR)
                .toList();
        assertThat(errors).as("errors of %s", report.findings()).hasSize(1);
        return errors.get(0);
    }
}
