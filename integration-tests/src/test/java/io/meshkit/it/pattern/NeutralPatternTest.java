// SPDX-License-Identifier: Apache-2.0
package io.meshkit.it.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshkit.MeshKit;
import io.meshkit.mesh.MeshId;
import io.meshkit.pattern.Pattern;
import io.meshkit.pattern.PatternOptions;
import io.meshkit.pattern.RenderedPattern;
import io.meshkit.pattern.Verdict;
import io.meshkit.testkit.contract.GoldenFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Neutral files under {@code examples/patterns} on all three meshes. */
class NeutralPatternTest {

    private static final MeshKit KIT = MeshKit.offline();

    @AfterAll
    static void close() {
        KIT.close();
    }

    private static final List<String> NAMES = List.of("checkout", "shop");

    static Path example(String name) {
        Path folder = Path.of("").toAbsolutePath();
        String file = "examples/patterns/" + name + ".yaml";
        while (!Files.exists(folder.resolve(file))) {
            Path above = folder.getParent();
            assertThat(above)
                    .as("the tests run inside a checkout of the project")
                    .isNotNull();
            folder = above;
        }
        return folder.resolve(file);
    }

    @TestFactory
    Stream<DynamicTest> one_neutral_file_renders_on_all_three() {
        return NAMES.stream()
                .flatMap(name -> Stream.of(MeshId.ISTIO, MeshId.LINKERD, MeshId.CONSUL)
                        .map(mesh -> DynamicTest.dynamicTest(name + " on " + mesh, () -> {
                            Pattern pattern = KIT.patterns().read(example(name));
                            RenderedPattern rendered = KIT.patterns().render(pattern, mesh, PatternOptions.DEFAULT);

                            assertThat(rendered.report().hasErrors())
                                    .as(rendered.report().toString())
                                    .isFalse();
                            assertThat(verdicts(rendered)).doesNotContain(Verdict.NONE, Verdict.UNIMPLEMENTED);
                            GoldenFile.of(name + "-" + mesh).check(rendered, KIT);
                        })));
    }

    private static List<Verdict> verdicts(RenderedPattern rendered) {
        return rendered.capabilities().lines().stream()
                .map(line -> line.support().verdict())
                .toList();
    }
}
