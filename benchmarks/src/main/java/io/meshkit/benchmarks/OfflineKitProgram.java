// SPDX-License-Identifier: Apache-2.0
package io.meshkit.benchmarks;

import io.meshkit.MeshKit;
import io.meshkit.document.SourceText;
import io.meshkit.mesh.MeshId;
import io.meshkit.pattern.PatternOptions;
import io.meshkit.pattern.RenderedPattern;

/** The first thing a program does in a fresh JVM: it makes an offline kit, then reads, checks and renders a pattern. */
public final class OfflineKitProgram {

    /** What the line with the time begins with. */
    static final String MADE = "kit made in nanoseconds: ";

    private OfflineKitProgram() {}

    /**
     * Prints the time that the kit took.
     *
     * @param arguments none
     */
    public static void main(String[] arguments) {
        long start = System.nanoTime();
        try (MeshKit kit = MeshKit.offline()) {
            long made = System.nanoTime();
            RenderedPattern rendered = kit.patterns()
                    .render(
                            kit.patterns().read(SourceText.of("services.yaml", PatternBenchmark.pattern(3))),
                            MeshId.ISTIO,
                            PatternOptions.DEFAULT);
            if (rendered.report().hasErrors()) {
                throw new IllegalStateException(
                        "the pattern has errors: " + rendered.report().findings());
            }
            System.out.println(MADE + (made - start));
        }
    }
}
