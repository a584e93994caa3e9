// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshkit.document.SourceText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Both readers of YAML documents give the same in everything: trees, places of keys and values, comments and findings. */
class SubsetReaderTest {

    private static final ReaderLimits LIMITS = ReaderLimits.defaults();

    /** Counts the documents that the reader of the subset takes. */
    private static final class Counting implements ChunkReader {

        private final ChunkReader subset = new SubsetReader();
        private int taken;
        private int declined;

        @Override
        public boolean read(Chunk chunk, Reading reading) {
            boolean read = subset.read(chunk, reading);
            taken += read ? 1 : 0;
            declined += read ? 0 : 1;
            return read;
        }

        double share() {
            return (double) taken / (taken + declined);
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%d of %d documents (%.1f %%)", taken, taken + declined, 100 * share());
        }
    }

    private final Counting subset = new Counting();
    private final YamlReader both = new YamlReader(LIMITS, () -> List.of(subset, new EventReader()));
    private final YamlReader byEvents = new YamlReader(LIMITS, () -> List.of(new EventReader()));

    @Test
    void generated_documents_of_the_subset_are_read_by_it_and_as_by_events() {
        for (long seed = 1; seed <= 4_000; seed++) {
            compare("seed " + seed, BlockYaml.of(seed));
        }

        System.out.println("generated in the subset: it took " + subset);
        assertThat(subset.share()).isGreaterThan(0.9);
    }

    @Test
    void generated_documents_of_all_sorts_are_read_as_by_events() {
        for (long seed = 1; seed <= 1_500; seed++) {
            compare("seed " + seed, new Generator(seed).yaml());
            compare("messy seed " + seed, MessyYaml.of(seed));
        }

        System.out.println("generated of all sorts: it took " + subset);
    }

    @Test
    void mutants_of_generated_documents_are_read_as_by_events() {
        List<String> seeds = new ArrayList<>();
        for (long seed = 1; seed <= 400; seed++) {
            seeds.add(BlockYaml.of(seed));
            seeds.add(new Generator(seed).yaml());
        }

        compareMutants(seeds, 20_000, 13);
    }

    @Test
    void files_by_others_are_read_as_by_events_and_nearly_all_in_the_subset() throws IOException {
        for (Path file : corpus("")) {
            compare(file.toString(), text(file));
        }

        System.out.println("files by others: the subset took " + subset);
        assertThat(subset.share()).isGreaterThan(0.97);
    }

    @Test
    void mutants_of_files_by_others_are_read_as_by_events() throws IOException {
        List<String> seeds = new ArrayList<>();
        for (String folder : List.of("rendered", "istio-analyze", "smi", "smp", "patterns")) {
            for (Path file : corpus(folder)) {
                Stream.of(text(file).split("(?m)^(?=---)"))
                        .filter(document -> document.length() < 2_000)
                        .forEach(seeds::add);
            }
        }

        compareMutants(seeds, 15_000, 17);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a: &x\n  b: c\nd: *x\n",
                "a: &x [b]\n",
                "a: &x &y b\n",
                "a: &x !!str b\n",
                "a: &x b: c\n",
                "&x a: b\n",
                "*x : b\n",
                "a: !!str 5\n",
                "%YAML 1.2\n---\na: b\n",
                "? a\n: b\n",
                "a:\tb\n",
                "a: b\n\tc: d\n",
                "a: b\rc: d\n",
                "--- a: b\n",
                "text\n",
                "[a, b]\n",
                "a: [b, # c\n  d]\n",
                "a: [b: c]\n",
                "a: {b}\n",
                "a: [b,]\n",
                "[a]: b\n",
                "a: b: c\n",
                "a: - b\n",
                "a: b\n  c: d\n",
                "- a\nb: c\n",
                "a: \"b\n",
                "a: 'b' c\n",
                "a: |\nb: c\n",
                "a: |\n    \n  b\n",
                "a: |x\n  b\n",
                "a: \"\n- ...\n... ,\"\nz: 1\n",
                "a: [b,\n... ,c]\n",
                "a: \"\\q\"\n",
                "a: \ufeffb\n",
                "a: b\u0085c\n",
                "a: b\u007f\n",
                "yes: 1\nyes: off\n*a\n",
                "...\n# c\na: b\n... x\n"
            })
    void what_is_beyond_the_subset_goes_to_the_reader_of_events_without_a_trace(String text) {
        compare("given", text);

        assertThat(subset.declined).isPositive();
    }

    @Test
    void a_key_that_is_too_long_for_the_engine_is_left_to_it() {
        compare("given", "a".repeat(1_020) + ": b\n" + "a".repeat(1_030) + ": b\n");

        assertThat(subset.declined).isEqualTo(1);
    }

    @Test
    void findings_before_something_beyond_the_subset_are_told_once() {
        String text = "a: yes\na: 012\nb: &c\n";

        assertThat(both.read(SourceText.of("t.yaml", text)).report().findings()).hasSize(3);
    }

    @Test
    void scalars_with_names_and_aliases_of_them_stay_in_the_subset() {
        compare(
                "given",
                "a: &x_1 b # c\nd: *x_1 # e\nf: &y 'g'\nh: &z i\n  j\nk: *none\nl: *y\nm: &x_1 yes\nn: *x_1\n");

        assertThat(subset.taken).isEqualTo(1);
    }

    @Test
    void limits_hold_in_the_subset_too() {
        StringBuilder deep = new StringBuilder();
        for (int level = 0; level < 120; level++) {
            deep.append(" ".repeat(level)).append("k:\n");
        }

        compare("deep map", deep.toString());
        compare("deep list", "- ".repeat(99) + "a\n");
        compare("too deep a list", "- ".repeat(101) + "a\n");
        compare("deep brackets", "a: " + "[".repeat(70) + "]".repeat(70) + "\n");
        compare("many findings", "a: yes\n".repeat(900));
        compare("many documents", "--- # empty\n".repeat(200) + "a: b\n---\n".repeat(10_001));
    }

    @Test
    void narrow_limits_hold_in_the_subset_too() {
        ReaderLimits narrow =
                ReaderLimits.builder().findings(2).depth(3).documents(2).build();
        YamlReader narrowBoth = new YamlReader(narrow, () -> List.of(subset, new EventReader()));
        YamlReader narrowByEvents = new YamlReader(narrow, () -> List.of(new EventReader()));
        for (long seed = 1; seed <= 2_000; seed++) {
            compare("seed " + seed, BlockYaml.of(seed), narrowBoth, narrowByEvents);
        }

        assertThat(subset.taken).isGreaterThan(1_000);
    }

    private void compare(String name, String text) {
        compare(name, text, both, byEvents);
    }

    private static void compare(String name, String text, YamlReader reader, YamlReader reference) {
        SourceText source = SourceText.of("t.yaml", text);

        String expected = ReadingRecord.of(reference.read(source));

        assertThat(ReadingRecord.of(reader.read(source)))
                .as("%s:%n%s", name, text.length() < 3_000 ? text : "a long text")
                .isEqualTo(expected);
    }

    private void compareMutants(List<String> seeds, int mutants, long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < mutants; i++) {
            String text = ReaderMutationTest.mutant(seeds.get(random.nextInt(seeds.size())), random);
            compare("seed " + seed + ", mutant " + i, text);
        }

        System.out.println(
                "seed " + seed + ": " + mutants + " mutants of " + seeds.size() + " texts, the subset took " + subset);
        assertThat(subset.taken).isGreaterThan(mutants / 10);
        assertThat(subset.declined).isGreaterThan(mutants / 10);
    }

    private static List<Path> corpus(String folder) throws IOException {
        String corpus = System.getenv("MESHKIT_CORPUS");
        Assumptions.assumeTrue(corpus != null, "MESHKIT_CORPUS names no folder");
        try (Stream<Path> files = Files.walk(Path.of(corpus, folder))) {
            return files.filter(file -> file.toString().matches(".*\\.ya?ml"))
                    .sorted()
                    .toList();
        }
    }

    private static String text(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }
}
