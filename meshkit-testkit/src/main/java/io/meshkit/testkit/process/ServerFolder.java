// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The temporary folder of a server. Its name holds the id of the JVM, so that the next server to start finds and removes the folders of JVMs
 * that ended without closing theirs. Thread-safe.
 *
 * @since 0.1.0
 */
public final class ServerFolder implements AutoCloseable {

    private static final Pattern NAME = Pattern.compile("meshkit-[a-z]+-(\\d{1,18})-.*");
    private static final String KEPT = "kept";
    private static final int MOST_ATTEMPTS = 20;

    private final Path path;

    private ServerFolder(Path path) {
        this.path = path;
    }

    /**
     * Makes a folder in the folder for temporary files.
     *
     * @param server what runs in it, lower-case letters; part of its name
     * @return the folder, to be closed by the caller
     */
    public static ServerFolder create(String server) {
        return create(Path.of(System.getProperty("java.io.tmpdir")), server);
    }

    static ServerFolder create(Path parent, String server) {
        try {
            removeAbandoned(parent);
            return new ServerFolder(Files.createTempDirectory(
                    parent, "meshkit-" + server + "-" + ProcessHandle.current().pid() + "-"));
        } catch (IOException e) {
            throw new UncheckedIOException("no folder can be made in " + parent, e);
        }
    }

    /**
     * Where it is.
     *
     * @return the folder
     */
    public Path path() {
        return path;
    }

    /** Lets it stay after the end, for somebody to look at. */
    public void keep() {
        try {
            Files.writeString(path.resolve(KEPT), "");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write into " + path, e);
        }
    }

    private static void removeAbandoned(Path parent) throws IOException {
        List<Path> abandoned;
        try (Stream<Path> files = Files.list(parent)) {
            abandoned = files.filter(ServerFolder::isAbandoned).toList();
        }
        for (Path folder : abandoned) {
            remove(folder);
        }
    }

    private static boolean isAbandoned(Path folder) {
        Matcher name = NAME.matcher(folder.getFileName().toString());
        return name.matches()
                && ProcessHandle.of(Long.parseLong(name.group(1))).isEmpty()
                && Files.isDirectory(folder)
                && !Files.exists(folder.resolve(KEPT));
    }

    /** Removes the folder unless it is kept; a process that is about to end may still write into it, so this is tried again. */
    @Override
    public void close() {
        if (Files.exists(path.resolve(KEPT))) {
            return;
        }
        for (int attempt = 1; attempt <= MOST_ATTEMPTS && Files.exists(path); attempt++) {
            remove(path);
        }
    }

    /** Removes what can be removed; the rest is left to the next server. */
    private static void remove(Path folder) {
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.deleteIfExists(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                    if (failure instanceof NoSuchFileException) {
                        return FileVisitResult.CONTINUE;
                    }
                    throw failure;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path each, @Nullable IOException failure) throws IOException {
                    Files.deleteIfExists(each);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            // Somebody still writes there, or it is another user's: no reason for a server not to start or a test to
            // fail.
            return;
        }
    }
}
