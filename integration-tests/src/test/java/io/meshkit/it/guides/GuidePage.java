// SPDX-License-Identifier: Apache-2.0
package io.meshkit.it.guides;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The fenced blocks of a page, by language and order. */
final class GuidePage {

    private static final Pattern BLOCK = Pattern.compile("(?ms)^(?:<!-- ([^\\n]*) -->\\n+)?```([\\w-]*)\\n(.*?)^```$");

    private static final Pattern OUTPUT = Pattern.compile("(?ms)(^<!-- output -->\\n+```\\w*\\n)(.*?)(^```$)");

    private final String name;
    private final String text;
    private final List<Block> blocks = new ArrayList<>();

    private GuidePage(String name, String text) {
        this.name = name;
        this.text = text;
        Matcher found = BLOCK.matcher(text);
        while (found.find()) {
            String marks = Optional.ofNullable(found.group(1)).orElse("");
            blocks.add(new Block(marks, found.group(2), found.group(3)));
        }
    }

    /**
     * A fenced block.
     *
     * @param mark the HTML comment before it: {@code run}, {@code file NAME}, or nothing
     * @param language the word after the fence
     * @param text what is in it
     */
    record Block(String mark, String language, String text) {

        boolean isJava() {
            return language.equals("java");
        }

        boolean isRun() {
            return mark.equals("run");
        }

        /** The name of the file that it is, when it is a whole one. */
        Optional<String> file() {
            if (mark.startsWith("file ")) {
                return Optional.of(mark.substring("file ".length()));
            }
            String first = text.lines().findFirst().orElse("");
            return isJava() && first.matches("// \\w+\\.java")
                    ? Optional.of(first.substring("// ".length()))
                    : Optional.empty();
        }
    }

    static GuidePage read(String path) throws IOException {
        return new GuidePage(path, Files.readString(root().resolve(path)));
    }

    /** The pages that may hold code, README first. */
    static List<String> all() throws IOException {
        List<String> pages = new ArrayList<>(List.of("README.md"));
        try (Stream<Path> files = Files.walk(root().resolve("docs"))) {
            files.filter(file -> file.toString().endsWith(".md"))
                    .map(file -> root().relativize(file).toString())
                    .sorted()
                    .forEach(pages::add);
        }
        return pages;
    }

    static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("meshkit-api"))) {
            folder = folder.getParent();
        }
        return folder;
    }

    /** Writes the blocks that are files, those of Java apart, below a folder. */
    void writeFiles(Path folder) throws IOException {
        for (Block block : blocks) {
            Optional<String> file = block.isJava() ? Optional.empty() : block.file();
            if (file.isPresent()) {
                Path target = folder.resolve(file.get());
                Files.createDirectories(target.getParent());
                Files.writeString(target, block.text());
            }
        }
    }

    /** Writes the page with other outputs, one for each block that has one; others are empty. */
    void write(List<String> outputs) throws IOException {
        Iterator<String> next =
                outputs.stream().filter(output -> !output.isEmpty()).iterator();
        String written = OUTPUT.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(found.group(1) + next.next() + "\n" + found.group(3)));
        Files.writeString(root().resolve(name), written);
    }

    String name() {
        return name;
    }

    List<Block> blocks() {
        return List.copyOf(blocks);
    }

    List<String> blocks(String language) {
        return blocks.stream()
                .filter(block -> block.language().equals(language))
                .map(Block::text)
                .toList();
    }
}
