// SPDX-License-Identifier: Apache-2.0
package io.meshkit.benchmarks;

import io.meshkit.MeshKit;
import io.meshkit.document.SourceText;
import io.meshkit.mesh.MeshId;
import io.meshkit.pattern.PatternOptions;
import io.meshkit.pattern.Patterns;
import io.meshkit.pattern.RenderedPattern;
import java.util.List;

/** Reads, checks and renders a pattern of many services without a cluster. */
final class PatternBenchmark {

    private static final int WARM_UP_ROUNDS = 100;
    private static final int ROUNDS = 50;
    private static final int SERVICES = 50;

    private PatternBenchmark() {}

    static List<Measurement> run() {
        String text = pattern(SERVICES);
        Stopwatch stopwatch = new Stopwatch();
        try (MeshKit kit = MeshKit.offline()) {
            Patterns patterns = kit.patterns();
            double[] millis = new double[ROUNDS];
            double[] processorMillis = new double[ROUNDS];
            int resources = 0;
            for (int round = -WARM_UP_ROUNDS; round < ROUNDS; round++) {
                Stopwatch.Taken taken = stopwatch.take(() -> render(patterns, text));
                if (round >= 0) {
                    millis[round] = taken.millis();
                    processorMillis[round] = taken.processorMillis();
                }
            }
            resources = render(patterns, text).desired().resources().size();
            String name = "read, check and render " + SERVICES + " services for Istio (" + text.length() / 1024
                    + " kB, " + resources + " resources)";
            return List.of(
                    Measurement.held(name, "ms", Series.of(millis), Target.atMost(50)),
                    Measurement.forComparison(
                            "the same: processor time of its thread", "ms", Series.of(processorMillis)));
        }
    }

    private static RenderedPattern render(Patterns patterns, String text) {
        RenderedPattern rendered = patterns.render(
                patterns.read(SourceText.of("services.yaml", text)), MeshId.ISTIO, PatternOptions.DEFAULT);
        if (rendered.report().hasErrors()) {
            throw new IllegalStateException(
                    "the pattern has errors: " + rendered.report().findings());
        }
        return rendered;
    }

    /** A pattern in which each service has two versions and the traits that services have most. */
    static String pattern(int services) {
        StringBuilder text = new StringBuilder("""
            apiVersion: meshkit.dev/v1
            kind: Pattern
            name: services
            version: 1.0.0
            services:
            """);
        for (int i = 0; i < services; i++) {
            text.append(SERVICE.replace("NAME", "service-" + i));
        }
        return text.toString();
    }

    private static final String SERVICE = """
          NAME:
            type: Service
            namespace: shop
            settings:
              host: NAME
              port: 8080
              protocol: http
              selector: { app: NAME }
              versions:
                v1: { labels: { version: v1 } }
                v2: { labels: { version: v2 } }
            traits:
              mTLS:
                policy: strict
              trafficSplit:
                weights: { v1: 90, v2: 10 }
              retry:
                attempts: 2
                on: [5xx, connect-failure]
                perTryTimeout: 500ms
              timeout:
                request: 2s
              circuitBreaker:
                consecutiveErrors: 5
                interval: 10s
                baseEjection: 30s
                maxEjectionPercent: 50
        """;
}
