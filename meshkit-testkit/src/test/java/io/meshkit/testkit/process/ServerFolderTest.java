// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerFolderTest {

    /** More than any Linux gives to a process. */
    private static final long NOBODY = 999_999_999_999L;

    @TempDir
    private Path parent;

    @Test
    void a_folder_goes_with_all_that_is_in_it() throws IOException {
        ServerFolder folder = ServerFolder.create(parent, "kubernetes");
        Files.createDirectories(folder.path().resolve("data/wal"));
        Files.writeString(folder.path().resolve("data/wal/0.log"), "x");

        folder.close();
        folder.close();

        assertThat(parent).isEmptyDirectory();
    }

    @Test
    void folders_of_processes_that_are_gone_are_removed_by_the_next_one() throws IOException {
        Path left = Files.createDirectory(parent.resolve("meshkit-kubernetes-" + NOBODY + "-1"));
        Files.writeString(left.resolve("etcd.log"), "x");

        try (ServerFolder folder = ServerFolder.create(parent, "kubernetes")) {
            assertThat(folder.path()).isDirectory();
        }

        assertThat(left).doesNotExist();
    }

    @Test
    void a_folder_that_is_kept_stays_after_its_end() throws IOException {
        ServerFolder folder = ServerFolder.create(parent, "mesh");
        folder.keep();
        folder.close();
        Path left = Files.createDirectory(parent.resolve("meshkit-mesh-" + NOBODY + "-1"));
        Files.writeString(left.resolve("kept"), "");

        ServerFolder.create(parent, "mesh").close();

        assertThat(folder.path()).isDirectory();
        assertThat(left).isDirectory();
    }

    @Test
    void folders_of_processes_that_run_and_of_others_stay() throws IOException {
        try (ServerFolder first = ServerFolder.create(parent, "kubernetes")) {
            Path other = Files.createDirectory(parent.resolve("meshkit-kubernetes-notes"));

            ServerFolder.create(parent, "kubernetes").close();

            assertThat(first.path()).isDirectory();
            assertThat(other).isDirectory();
        }
    }
}
