// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshkit.MeshKit;
import io.meshkit.finding.Finding;
import io.meshkit.pattern.CapabilityReport;
import io.meshkit.pattern.RenderedPattern;
import io.meshkit.plan.DesiredResource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The expected rendering of a pattern: a YAML file under {@code src/test/resources/golden} with the verdicts and findings as comments, then
 * the objects. Run the tests with {@code -Dgolden.update=true} to write the files anew, and review the difference.
 *
 * @since 0.1.0
 */
public final class GoldenFile {

    private final Path file;

    private GoldenFile(Path file) {
        this.file = file;
    }

    /**
     * The file of a name in the module whose tests run.
     *
     * @param name the name without {@code .yaml}
     * @return the file, which need not be there yet
     */
    public static GoldenFile of(String name) {
        String module = System.getProperty("basedir", "");
        return new GoldenFile(Path.of(module, "src", "test", "resources", "golden", name + ".yaml"));
    }

    /**
     * Checks a rendering against the file, or writes the file when {@code golden.update} is set.
     *
     * @param rendered the rendering
     * @param kit writes the objects
     */
    public void check(RenderedPattern rendered, MeshKit kit) {
        String actual = text(rendered, kit);
        try {
            if (Boolean.getBoolean("golden.update")) {
                Files.createDirectories(file.getParent());
                Files.writeString(file, actual);
            }
            assertThat(actual)
                    .as("%s; run with -Dgolden.update=true and review the difference", file.getFileName())
                    .isEqualTo(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A rendering as text.
     *
     * @param rendered the rendering
     * @param kit writes the objects
     * @return verdicts that are not native and findings as comments, then the objects in their order
     */
    public static String text(RenderedPattern rendered, MeshKit kit) {
        StringBuilder text = new StringBuilder();
        for (CapabilityReport.Line line : rendered.capabilities().lines()) {
            if (!line.support().reason().isEmpty()) {
                text.append("# ")
                        .append(line.component())
                        .append('.')
                        .append(line.trait())
                        .append(line.support().field())
                        .append(": ")
                        .append(line.support().verdict())
                        .append(", ")
                        .append(line.support().reason())
                        .append('\n');
            }
        }
        for (Finding finding : rendered.report().findings()) {
            text.append("# ")
                    .append(finding.code())
                    .append(' ')
                    .append(finding.severity())
                    .append('\n');
        }
        for (DesiredResource resource : rendered.desired().resources()) {
            text.append("---\n").append(kit.writer().yaml(resource.resource().body()));
        }
        return text.toString();
    }
}
