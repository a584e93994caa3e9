// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshkit.document.BooleanValue;
import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.NumberValue;
import io.meshkit.document.SourceText;
import io.meshkit.document.TextValue;
import io.meshkit.document.Value;
import io.meshkit.finding.Severity;
import io.meshkit.spi.ReadResult;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** Our values against those of the engine's own loader. */
class EngineComparisonTest {

    @Test
    void generated_texts_are_read_as_the_engine_reads_them() {
        for (long seed = 1; seed <= 3_000; seed++) {
            String text = new Generator(seed).yaml();

            assertThat(ours("t.yaml", text)).as("seed %d:%n%s", seed, text).isEqualTo(engines(text));
        }
    }

    @Test
    void files_by_others_are_read_as_the_engine_reads_them() throws IOException {
        String corpus = System.getenv("MESHKIT_CORPUS");
        Assumptions.assumeTrue(corpus != null, "MESHKIT_CORPUS names no folder");
        int compared = 0;
        List<Path> files = new ArrayList<>();
        for (String folder : List.of("patterns", "crds", "rendered", "istio-analyze/input", "smi")) {
            if (Files.isDirectory(Path.of(corpus, folder))) {
                try (Stream<Path> walk = Files.walk(Path.of(corpus, folder))) {
                    walk.filter(file -> file.toString().matches(".*\\.(ya?ml|json)"))
                            .sorted()
                            .forEach(files::add);
                }
            }
        }
        for (Path file : files) {
            String text = new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.UTF_8);
            List<@Nullable Object> engines;
            try {
                engines = engines(text);
            } catch (YamlEngineException e) {
                ReadResult result = new YamlReader().read(SourceText.of(file.toString(), text));
                // after "..." YAML 1.2.2 allows a document without "---", which the engine does not
                boolean ours = file.toString().endsWith(".json") || text.contains("\n...");
                assertThat(ours || result.report().hasErrors())
                        .as("%s: %s", file, e.getMessage())
                        .isTrue();
                continue;
            }
            assertThat(ours(file.toString(), text)).as("%s", file).isEqualTo(engines);
            compared++;
        }
        System.out.println(compared + " of " + files.size() + " files compared");
        assertThat(compared).isGreaterThan(100);
    }

    private static List<@Nullable Object> ours(String name, String text) {
        ReadResult result = new YamlReader().read(SourceText.of(name, text));
        assertThat(result.report().count(Severity.ERROR))
                .as("%s: %s", name, result.report())
                .isZero();
        List<@Nullable Object> documents = new ArrayList<>();
        result.documents().forEach(document -> documents.add(plain(document.root())));
        documents.removeIf(java.util.Objects::isNull);
        return documents;
    }

    private static List<@Nullable Object> engines(String text) {
        LoadSettings settings = LoadSettings.builder()
                .setSchema(new CoreSchema())
                .setCodePointLimit(Integer.MAX_VALUE)
                .build();
        List<@Nullable Object> documents = new ArrayList<>();
        for (Object document : new Load(settings).loadAllFromString(text)) {
            if (document != null) {
                documents.add(normal(document));
            }
        }
        return documents;
    }

    private static @Nullable Object plain(Value value) {
        if (value instanceof MapValue map) {
            Map<String, @Nullable Object> plain = new LinkedHashMap<>();
            map.forEach(entry -> plain.put(entry.key(), plain(entry.value())));
            return plain;
        }
        if (value instanceof ListValue list) {
            List<@Nullable Object> plain = new ArrayList<>();
            list.forEach(item -> plain.add(plain(item)));
            return plain;
        }
        if (value instanceof TextValue text) {
            return text.text();
        }
        if (value instanceof BooleanValue bool) {
            return bool.value();
        }
        return value instanceof NumberValue number
                ? Double.toString(number.decimal().orElseThrow().doubleValue()) + "#"
                : null;
    }

    private static @Nullable Object normal(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> normal = new LinkedHashMap<>();
            map.forEach((key, item) -> normal.put(String.valueOf(key), normal(item)));
            return normal;
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> normal = new ArrayList<>();
            list.forEach(item -> normal.add(normal(item)));
            return normal;
        }
        return value instanceof Number number ? new BigDecimal(number.toString()).doubleValue() + "#" : value;
    }
}
