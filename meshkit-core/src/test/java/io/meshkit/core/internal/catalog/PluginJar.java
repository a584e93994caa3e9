// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Compiles a plugin and puts it in a jar, whole or with parts missing. */
final class PluginJar {

    private final Path folder;
    private final String name;
    private final Map<String, String> sources = new LinkedHashMap<>();
    private final List<String> left = new ArrayList<>();
    private final Map<String, String> files = new LinkedHashMap<>();

    PluginJar(Path folder, String name) {
        this.folder = folder;
        this.name = name;
    }

    PluginJar source(String className, String code) {
        sources.put(className, code);
        return this;
    }

    /** Compiled, but not packed. */
    PluginJar leaveOut(String className) {
        left.add(className);
        return this;
    }

    PluginJar service(Class<?> service, String content) {
        files.put("META-INF/services/" + service.getName(), content);
        return this;
    }

    URL build() throws IOException {
        Path classes = Files.createDirectories(folder.resolve(name + "-classes"));
        if (!sources.isEmpty()) {
            compile(classes);
        }
        Path jar = folder.resolve(name + ".jar");
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream pack = new JarOutputStream(out);
                Stream<Path> compiled = Files.walk(classes)) {
            for (Path file : compiled.filter(Files::isRegularFile).sorted().toList()) {
                String entry = classes.relativize(file).toString();
                if (left.stream().noneMatch(missing -> entry.equals(missing.replace('.', '/') + ".class"))) {
                    pack.putNextEntry(new JarEntry(entry));
                    Files.copy(file, pack);
                }
            }
            for (Map.Entry<String, String> file : files.entrySet()) {
                pack.putNextEntry(new JarEntry(file.getKey()));
                pack.write(file.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        return jar.toUri().toURL();
    }

    static URLClassLoader loader(URL... jars) {
        return new URLClassLoader(jars, PluginJar.class.getClassLoader());
    }

    private void compile(Path classes) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        assertThat(compiler).as("the tests run on a JDK").isNotNull();
        List<Source> units = sources.entrySet().stream()
                .map(source -> new Source(source.getKey(), source.getValue()))
                .toList();
        StringWriter errors = new StringWriter();
        boolean compiled = compiler.getTask(
                        errors,
                        null,
                        null,
                        List.of("-proc:none", "-d", classes.toString(), "-cp", System.getProperty("java.class.path")),
                        null,
                        units)
                .call();
        assertThat(compiled).as("the plugin compiles: %s", errors).isTrue();
    }

    private static final class Source extends SimpleJavaFileObject {

        private final String code;

        Source(String className, String code) {
            super(URI.create("string:///" + className.replace('.', '/') + ".java"), JavaFileObject.Kind.SOURCE);
            this.code = code;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return code;
        }
    }
}
