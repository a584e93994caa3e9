// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.analysis;

import io.meshkit.ErrorCode;
import io.meshkit.MeshKitException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Finds the files to read: named ones as they are, those of folders by their endings, in the order of their names. */
final class ManifestFiles {

    private static final Set<String> ENDINGS = Set.of(".yaml", ".yml", ".json");
    private static final int DEEPEST = 64;

    private ManifestFiles() {}

    static List<Path> of(Collection<Path> paths) {
        List<Path> files = new ArrayList<>();
        for (Path path : paths) {
            if (Files.isDirectory(path)) {
                files.addAll(below(path));
            } else {
                files.add(path);
            }
        }
        return files.stream().distinct().toList();
    }

    private static List<Path> below(Path folder) {
        try (Stream<Path> found = Files.walk(folder, DEEPEST, FileVisitOption.FOLLOW_LINKS)) {
            return found.filter(ManifestFiles::isManifest).sorted().toList();
        } catch (IOException | UncheckedIOException e) {
            throw new MeshKitException(
                    new ErrorCode("MK-FILE-READ"),
                    "The folder " + folder + " cannot be read: " + e.getMessage() + ".",
                    "Check the folder, its permissions, and links in it that lead back to it.",
                    e);
        }
    }

    private static boolean isManifest(Path file) {
        String name = file.getFileName().toString();
        return ENDINGS.stream().anyMatch(name::endsWith) && Files.isRegularFile(file);
    }
}
