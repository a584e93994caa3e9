// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.Value;
import io.meshkit.finding.Severity;
import io.meshkit.pattern.Component;
import io.meshkit.pattern.Pattern;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Patterns that others wrote, each in the dialect it was written in. */
class DialectCorpusTest {

    private static final Map<String, Integer> FILES_BY_DIALECT = new TreeMap<>(Map.of(
            "kubernetes/manifests", 2,
            "meshery/2021", 21,
            "meshery/2022", 12,
            "meshery/2023", 18,
            "meshery/design", 3,
            "none", 2));

    @Test
    void each_file_is_read_in_its_dialect() throws IOException {
        Map<String, Integer> counts = new TreeMap<>();
        for (Path file : files()) {
            counts.merge(read(file).dialect(), 1, Integer::sum);
        }

        assertThat(counts).isEqualTo(FILES_BY_DIALECT);
    }

    @Test
    void each_file_ends_in_components_or_in_an_error_with_a_place() throws IOException {
        List<String> errors = new ArrayList<>();
        for (Path file : files()) {
            Pattern pattern = read(file);
            boolean refused = pattern.report().findings().stream()
                    .anyMatch(finding -> finding.severity() == Severity.ERROR
                            && finding.place().isPresent());
            assertThat(pattern.components().isEmpty() && !refused)
                    .as(file.toString())
                    .isFalse();
            if (refused) {
                errors.add(file.getFileName().toString().replaceAll("@.*", ""));
            }
        }

        assertThat(errors)
                .containsExactlyInAnyOrder(
                        "invalid.yaml",
                        "invalid.yml",
                        "missing-name.yaml",
                        "no-components.yaml",
                        "k8s.yaml",
                        "k8s.yaml",
                        // these import by https
                        "minimalistiobookinfo.yaml",
                        "minimalistiobookinfo",
                        "minimalistiobookinfo",
                        "minimalistiobookinfo",
                        "minimalistiobookinfo",
                        "minimalistiobookinfo");
    }

    @Test
    void what_is_drawn_only_is_told_apart() throws IOException {
        int drawn = 0;
        for (Path file : files()) {
            drawn += (int) read(file).components().stream()
                    .filter(Component::isDrawing)
                    .count();
        }

        assertThat(drawn).isEqualTo(17);
    }

    @Test
    void no_key_that_a_user_interface_prettified_is_left() throws IOException {
        List<String> left = new ArrayList<>();
        for (Path file : files()) {
            for (Component component : read(file).components()) {
                collect(component.settings(), file.getFileName() + " " + component, left);
            }
        }

        assertThat(left).isEmpty();
    }

    private static void collect(Value root, String where, List<String> left) {
        Deque<Value> open = new ArrayDeque<>(List.of(root));
        while (!open.isEmpty()) {
            Value value = open.pop();
            if (value instanceof MapValue map) {
                for (MapValue.Entry entry : map) {
                    if (entry.key().matches("[a-z][a-z0-9]*( [A-Z].*)+")) {
                        left.add(where + ": " + entry.key());
                    }
                    open.push(entry.value());
                }
            } else if (value instanceof ListValue list) {
                list.forEach(open::push);
            }
        }
    }

    private static Pattern read(Path file) throws IOException {
        return Bench.read(Files.readString(file));
    }

    private static List<Path> files() throws IOException {
        String corpus = System.getenv("MESHKIT_CORPUS");
        Assumptions.assumeTrue(corpus != null && !corpus.isBlank(), "MESHKIT_CORPUS is not set");
        try (Stream<Path> files = Files.walk(Path.of(corpus, "patterns"))) {
            return files.filter(file ->
                            file.toString().endsWith(".yaml") || file.toString().endsWith(".yml"))
                    .sorted()
                    .toList();
        }
    }
}
