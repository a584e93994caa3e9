// SPDX-License-Identifier: Apache-2.0
package io.meshkit.benchmarks;

import io.meshkit.MeshKit;
import io.meshkit.document.SourceText;
import io.meshkit.mesh.MeshId;
import io.meshkit.pattern.PatternOptions;
import io.meshkit.pattern.RenderedPattern;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.function.LongSupplier;

/** The first thing a program does in a fresh JVM: it makes an offline kit, then reads, checks and renders a pattern. */
public final class OfflineKitProgram {

    /** What the line with the time begins with. */
    static final String MADE = "kit made in nanoseconds: ";
    /** Asks for the processor time of the thread instead, which a busy machine changes less. */
    static final String PROCESSOR_TIME = "processor-time";

    private OfflineKitProgram() {}

    /**
     * Prints the time that making the kit took.
     *
     * @param arguments {@value #PROCESSOR_TIME}, or none for the time on the clock
     */
    public static void main(String[] arguments) {
        LongSupplier time = List.of(arguments).contains(PROCESSOR_TIME)
                ? ManagementFactory.getThreadMXBean()::getCurrentThreadCpuTime
                : System::nanoTime;
        long start = time.getAsLong();
        try (MeshKit kit = MeshKit.offline()) {
            long made = time.getAsLong();
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
