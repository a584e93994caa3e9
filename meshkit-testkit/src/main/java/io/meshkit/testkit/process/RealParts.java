// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the real programs are that tests run: the folder {@code $MESHKIT_PARTS}, by default {@code meshkit/parts} in {@code $XDG_CACHE_HOME}
 * or {@code ~/.cache}, where {@code tools/real-parts} puts them.
 *
 * @since 0.1.0
 */
public final class RealParts {

    private RealParts() {}

    /**
     * The folder of all parts.
     *
     * @return the folder, be it there or not
     */
    public static Path folder() {
        return variable("MESHKIT_PARTS")
                .map(Path::of)
                .orElseGet(() -> variable("XDG_CACHE_HOME")
                        .map(Path::of)
                        .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache"))
                        .resolve("meshkit/parts"));
    }

    /**
     * A program.
     *
     * @param name its name, such as {@code envoy}
     * @return its file
     * @throws AssertionError when it is not installed; the message says how to install it
     */
    public static Path program(String name) {
        Path program = folder().resolve("bin").resolve(name);
        if (!Files.isExecutable(program)) {
            throw new AssertionError(
                    "the part " + name + " is not installed at " + program + "; run tools/real-parts --only " + name);
        }
        return program;
    }

    private static Optional<String> variable(String name) {
        return Optional.ofNullable(System.getenv(name)).filter(text -> !text.isBlank());
    }
}
