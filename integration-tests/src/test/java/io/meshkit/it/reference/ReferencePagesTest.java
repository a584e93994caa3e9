// SPDX-License-Identifier: Apache-2.0
package io.meshkit.it.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ReferencePagesTest {

    private static final Path ROOT = root();
    private static final Map<String, String> PAGES = new TreeMap<>();

    @BeforeAll
    static void make() throws IOException {
        PAGES.putAll(new ReferencePages(ROOT).all());
    }

    @TestFactory
    Stream<DynamicTest> the_pages_say_what_the_code_says() {
        return PAGES.entrySet().stream().map(page -> dynamicTest(page.getKey(), () -> check(page)));
    }

    @Test
    void every_page_of_the_folder_is_made_here() throws IOException {
        try (Stream<Path> files = Files.list(ROOT.resolve("docs/reference"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(PAGES.keySet());
        }
    }

    @Test
    void every_code_has_a_meaning_and_a_severity_or_a_remedy() {
        for (String page : new String[] {"findings.md", "error-codes.md"}) {
            assertThat(PAGES.get(page).lines().filter(line -> line.matches("\\| `MK.*\\|\\s*\\|.*")))
                    .as("codes of %s without a cell", page)
                    .isEmpty();
        }
    }

    private static void check(Map.Entry<String, String> page) throws IOException {
        Path file = ROOT.resolve("docs/reference").resolve(page.getKey());
        if (Boolean.getBoolean("golden.update")) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, page.getValue());
        }
        assertThat(file).as("run this test with -Dgolden.update=true").hasContent(page.getValue());
    }

    static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("meshkit-api"))) {
            folder = folder.getParent();
        }
        return folder;
    }
}
