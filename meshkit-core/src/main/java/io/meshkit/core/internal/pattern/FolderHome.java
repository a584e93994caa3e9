// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.pattern;

import io.meshkit.document.SourceId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** The folder that a pattern's file is in. Nothing outside it is read, whatever links are in it. */
final class FolderHome implements Home {

    private final Path folder;

    private FolderHome(Path folder) {
        this.folder = folder;
    }

    /** The home of a file. */
    static FolderHome of(Path file) {
        Path parent = file.getParent();
        return new FolderHome(parent == null ? file.getFileSystem().getPath("") : parent);
    }

    /** What tells a file from all others. */
    static String identity(Path file) {
        try {
            return file.toRealPath().toString();
        } catch (IOException unreal) {
            return file.toAbsolutePath().normalize().toString();
        }
    }

    @Override
    public Found find(List<String> path, long limit) throws ImportRefused {
        String written = String.join("/", path);
        try {
            Path file = folder.resolve(written);
            Path real = file.toRealPath();
            if (!real.startsWith(folder.toRealPath())) {
                throw new ImportRefused(
                        written + " is a link out of the folder of the importing file; put the file itself there");
            }
            if (!Files.isRegularFile(real)) {
                throw new ImportRefused(written + " is no file; name a file of that folder");
            }
            try (InputStream in = Files.newInputStream(real)) {
                byte[] content = in.readNBytes((int) Math.min(limit + 1, Integer.MAX_VALUE - 8));
                return new Found(real.toString(), new SourceId(file.toString()), content, of(file));
            }
        } catch (NoSuchFileException e) {
            throw new ImportRefused("there is no file " + written + " in the folder of the importing file");
        } catch (InvalidPathException e) {
            throw new ImportRefused(
                    written + " is no path that this system knows; name a file beside the importing one");
        } catch (IOException e) {
            throw new ImportRefused(written + " cannot be read (" + e.getClass().getSimpleName() + " " + e.getMessage()
                    + "); check that it may be read");
        }
    }
}
