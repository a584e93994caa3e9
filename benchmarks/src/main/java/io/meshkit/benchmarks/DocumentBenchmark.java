// SPDX-License-Identifier: Apache-2.0
package io.meshkit.benchmarks;

import io.meshkit.core.document.ReaderLimits;
import io.meshkit.core.document.YamlReader;
import io.meshkit.document.SourceText;
import io.meshkit.spi.ReadResult;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToIntFunction;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * Reads the same texts with our reader and with snakeyaml-engine's plain {@code Load}, both trees kept, in turns; and measures what a
 * resource costs in memory once it is read.
 */
public final class DocumentBenchmark {

    private static final int WARM_UP_ROUNDS = 8;
    private static final int ROUNDS = 15;
    private static final int RESOURCES = 20_000;
    private static final LoadSettings LOAD =
            LoadSettings.builder().setCodePointLimit(Integer.MAX_VALUE).build();

    private DocumentBenchmark() {}

    /**
     * Runs it alone.
     *
     * @param arguments none
     */
    public static void main(String[] arguments) {
        run(System.out);
    }

    /**
     * Measures and prints. Takes about a minute.
     *
     * @param out where to print
     */
    public static void run(PrintStream out) {
        speed("1 000 small resources, block style", resources(1_000), out);
        String corpus = System.getenv("MESHKIT_CORPUS");
        if (corpus != null) {
            speed("Istio's CRDs", text(Path.of(corpus, "crds", "istio", "crd-all.gen.yaml")), out);
        }
        memory("one text", 1, out);
        memory("a text each", RESOURCES, out);
    }

    private static void speed(String name, String text, PrintStream out) {
        int characters = text.length();
        ToIntFunction<String> ours = DocumentBenchmark::read;
        ToIntFunction<String> theirs = DocumentBenchmark::load;
        if (ours.applyAsInt(text) != theirs.applyAsInt(text)) {
            throw new IllegalStateException(name + ": the two readers disagree on the number of documents");
        }
        double[] our = new double[ROUNDS];
        double[] their = new double[ROUNDS];
        for (int round = -WARM_UP_ROUNDS; round < ROUNDS; round++) {
            boolean oursFirst = round % 2 == 0;
            double first = millis(oursFirst ? ours : theirs, text);
            double second = millis(oursFirst ? theirs : ours, text);
            if (round >= 0) {
                our[round] = oursFirst ? first : second;
                their[round] = oursFirst ? second : first;
            }
        }
        double ratio = median(their) / median(our);
        out.printf(
                Locale.ROOT,
                "read %s (%d kB): ours %s, engine's Load %s, %.2f times as fast%n",
                name,
                characters / 1024,
                shown(our),
                shown(their),
                ratio);
    }

    private static double millis(ToIntFunction<String> reader, String text) {
        long start = System.nanoTime();
        int documents = reader.applyAsInt(text);
        long end = System.nanoTime();
        if (documents == 0) {
            throw new IllegalStateException("nothing was read");
        }
        return (end - start) / 1e6;
    }

    private static int read(String text) {
        return new YamlReader()
                .read(SourceText.of("benchmark.yaml", text))
                .documents()
                .size();
    }

    private static int load(String text) {
        List<Object> documents = new ArrayList<>();
        new Load(LOAD).loadAllFromString(text).forEach(document -> {
            if (document != null) {
                documents.add(document);
            }
        });
        return documents.size();
    }

    private static void memory(String name, int texts, PrintStream out) {
        List<SourceText> sources = new ArrayList<>();
        long characters = 0;
        for (int i = 0; i < texts; i++) {
            String text = resources(i * (RESOURCES / texts), RESOURCES / texts);
            characters += text.length();
            sources.add(SourceText.of("resource-" + i + ".yaml", text));
        }
        YamlReader reader = new YamlReader(
                ReaderLimits.builder().documents(RESOURCES).characters(1 << 28).build());
        List<ReadResult> kept = new ArrayList<>(texts);
        long before = usedBytes();
        sources.forEach(source -> kept.add(reader.read(source)));
        long after = usedBytes();
        int documents =
                kept.stream().mapToInt(result -> result.documents().size()).sum();
        if (documents != RESOURCES || sources.size() != texts) {
            throw new IllegalStateException("read " + documents + " of " + RESOURCES + " resources");
        }
        out.printf(
                Locale.ROOT,
                "memory of %d resources of %d characters, %s: %d bytes retained each%n",
                RESOURCES,
                characters / RESOURCES,
                name,
                (after - before) / RESOURCES);
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
          annotations:
            meshkit.dev/pattern: "checkout"
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

    private static String text(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static String shown(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return String.format(
                Locale.ROOT,
                "%.1f ms (%.1f to %.1f)",
                median(values),
                sorted[sorted.length / 10],
                sorted[sorted.length - 1 - sorted.length / 10]);
    }
}
