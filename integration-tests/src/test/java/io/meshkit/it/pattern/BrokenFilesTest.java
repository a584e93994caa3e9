// SPDX-License-Identifier: Apache-2.0
package io.meshkit.it.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshkit.MeshKit;
import io.meshkit.core.report.TextReport;
import io.meshkit.document.SourceText;
import io.meshkit.finding.Report;
import io.meshkit.finding.Severity;
import io.meshkit.mesh.MeshId;
import io.meshkit.pattern.Pattern;
import io.meshkit.pattern.PatternOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What somebody reads who has a broken file of some dialect in front of him, as {@code golden/broken} shows it. */
class BrokenFilesTest {

    private static final MeshKit KIT = MeshKit.offline();
    private static final Path RESOURCES = Path.of(System.getProperty("basedir", ""), "src/test/resources");
    private static final Path MANIFESTS =
            NeutralPatternTest.example("checkout").getParent().getParent().resolve("manifests");

    @AfterAll
    static void close() {
        KIT.close();
    }

    @ParameterizedTest
    @CsvSource({
        "v1, meshkit.dev/v1",
        "meshery-2021, meshery/2021",
        "meshery-2022, meshery/2022",
        "meshery-2023, meshery/2023",
        "design, meshery/design",
        "draft, meshery/draft",
        "manifests, kubernetes/manifests"
    })
    void a_broken_file_is_answered_with_all_that_is_wrong_and_where(String name, String dialect) throws IOException {
        Path file = RESOURCES.resolve("patterns/broken").resolve(name + ".yaml");
        SourceText text = SourceText.of(name + ".yaml", Files.readString(file));

        Pattern pattern = KIT.patterns().read(text);
        Report report = KIT.patterns()
                .render(pattern, MeshId.ISTIO, PatternOptions.DEFAULT.manifests(MANIFESTS))
                .report();

        assertThat(pattern.dialect()).isEqualTo(dialect);
        assertThat(report.findings())
                .filteredOn(finding -> finding.severity() == Severity.ERROR)
                .isNotEmpty()
                .allMatch(finding -> finding.place().isPresent(), "has a place");
        assertGolden(
                name + ".txt",
                TextReport.of(id -> Optional.of(text).filter(known -> known.id().equals(id)))
                        .render(report));
    }

    private static void assertGolden(String name, String actual) throws IOException {
        Path file = RESOURCES.resolve("golden/broken").resolve(name);
        if (Boolean.getBoolean("golden.update")) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, actual);
        }
        assertThat(actual).isEqualTo(Files.readString(file));
    }
}
