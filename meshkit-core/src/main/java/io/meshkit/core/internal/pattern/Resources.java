// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.pattern;

import io.meshkit.document.MapValue;
import io.meshkit.document.SourceText;
import io.meshkit.spi.DocumentReader;
import io.meshkit.spi.ReadResult;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Reads the tables and schemas that lie beside the classes. */
final class Resources {

    private static final String FOLDER = "/io/meshkit/schemas/";

    private final DocumentReader reader;

    Resources(DocumentReader reader) {
        this.reader = reader;
    }

    /** The map in a file of ours; one that cannot be read is a broken jar. */
    MapValue map(String file) {
        ReadResult read = reader.read(SourceText.of("classpath:" + FOLDER + file, text(file)));
        if (read.report().hasErrors() || read.documents().size() != 1) {
            throw new IllegalStateException(FOLDER + file + " cannot be read: " + read.report());
        }
        return (MapValue) read.documents().get(0).root();
    }

    private static String text(String file) {
        try (InputStream in = Resources.class.getResourceAsStream(FOLDER + file)) {
            if (in == null) {
                throw new IllegalStateException(FOLDER + file + " is missing from the jar of meshkit-core");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
