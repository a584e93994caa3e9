// SPDX-License-Identifier: Apache-2.0
package io.meshkit.it.pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.meshkit.MeshKit;
import io.meshkit.document.Comment;
import io.meshkit.document.SourceText;
import io.meshkit.document.Value;
import io.meshkit.pattern.ConvertedPattern;
import io.meshkit.pattern.FormattedText;
import io.meshkit.pattern.Pattern;
import io.meshkit.spi.ReadResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Files that others wrote, written again: in their own dialect, in that of today, and formatted. */
class WrittenCorpusTest {

    private static final MeshKit KIT = MeshKit.offline();

    @AfterAll
    static void close() {
        KIT.close();
    }

    @Test
    void each_pattern_written_in_its_own_dialect_reads_as_the_same() throws IOException {
        int written = 0;
        for (Path file : files("patterns")) {
            Pattern pattern = KIT.patterns().read(file);
            SourceText again = SourceText.of(file.toString(), KIT.writer().yaml(pattern.root()));
            Pattern read = KIT.patterns().read(again);

            assertThat(read.dialect()).isEqualTo(pattern.dialect());
            assertThat(read.root()).isEqualTo(pattern.root());
            SamePattern.assertSame(pattern, read, file);
            written += pattern.report().hasErrors() ? 0 : 1;
        }
        assertThat(written).isGreaterThan(45);
    }

    @Test
    void each_pattern_converted_reads_as_the_same_and_renders_the_same() throws IOException {
        int converted = 0;
        for (Path file : files("patterns")) {
            Pattern pattern = KIT.patterns().read(file);
            if (pattern.report().hasErrors()) {
                continue;
            }
            ConvertedPattern text = KIT.patterns().convert(pattern);
            Pattern read = KIT.patterns().read(SourceText.of(file.toString(), text.yaml()));

            assertThat(read.dialect()).isEqualTo("meshkit.dev/v1");
            assertThat(read.report().findings()).as(file.toString()).isEmpty();
            SamePattern.assertSame(pattern, read, file);
            SamePattern.assertRendersTheSame(KIT, pattern, read, file);
            assertThat(KIT.patterns()
                            .format(SourceText.of("v1.yaml", text.yaml()))
                            .edits())
                    .isEmpty();
            assertThat(KIT.patterns().convert(read).yaml()).isEqualTo(text.yaml());
            converted++;
        }
        assertThat(converted).isGreaterThan(45);
    }

    @Test
    void each_file_formatted_holds_the_same_and_has_the_same_comments() throws IOException {
        int changed = 0;
        for (Path file : Stream.concat(files("patterns").stream(), files("istio-analyze/input").stream())
                .toList()) {
            SourceText text = SourceText.of("t.yaml", Files.readString(file));
            ReadResult before = KIT.reader().read(text);
            FormattedText formatted = KIT.patterns().format(text);
            if (before.report().hasErrors()) {
                assertThat(formatted.text()).isEqualTo(text);
                continue;
            }
            ReadResult after = KIT.reader().read(formatted.text());

            assertThat(formatted.report().findings())
                    .as(file.toString())
                    .noneMatch(finding -> finding.code().value().equals("MKP075"));
            assertThat(comments(after)).as(file.toString()).isEqualTo(comments(before));
            boolean spelled = KIT.patterns().read(text).report().findings().stream()
                    .anyMatch(finding -> finding.code().value().equals("MKP007"));
            if (spelled) {
                SamePattern.assertSame(KIT.patterns().read(text), KIT.patterns().read(formatted.text()), file);
            } else {
                assertThat(roots(after)).as(file.toString()).isEqualTo(roots(before));
            }
            assertThat(KIT.patterns().format(formatted.text()).text())
                    .as(file.toString())
                    .isEqualTo(formatted.text());
            changed += formatted.text().equals(text) ? 0 : 1;
        }
        assertThat(changed).isGreaterThan(60);
    }

    private static List<Value> roots(ReadResult read) {
        return read.documents().stream().map(document -> document.root()).toList();
    }

    private static List<String> comments(ReadResult read) {
        return read.documents().stream()
                .flatMap(document -> document.comments().stream())
                .map(Comment::text)
                .map(String::stripTrailing)
                .sorted()
                .toList();
    }

    private static List<Path> files(String folder) throws IOException {
        String corpus = System.getenv("MESHKIT_CORPUS");
        assumeTrue(corpus != null && !corpus.isBlank(), "MESHKIT_CORPUS is not set");
        try (Stream<Path> files = Files.walk(Path.of(corpus, folder))) {
            return files.filter(file -> file.toString().matches(".*\\.ya?ml"))
                    .sorted()
                    .toList();
        }
    }
}
