// SPDX-License-Identifier: Apache-2.0
package io.meshkit.it.architecture;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where the checkout lies that the tests run in. */
final class Repository {

    private Repository() {}

    static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("meshkit-api"))) {
            folder = folder.getParent();
            if (folder == null) {
                throw new IllegalStateException("the tests run inside a checkout of the project");
            }
        }
        return folder;
    }
}
