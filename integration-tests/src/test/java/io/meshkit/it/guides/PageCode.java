// SPDX-License-Identifier: Apache-2.0
package io.meshkit.it.guides;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshkit.it.guides.GuidePage.Block;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * The Java blocks of a page as source files. A block that begins with {@code // File.java} is a file of its own. The blocks marked {@code run}
 * are, one after the other, one method of the class {@code Page}; every other block is a method of a class of its own, with the names that it
 * uses without declaring them as parameters.
 */
final class PageCode {

    /** Printed between two blocks, to tell what each printed. */
    static final String MARK = "\u0001";

    /** What blocks use without an import. */
    private static final List<String> IMPORTS = List.of(
            "io.meshkit.*",
            "io.meshkit.core.*",
            "io.meshkit.core.document.*",
            "io.meshkit.core.plan.*",
            "io.meshkit.core.report.*",
            "io.meshkit.document.*",
            "io.meshkit.finding.*",
            "io.meshkit.mesh.*",
            "io.meshkit.pattern.*",
            "io.meshkit.plan.*",
            "io.meshkit.resource.*",
            "io.meshkit.spi.*",
            "io.meshkit.testkit.kubernetes.*",
            "java.io.*",
            "java.net.URI",
            "java.nio.file.*",
            "java.time.Duration",
            "java.util.*",
            "io.meshkit.pattern.Pattern");

    /** Names that blocks may use without saying where they come from. */
    private static final Map<String, String> GIVEN = new TreeMap<>(Map.of(
            "kit", "MeshKit",
            "site", "Site",
            "pattern", "Pattern",
            "plan", "Plan",
            "kubernetes", "FakeKubernetes"));

    private final GuidePage page;

    PageCode(GuidePage page) {
        this.page = page;
    }

    List<Block> runBlocks() {
        return page.blocks().stream()
                .filter(block -> block.isJava() && block.isRun() && block.file().isEmpty())
                .toList();
    }

    /** The names of the classes in files marked {@code run}. */
    List<String> runClasses() {
        return page.blocks().stream()
                .filter(block -> block.isJava() && block.isRun() && block.file().isPresent())
                .map(block ->
                        packageOf(block.text()) + block.file().orElseThrow().replace(".java", ""))
                .toList();
    }

    private static String packageOf(String text) {
        return text.lines()
                .filter(line -> line.startsWith("package "))
                .map(line ->
                        line.substring("package ".length()).replace(";", ".").trim())
                .findFirst()
                .orElse("");
    }

    /** Compiles all of it. Gives the number of blocks. */
    int compile(Path folder, Path classes) throws IOException {
        List<Path> sources = new ArrayList<>();
        int number = 0;
        for (Block block : page.blocks()) {
            if (!block.isJava()) {
                continue;
            }
            number++;
            if (block.file().isPresent()) {
                sources.add(write(folder.resolve(number + "/" + block.file().get()), block.text()));
            } else if (!block.isRun()) {
                sources.add(
                        write(folder.resolve("Block" + number + ".java"), statements("Block" + number, block.text())));
            }
        }
        if (!runBlocks().isEmpty()) {
            sources.add(write(folder.resolve("Page.java"), program()));
        }
        if (!sources.isEmpty()) {
            compile(sources, classes);
        }
        return number;
    }

    private static Path write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private static String statements(String name, String code) {
        String parameters = GIVEN.entrySet().stream()
                .filter(given -> uses(code, given.getKey()) && !declares(code, given.getKey()))
                .map(given -> given.getValue() + " " + given.getKey())
                .collect(Collectors.joining(", "));
        return imports() + "final class " + name + " {\n static void run(" + parameters + ") throws Exception {\n"
                + code + "\n }\n}\n";
    }

    private static boolean uses(String code, String name) {
        return Pattern.compile("(?<![\\w.\"])" + name + "(?![\\w(\"])")
                .matcher(code)
                .find();
    }

    private static boolean declares(String code, String name) {
        return Pattern.compile("[A-Z]\\w+ " + name + "( =|\\)| :)")
                .matcher(code)
                .find();
    }

    /** Files are looked for in the folder of the test, and the cluster is that of the test. */
    private String program() {
        StringBuilder code = new StringBuilder(imports());
        code.append(
                "public final class Page {\n public static void run(Path folder, URI cluster) throws Exception {\n");
        for (Block block : runBlocks()) {
            code.append(block.text()
                            .replace("Path.of(\"", "folder.resolve(\"")
                            .replace("MeshKit.connect()", "MeshKit.builder().site(cluster).build()"))
                    .append("System.out.print(\"\\u0001\");\n");
        }
        return code.append(" }\n}\n").toString();
    }

    private static String imports() {
        return IMPORTS.stream().map(name -> "import " + name + ";\n").collect(Collectors.joining());
    }

    private void compile(List<Path> sources, Path classes) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter errors = new StringWriter();
        List<String> options = List.of(
                "--release",
                "17",
                "-proc:none",
                "-d",
                classes.toString(),
                "-cp",
                System.getProperty("java.class.path"));
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            boolean compiled = compiler.getTask(
                            errors, files, null, options, null, files.getJavaFileObjectsFromPaths(sources))
                    .call();
            assertThat(compiled)
                    .as("the code of %s compiles: %s", page.name(), errors)
                    .isTrue();
        }
    }
}
