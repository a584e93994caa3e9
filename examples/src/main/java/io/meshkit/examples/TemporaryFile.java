// SPDX-License-Identifier: Apache-2.0
package io.meshkit.examples;

import io.meshkit.ErrorCode;
import io.meshkit.MeshKitException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file that is there while a program runs.
 *
 * @param path where it is
 */
record TemporaryFile(Path path) implements AutoCloseable {

    static TemporaryFile of(String name, String text) {
        try {
            Path file = Files.createTempFile("meshkit-" + name + "-", ".yaml");
            // also when the program is interrupted
            file.toFile().deleteOnExit();
            Files.writeString(file, text);
            return new TemporaryFile(file);
        } catch (IOException e) {
            throw failed("no temporary file could be written: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw failed("the temporary file " + path + " could not be deleted: " + e.getMessage(), e);
        }
    }

    private static MeshKitException failed(String message, IOException cause) {
        return new MeshKitException(
                new ErrorCode("MK-FILE-WRITE"), message, "Make room in the folder for temporary files.", cause);
    }
}
