// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.meshkit.document.Document;
import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.Place;
import io.meshkit.document.SourceText;
import io.meshkit.document.Value;
import io.meshkit.spi.ReadResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Reads broken texts by the thousand: nothing may escape, and every place must lie within the text. */
class ReaderMutationTest {

    private static final String[] PIECES = {
        "\n",
        "\r\n",
        "\r",
        " ",
        "  ",
        "\t",
        ":",
        ": ",
        "-",
        "- ",
        "? ",
        "#",
        " # ",
        "{",
        "}",
        "[",
        "]",
        ",",
        "&a ",
        "*a",
        "!",
        "!!int ",
        "|",
        ">",
        "|+\n",
        "'",
        "\"",
        "\\",
        "---\n",
        "...\n",
        "%YAML 1.2\n",
        "<<: ",
        "\ufeff",
        "\u0007",
        "\ud83d",
        "\ud83d\ude00",
        "\u0085",
        "null",
        "0x",
        "yes",
        "@",
        "`"
    };

    @Test
    void mutants_of_our_own_texts_never_break_the_reader() {
        List<String> seeds = new ArrayList<>();
        for (long seed = 1; seed <= 40; seed++) {
            seeds.add(new Generator(seed).yaml());
        }
        seeds.add("a: &a {x: 1}\nb: *a\nc:\n  <<: [*a, {y: 2}]\n--- !!map\n? [k]\n: v\n...\n# end\n");
        seeds.add("{\"a\": [1, 2.5e3, true, null, \"\\ud83d\\ude00\\n\"], \"b\": {\"c\": \"\"}}\n");

        mutate(seeds, 20_000, 7);
    }

    @Test
    void mutants_of_files_by_others_never_break_the_reader() throws IOException {
        String corpus = System.getenv("MESHKIT_CORPUS");
        Assumptions.assumeTrue(corpus != null, "MESHKIT_CORPUS names no folder");
        List<String> seeds = new ArrayList<>();
        for (String folder : List.of("patterns", "istio-analyze", "smi", "smp")) {
            try (Stream<Path> files = Files.walk(Path.of(corpus, folder))) {
                files.filter(file -> file.toString().matches(".*\\.(ya?ml|json)"))
                        .sorted()
                        .map(ReaderMutationTest::text)
                        .filter(text -> text.length() < 6_000)
                        .forEach(seeds::add);
            }
        }

        mutate(seeds, 20_000, 11);
    }

    private static String text(Path file) {
        try {
            return new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void mutate(List<String> seeds, int mutants, long seed) {
        Random random = new Random(seed);
        int read = 0;
        for (int i = 0; i < mutants; i++) {
            String mutant = mutant(seeds.get(random.nextInt(seeds.size())), random);
            String name = random.nextInt(8) == 0 ? "m.json" : "m.yaml";
            try {
                ReadResult result = new YamlReader().read(SourceText.of(name, mutant));
                checkPlaces(result, mutant);
                read += result.documents().size();
            } catch (RuntimeException | AssertionError | StackOverflowError e) {
                fail("seed " + seed + ", mutant " + i + " " + name + ":\n" + mutant, e);
            }
        }
        System.out.println("seed " + seed + ": " + mutants + " mutants, " + read + " documents read");
        assertThat(read).as("documents that could be read all the same").isGreaterThan(mutants / 10);
    }

    static String mutant(String text, Random random) {
        StringBuilder mutant = new StringBuilder(text);
        for (int n = 1 + random.nextInt(4); n > 0; n--) {
            int at = random.nextInt(mutant.length() + 1);
            int to = Math.min(mutant.length(), at + random.nextInt(6));
            switch (random.nextInt(5)) {
                case 0 -> mutant.delete(at, to);
                case 1 -> mutant.insert(at, mutant.substring(at, to));
                case 2 -> mutant.setLength(Math.max(at, mutant.length() / 2));
                default -> mutant.insert(at, PIECES[random.nextInt(PIECES.length)]);
            }
        }
        return mutant.toString();
    }

    private static void checkPlaces(ReadResult result, String text) {
        Lines lines = new Lines(text);
        result.report().findings().forEach(finding -> {
            check(lines, finding.place());
            finding.related().forEach(related -> check(lines, Optional.of(related.place())));
            finding.fixes().forEach(fix -> fix.edits().forEach(edit -> check(lines, Optional.of(edit.place()))));
        });
        for (Document document : result.documents()) {
            document.comments().forEach(comment -> check(lines, Optional.of(comment.place())));
            checkValues(document.root(), lines);
        }
    }

    private static void checkValues(Value root, Lines lines) {
        Deque<Value> open = new ArrayDeque<>(List.of(root));
        while (!open.isEmpty()) {
            Value value = open.pop();
            check(lines, value.place());
            if (value instanceof MapValue map) {
                map.keys().forEach(key -> check(lines, map.keyPlace(key)));
                map.entries().forEach(entry -> open.push(entry.value()));
            } else if (value instanceof ListValue list) {
                list.forEach(open::push);
            }
        }
    }

    private static void check(Lines lines, Optional<Place> place) {
        Place there = place.orElseThrow();
        assertThat(lines.start(there.span())).isLessThanOrEqualTo(lines.end(there.span()));
    }
}
