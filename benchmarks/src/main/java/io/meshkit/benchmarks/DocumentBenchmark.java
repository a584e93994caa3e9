// SPDX-License-Identifier: Apache-2.0
package io.meshkit.benchmarks;

import io.meshkit.core.document.ReaderLimits;
import io.meshkit.core.document.YamlReader;
import io.meshkit.document.SourceText;
import io.meshkit.spi.ReadResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * Reads the same texts with our reader and with snakeyaml-engine's plain {@code Load}, both trees kept, in turns; and measures what a
 * resource costs in memory once it is read.
 */
final class DocumentBenchmark {

    /** Until the compiler is done with both, also on a busy machine: short texts are read more often. */
    private static final int WARM_UP_CHARACTERS = 48_000_000;

    private static final int ROUNDS = 61;
    private static final int RESOURCES = 20_000;
    private static final LoadSettings LOAD = LoadSettings.builder()
            .setSchema(new CoreSchema())
            .setCodePointLimit(Integer.MAX_VALUE)
            .build();

    private DocumentBenchmark() {}

    /** Measures speed and memory. Takes about half a minute. */
    static List<Measurement> run() {
        List<Measurement> measurements =
                new ArrayList<>(speed("1 000 resources of 700 characters", List.of(resources(1_000))));
        String corpus = System.getenv("MESHKIT_CORPUS");
        if (corpus != null) {
            measurements.addAll(speed("charts of three meshes, rendered", texts(Path.of(corpus, "rendered"))));
        }
        measurements.add(memory("in one text", 1));
        measurements.add(memory("a text each", RESOURCES));
        return measurements;
    }

    private static List<Measurement> speed(String name, List<String> texts) {
        Supplier<Object> ours =
                () -> texts.stream().map(DocumentBenchmark::read).toList();
        Supplier<Object> theirs =
                () -> texts.stream().map(DocumentBenchmark::load).toList();
        agree(name, texts);
        Stopwatch stopwatch = new Stopwatch();
        double[] our = new double[ROUNDS];
        double[] their = new double[ROUNDS];
        double[] ourProcessor = new double[ROUNDS];
        double[] theirProcessor = new double[ROUNDS];
        int characters = texts.stream().mapToInt(String::length).sum();
        for (int round = -WARM_UP_CHARACTERS / characters; round < ROUNDS; round++) {
            boolean oursFirst = round % 2 == 0;
            Stopwatch.Taken first = stopwatch.take(oursFirst ? ours : theirs);
            Stopwatch.Taken second = stopwatch.take(oursFirst ? theirs : ours);
            if (round >= 0) {
                Stopwatch.Taken byUs = oursFirst ? first : second;
                Stopwatch.Taken byThem = oursFirst ? second : first;
                our[round] = byUs.millis();
                their[round] = byThem.millis();
                ourProcessor[round] = byUs.processorMillis();
                theirProcessor[round] = byThem.processorMillis();
            }
        }
        String what = "read " + name + " (" + characters / 1024 + " kB): ";
        return List.of(
                Measurement.forComparison(what + "ours", "ms", Series.of(our)),
                Measurement.forComparison(what + "engine's Load", "ms", Series.of(their)),
                Measurement.held(what + "times as fast", "times", Series.ratios(their, our), Target.atLeast(2)),
                Measurement.forComparison(
                        what + "times as fast by processor time",
                        "times",
                        Series.ratios(theirProcessor, ourProcessor)));
    }

    private static void agree(String name, List<String> texts) {
        for (String text : texts) {
            long ours = read(text).documents().size();
            long theirs = load(text).stream().filter(Objects::nonNull).count();
            if (ours == 0 || ours != theirs) {
                throw new IllegalStateException(name + ": we read " + ours + " documents, the engine " + theirs);
            }
        }
    }

    private static ReadResult read(String text) {
        return new YamlReader().read(SourceText.of("benchmark.yaml", text));
    }

    private static List<Object> load(String text) {
        List<Object> documents = new ArrayList<>();
        new Load(LOAD).loadAllFromString(text).forEach(documents::add);
        return documents;
    }

    /** What stays of resources once they are read. The text itself does not: places are counted out in the lines' starts. */
    private static Measurement memory(String name, int texts) {
        YamlReader reader = new YamlReader(
                ReaderLimits.builder().documents(RESOURCES).characters(1 << 28).build());
        List<ReadResult> kept = new ArrayList<>(texts);
        long characters = 0;
        long before = usedBytes();
        for (int i = 0; i < texts; i++) {
            String text = resources(i * (RESOURCES / texts), RESOURCES / texts);
            characters += text.length();
            kept.add(reader.read(SourceText.of("resource-" + i + ".yaml", text)));
        }
        long after = usedBytes();
        int documents =
                kept.stream().mapToInt(result -> result.documents().size()).sum();
        if (documents != RESOURCES) {
            throw new IllegalStateException("read " + documents + " of " + RESOURCES + " resources");
        }
        return Measurement.held(
                "memory of a resource of " + characters / RESOURCES + " characters, " + name,
                "bytes",
                Series.of((double) (after - before) / RESOURCES),
                Target.atMost(3000));
    }

    private static long usedBytes() {
        Runtime runtime = Runtime.getRuntime();
        long used = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            System.gc();
            used = Math.min(used, runtime.totalMemory() - runtime.freeMemory());
        }
        return used;
    }

    private static String resources(int count) {
        return resources(0, count);
    }

    /** Virtual services of about 700 characters, whose names differ. */
    private static String resources(int first, int count) {
        StringBuilder text = new StringBuilder();
        for (int i = first; i < first + count; i++) {
            text.append(RESOURCE.replace("NAME", "reviews-" + i));
        }
        return text.toString();
    }

    private static final String RESOURCE = """
        ---
        apiVersion: networking.istio.io/v1
        kind: VirtualService
        metadata:
          name: NAME
          namespace: shop
          labels:
            app.kubernetes.io/name: NAME
            app.kubernetes.io/managed-by: meshkit
        spec:
          hosts:
          - NAME.shop.svc.cluster.local
          http:
          - name: testers
            match:
            - headers:
                end-user:
                  exact: jason
            route:
            - destination:
                host: NAME
                subset: v2
              weight: 100
          - name: everybody
            route:
            - destination:
                host: NAME
                subset: v1
              weight: 90
            - destination:
                host: NAME
                subset: v2
              weight: 10
            timeout: 5s
            retries:
              attempts: 3
              perTryTimeout: 2s
        """;

    private static List<String> texts(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            List<String> texts = new ArrayList<>();
            for (Path file : files.filter(path -> path.toString().endsWith(".yaml"))
                    .sorted()
                    .toList()) {
                texts.add(Files.readString(file));
            }
            return texts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
