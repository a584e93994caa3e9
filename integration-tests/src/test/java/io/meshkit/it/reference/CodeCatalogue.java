// SPDX-License-Identifier: Apache-2.0
package io.meshkit.it.reference;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.Trees;
import io.meshkit.finding.Code;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * All codes of findings and errors, read from the sources: where a code is declared stands what it means, where it is used stands how grave it
 * is and what to do.
 */
final class CodeCatalogue {

    private final Map<String, Entry> entries = new TreeMap<>();
    private final Map<String, String> names = new TreeMap<>();

    /** What is known of one code. */
    static final class Entry {
        private final Set<String> meanings = new TreeSet<>();
        private final Set<String> severities = new TreeSet<>();
        private final Set<String> remedies = new TreeSet<>();

        Set<String> meanings() {
            return meanings;
        }

        Set<String> severities() {
            return severities;
        }

        Set<String> remedies() {
            return remedies;
        }
    }

    static CodeCatalogue read(Path root) throws IOException {
        CodeCatalogue catalogue = new CodeCatalogue();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null, files, null, List.of("-proc:none"), null, files.getJavaFileObjectsFromPaths(sources(root)));
            List<CompilationUnitTree> units = new ArrayList<>();
            task.parse().forEach(units::add);
            Trees trees = Trees.instance(task);
            units.forEach(unit -> new CodeDeclarations(catalogue, trees).scan(unit, null));
            units.forEach(unit -> new CodeUses(catalogue).scan(unit, null));
        }
        return catalogue;
    }

    private static List<Path> sources(Path root) throws IOException {
        List<Path> sources = new ArrayList<>();
        try (Stream<Path> modules = Files.list(root)) {
            for (Path module : modules.sorted().toList()) {
                Path main = module.resolve("src/main/java");
                if (module.getFileName().toString().startsWith("meshkit-") && Files.isDirectory(main)) {
                    try (Stream<Path> files = Files.walk(main)) {
                        files.filter(file -> file.toString().endsWith(".java"))
                                .sorted()
                                .forEach(sources::add);
                    }
                }
            }
        }
        return sources;
    }

    /** Codes of findings that begin with a prefix, sorted. */
    Map<String, Entry> codes(String prefix) {
        Map<String, Entry> some = new TreeMap<>();
        entries.forEach((code, entry) -> {
            if (code.startsWith(prefix)) {
                some.put(code, entry);
            }
        });
        return some;
    }

    Entry entry(String code) {
        return entries.computeIfAbsent(code, unknown -> new Entry());
    }

    Entry entry(Code code) {
        return entry(code.value());
    }

    /** Says that a constant, {@code Class.NAME}, is a code. */
    void declare(String constant, String code) {
        entry(code);
        names.put(constant, code);
    }

    /** The code that an expression such as {@code PlanCodes.STALE} stands for; null when it is none. */
    @org.jspecify.annotations.Nullable
    String codeOf(String constant) {
        return names.get(constant);
    }
}
