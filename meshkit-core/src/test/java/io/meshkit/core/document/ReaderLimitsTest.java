// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meshkit.MeshKitException;
import io.meshkit.document.Comment;
import io.meshkit.document.Document;
import io.meshkit.document.SourceText;
import io.meshkit.finding.Finding;
import io.meshkit.resource.Resource;
import io.meshkit.spi.ReadResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReaderLimitsTest {

    @TempDir
    Path folder;

    private static ReadResult read(ReaderLimits.Builder limits, String text) {
        return new YamlReader(limits.build()).read(SourceText.of("t.yaml", text));
    }

    private static Finding only(ReadResult result) {
        assertThat(result.report().findings()).hasSize(1);
        return result.report().findings().get(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{a: ", "- ", "? ", "{\"a\":"})
    void a_hundred_thousand_levels_are_a_finding(String opening) {
        Finding finding = only(read(ReaderLimits.builder(), opening.repeat(100_000) + "\n---\nb: 1\n"));

        assertThat(finding.code()).isEqualTo(DocumentCodes.LIMIT);
        assertThat(finding.place().orElseThrow().span().column()).isEqualTo(100 * opening.length() + 1);
    }

    @Test
    void the_deepest_allowed_nesting_is_read() {
        assertThat(Reads.clean("[".repeat(100) + "]".repeat(100)).place()).isPresent();
    }

    @Test
    void long_texts_are_not_read() {
        assertThat(only(read(ReaderLimits.builder().characters(5), "a: 123\n")).code())
                .isEqualTo(DocumentCodes.LIMIT);
    }

    @Test
    void documents_beyond_the_limit_are_left_out() {
        ReadResult result = read(ReaderLimits.builder().documents(2), "a\n---\nb\n---\nc\n---\nd\n");

        assertThat(Reads.roots(result)).hasToString("[a, b]");
        assertThat(only(result).place().orElseThrow()).hasToString("t.yaml:4:1");
    }

    @Test
    void aliases_to_collections_are_limited() {
        ReadResult result = read(ReaderLimits.builder().aliases(2), "a: &a [1]\nb: [*a, *a, *a]\n");

        assertThat(result.documents()).isEmpty();
        assertThat(only(result).place().orElseThrow()).hasToString("t.yaml:2:13");
    }

    @Test
    void an_alias_bomb_is_a_finding() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 10; i++) {
            bomb.append("a" + i + ": &a" + i + " [" + ("*a" + (i - 1) + ", ").repeat(8) + "]\n");
        }

        assertThat(only(read(ReaderLimits.builder(), bomb.toString())).message())
                .contains("expand to more than 1000000");
    }

    @Test
    void what_aliases_bring_counts_as_depth() {
        Finding finding = only(read(ReaderLimits.builder().depth(3), "a: &a [[1]]\nb: [*a]\n"));

        assertThat(finding.place().orElseThrow()).hasToString("t.yaml:2:5");
    }

    @Test
    void findings_are_limited_and_one_says_so() {
        ReadResult result = read(ReaderLimits.builder().findings(3), "a: 1\n".repeat(10));

        assertThat(result.report().findings()).hasSize(4);
        assertThat(result.report().findings()).extracting(Finding::code).contains(DocumentCodes.LIMIT);
    }

    @Test
    void limits_are_at_least_one_and_depth_at_most_a_thousand() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ReaderLimits.builder().aliases(0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ReaderLimits.builder().depth(1_001));
    }

    @Test
    void bytes_that_are_no_utf8_are_found_and_spoil_their_document_only() throws IOException {
        Path file = folder.resolve("latin1.yaml");
        Files.write(file, "a: 1\n---\nb: \u00e9x\n---\nc: 3\n".getBytes(StandardCharsets.ISO_8859_1));

        ReadResult result = new YamlReader().read(file);

        assertThat(Reads.roots(result)).hasToString("[{a: 1}, {c: 3}]");
        assertThat(only(result).code()).isEqualTo(DocumentCodes.ENCODING);
        assertThat(only(result).place().orElseThrow()).hasToString(file + ":3:4");
    }

    @Test
    void many_broken_bytes_are_one_finding_with_the_first_place_and_their_count() throws IOException {
        byte[] latin = "a: \u00e9t\u00e9\nb: \u00e0\n".getBytes(StandardCharsets.ISO_8859_1);
        Path file = Files.write(folder.resolve("latin.yaml"), latin);

        Finding finding = only(new YamlReader().read(file));

        assertThat(finding.message()).isEqualTo("bytes at 3 places are no UTF-8, first here; save the file as UTF-8");
        assertThat(finding.place().orElseThrow()).hasToString(file + ":1:4");
        assertThat(finding.parameters()).containsEntry("count", "3");
    }

    @Test
    void a_binary_file_is_one_finding() throws IOException {
        byte[] bytes = new byte[4096];
        new Random(1).nextBytes(bytes);
        System.arraycopy("\u007fELF: [".getBytes(StandardCharsets.UTF_8), 0, bytes, 0, 7);
        Path file = Files.write(folder.resolve("program.yaml"), bytes);

        ReadResult result = new YamlReader().read(file);

        assertThat(result.documents()).isEmpty();
        assertThat(only(result).code()).isEqualTo(DocumentCodes.ENCODING);
        assertThat(only(result).message()).startsWith("this is a binary file, not a text");
    }

    @Test
    void utf16_is_named() throws IOException {
        Path file = Files.write(folder.resolve("u.yaml"), "a: 1\n".getBytes(StandardCharsets.UTF_16));

        assertThat(only(new YamlReader().read(file)).message()).isEqualTo("this file is UTF-16; save it as UTF-8");
    }

    @Test
    void a_file_that_cannot_be_read_is_a_failure_with_a_remedy() {
        assertThatThrownBy(() -> new YamlReader().read(folder.resolve("none.yaml")))
                .isInstanceOf(MeshKitException.class)
                .hasMessageContaining("none.yaml: there is no such file")
                .hasMessageContaining("MK-FILE-READ");
        assertThatThrownBy(() -> new YamlReader().read(folder)).hasMessageContaining("it is a folder, not a file");
    }

    @Test
    void comments_are_kept_with_their_places() {
        Document document = Reads.read(
                        "# head\na: 1 # one\nb: 'x # no'\nc: | # block\n  # no\nd: &x # anchor\n  e: a#b\n# tail")
                .documents()
                .get(0);

        assertThat(document.comments())
                .extracting(Comment::text)
                .containsExactly(" head", " one", " block", " anchor", " tail");
        assertThat(document.comments()).extracting(Comment::trailing).containsExactly(false, true, true, true, false);
        assertThat(Reads.span(java.util.Optional.of(document.comments().get(1).place())))
                .isEqualTo("2:6-2:11");
    }

    @Test
    void manifests_unfold_lists_and_say_what_objects_lack() {
        Manifests manifests = new ManifestReader()
                .read(SourceText.of(
                        "m.yaml",
                        "apiVersion: v1\n"
                                + "kind: List\n"
                                + "items:\n"
                                + "- {apiVersion: v1, kind: Pod, metadata: {name: a}}\n"
                                + "- kind: Pod\n"
                                + "---\n"
                                + "# Source: x\n"
                                + "---\n"
                                + "apiVersion: v1\n"
                                + "kind: Pod\n"
                                + "metadata:\n"
                                + "  name: 5\n"
                                + "---\n"
                                + "text\n"));

        assertThat(manifests.resources()).extracting(Resource::toString).containsExactly("Pod a");
        assertThat(manifests.resources().get(0).body().place().orElseThrow()).hasToString("m.yaml:4:3");
        assertThat(manifests.report().findings())
                .extracting(Finding::toString)
                .containsExactly(
                        "m.yaml:5:3: error: this Kubernetes object has no apiVersion [MKP085]",
                        "m.yaml:12:9: error: metadata.name of a Kubernetes object is a text that is not empty; put it"
                                + " in quotes if it is one [MKP085]",
                        "m.yaml:14:1: error: a Kubernetes object is a map with apiVersion, kind and metadata.name;"
                                + " this is none [MKP085]");
    }

    @Test
    void every_code_has_a_meaning() {
        assertThat(DocumentCodes.meanings())
                .containsKeys(DocumentCodes.SYNTAX, DocumentCodes.NO_OBJECT)
                .hasSizeGreaterThan(8);
        assertThat(List.copyOf(DocumentCodes.meanings().values())).doesNotContain("");
    }
}
