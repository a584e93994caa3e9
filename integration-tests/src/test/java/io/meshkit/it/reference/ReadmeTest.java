// SPDX-License-Identifier: Apache-2.0
package io.meshkit.it.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshkit.MeshKit;
import io.meshkit.core.report.TextReport;
import io.meshkit.document.MapValue;
import io.meshkit.document.SourceText;
import io.meshkit.mesh.MeshId;
import io.meshkit.pattern.PatternOptions;
import io.meshkit.pattern.RenderedPattern;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReadmeTest {

    private static final List<MeshId> COLUMNS = List.of(MeshId.ISTIO, MeshId.LINKERD, MeshId.CONSUL);

    private final MeshKit kit = MeshKit.offline();
    private String readme = "";

    @BeforeEach
    void read() throws IOException {
        readme = Files.readString(ReferencePagesTest.root().resolve("README.md"));
    }

    @AfterEach
    void close() {
        kit.close();
    }

    @Test
    void its_table_says_what_the_adapters_say_of_every_trait() throws IOException {
        Map<String, String> said = new TreeMap<>();
        TraitVerdicts verdicts = new TraitVerdicts(kit);
        for (Map.Entry<String, MapValue> trait :
                new Schemas(ReferencePagesTest.root()).traits().entrySet()) {
            List<String> cells = COLUMNS.stream()
                    .map(mesh -> verdicts.overall(mesh, trait.getKey(), trait.getValue()))
                    .toList();
            said.put("`" + trait.getKey() + "`", String.join(" | ", cells));
        }

        assertThat(rows("`\\w+`")).isEqualTo(said);
    }

    @Test
    void its_table_names_the_versions_of_the_adapters() {
        List<String> versions = COLUMNS.stream()
                .map(mesh -> String.join(
                        ", ", kit.adapter(mesh).orElseThrow().describe().testedVersions()))
                .toList();

        assertThat(rows("written for")).containsEntry("written for", String.join(" | ", versions));
    }

    @Test
    void the_complaint_that_it_shows_is_the_one_that_its_pattern_gets() {
        SourceText text = SourceText.of("checkout.yaml", block("yaml").replace("attempts", "atempts"));
        RenderedPattern rendered =
                kit.patterns().render(kit.patterns().read(text), MeshId.ISTIO, PatternOptions.DEFAULT);

        String complaint = TextReport.of(source -> Optional.of(text)).render(rendered.report());

        assertThat(complaint.strip()).startsWith(block("text").strip());
    }

    private Map<String, String> rows(String name) {
        Map<String, String> rows = new TreeMap<>();
        Matcher row = Pattern.compile("(?m)^\\| (" + name + ") \\| (.*) \\|$").matcher(readme);
        while (row.find()) {
            rows.put(row.group(1), row.group(2));
        }
        return rows;
    }

    private String block(String language) {
        Matcher block =
                Pattern.compile("(?ms)^```" + language + "\\n(.*?)^```$").matcher(readme);
        assertThat(block.find()).as("a block of %s in README.md", language).isTrue();
        return block.group(1);
    }
}
