// SPDX-License-Identifier: Apache-2.0
package io.meshkit.it.pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.meshkit.MeshKit;
import io.meshkit.finding.Severity;
import io.meshkit.mesh.MeshId;
import io.meshkit.pattern.Pattern;
import io.meshkit.pattern.PatternOptions;
import io.meshkit.pattern.PatternOptions.Unsupported;
import io.meshkit.pattern.RenderedPattern;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Broken patterns by the thousand, rendered for each mesh: whatever the bytes, the answer is a report whose errors have places. A failure
 * prints the properties that make its mutant again; {@code -Dmutants.count} and {@code -Dmutants.seed} ask for more and for others.
 */
class MutatedPatternsTest {

    private static final MeshKit KIT = MeshKit.offline();
    private static final List<MeshId> MESHES = List.of(MeshId.ISTIO, MeshId.LINKERD, MeshId.CONSUL);
    private static final long SEED = Long.getLong("mutants.seed", 20_261L);
    private static final int FIRST = Integer.getInteger("mutants.first", 0);
    private static final Path CHECKOUT =
            NeutralPatternTest.example("checkout").getParent().getParent().getParent();

    private static final PatternOptions OPTIONS = PatternOptions.DEFAULT
            .manifests(CHECKOUT.resolve("examples/manifests"))
            .environment(List.of("HOME"))
            .unsupported(Unsupported.WARN);

    @TempDir
    Path folder;

    @AfterAll
    static void close() {
        KIT.close();
    }

    @Test
    @Timeout(1_200)
    void no_mutant_of_our_own_patterns_makes_an_exception_escape() throws IOException {
        List<Path> own = new ArrayList<>();
        for (String patterns : List.of(
                "examples/patterns",
                "meshkit-istio/src/test/resources/patterns",
                "meshkit-linkerd/src/test/resources/patterns",
                "meshkit-consul/src/test/resources/patterns",
                "integration-tests/src/test/resources/patterns")) {
            own.addAll(files(CHECKOUT.resolve(patterns)));
        }

        render(new PatternMutants(KIT, own), Integer.getInteger("mutants.count", 12_000));
    }

    @Test
    @Timeout(1_200)
    void no_mutant_of_patterns_by_others_makes_an_exception_escape() throws IOException {
        String corpus = System.getenv("MESHKIT_CORPUS");
        assumeTrue(corpus != null && !corpus.isBlank(), "MESHKIT_CORPUS is not set");
        List<Path> small = new ArrayList<>();
        for (Path file : files(Path.of(corpus, "patterns"))) {
            if (Files.size(file) < 12_000) {
                small.add(file);
            }
        }

        render(new PatternMutants(KIT, small), Integer.getInteger("mutants.count", 3_000));
    }

    private void render(PatternMutants mutants, int count) {
        int objects = 0;
        int sound = 0;
        for (int number = FIRST; number < FIRST + count; number++) {
            byte[] mutant = mutants.mutant(SEED, number);
            MeshId mesh = MESHES.get(number / 2 % MESHES.size());
            try {
                RenderedPattern rendered = KIT.patterns().render(read(mutant), mesh, OPTIONS);
                assertThat(rendered.report().findings())
                        .filteredOn(finding -> finding.severity() == Severity.ERROR)
                        .allMatch(finding -> finding.place().isPresent(), "has a place");
                rendered.desired()
                        .resources()
                        .forEach(desired -> KIT.writer().yaml(desired.resource().body()));
                objects += rendered.desired().resources().size();
                sound += rendered.report().hasErrors() ? 0 : 1;
            } catch (RuntimeException | Error escaped) {
                fail(
                        "mutant %d on %s, made again by -Dmutants.seed=%d -Dmutants.first=%d -Dmutants.count=1:%n%s"
                                .formatted(
                                        number, mesh.value(), SEED, number, new String(mutant, StandardCharsets.UTF_8)),
                        escaped);
            }
        }
        System.out.println("seed " + SEED + ": " + count + " mutants rendered, " + sound + " without errors, " + objects
                + " objects");
        assertThat(objects).as("objects rendered all the same").isGreaterThanOrEqualTo(count / 4);
    }

    /** From a file, since only there bytes need not be characters. */
    private Pattern read(byte[] mutant) {
        try {
            Path file = folder.resolve(mutant.length > 0 && mutant[0] == '{' ? "mutant.json" : "mutant.yaml");
            Files.write(file, mutant);
            return KIT.patterns().read(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().matches(".*\\.ya?ml"))
                    .sorted()
                    .toList();
        }
    }
}
