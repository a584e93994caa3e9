// SPDX-License-Identifier: Apache-2.0
package io.meshkit.it.architecture;

import com.tngtech.archunit.core.importer.ImportOption;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the checkout lies that the tests run in. */
final class Repository {

    /** Leaves out tests, wherever the build puts them. */
    static final ImportOption MAIN_CODE = location -> !location.contains("/test-classes/");

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
