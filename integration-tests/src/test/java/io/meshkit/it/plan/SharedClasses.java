// SPDX-License-Identifier: Apache-2.0
package io.meshkit.it.plan;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/**
 * Starts programs of these tests in JVMs that share an archive of loaded classes, which the first one writes as it ends; the others begin in
 * half the time. Archives are of jars only, so folders of classes are packed into jars first.
 */
final class SharedClasses {

    private final Path archive;
    private final String classPath;

    SharedClasses(Path folder) throws IOException {
        archive = folder.resolve("classes.jsa");
        List<String> jars = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path path = Path.of(entry);
            if (Files.isDirectory(path)) {
                jars.add(pack(path, folder.resolve("classes-" + jars.size() + ".jar"))
                        .toString());
            } else {
                jars.add(entry);
            }
        }
        classPath = String.join(File.pathSeparator, jars);
    }

    /** The first: writes the archive when it ends by itself. */
    Process startFirst(Class<?> program, Path output, List<String> arguments) throws IOException {
        return start("-XX:ArchiveClassesAtExit=" + archive, program, output, arguments);
    }

    Process start(Class<?> program, Path output, List<String> arguments) throws IOException {
        return start("-XX:SharedArchiveFile=" + archive, program, output, arguments);
    }

    private Process start(String sharing, Class<?> program, Path output, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                sharing,
                "-Xshare:auto",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                classPath,
                program.getName()));
        command.addAll(arguments);
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
    }

    private static Path pack(Path classes, Path jar) throws IOException {
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream packed = new JarOutputStream(file);
                Stream<Path> files = Files.walk(classes)) {
            for (Path each : files.filter(Files::isRegularFile).sorted().toList()) {
                packed.putNextEntry(
                        new ZipEntry(classes.relativize(each).toString().replace(File.separatorChar, '/')));
                Files.copy(each, packed);
                packed.closeEntry();
            }
        }
        return jar;
    }
}
