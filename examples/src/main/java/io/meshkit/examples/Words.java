// SPDX-License-Identifier: Apache-2.0
package io.meshkit.examples;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Reads the words of a call. */
final class Words {

    private Words() {}

    /** A file or folder; what this system cannot name, or an empty word, is a wrong call. */
    static Path path(String word) {
        try {
            if (!word.isBlank()) {
                return Path.of(word);
            }
        } catch (InvalidPathException e) {
            throw new UsageException(
                    "\"" + word + "\" is no name of a file on this system: " + e.getReason(),
                    "Under a locale such as C only ASCII names can be read; set LC_ALL=C.UTF-8.");
        }
        throw new UsageException("the name of a file is empty", "Run examples/run help for all options.");
    }
}
