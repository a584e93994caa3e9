// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.pattern;

import io.meshkit.ErrorCode;
import io.meshkit.MeshKitException;
import io.meshkit.core.document.ManifestReader;
import io.meshkit.core.document.Manifests;
import io.meshkit.document.Place;
import io.meshkit.finding.Finding;
import io.meshkit.finding.FindingSink;
import io.meshkit.resource.Resource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads what the application supplied to install: a folder for each mesh and add-on, with YAML files in it that are read by name. */
final class ManifestFolders {

    private final Optional<Path> root;
    private final ManifestReader reader;
    private boolean asked;

    ManifestFolders(Optional<Path> root, ManifestReader reader) {
        this.root = root;
        this.reader = reader;
    }

    /** The objects; empty, with a finding that names the folder that was expected, when there are none. */
    Optional<List<Resource>> read(String what, Optional<Place> site, FindingSink findings) {
        asked = true;
        if (root.isEmpty()) {
            findings.report(missing(
                    "there are no manifests to install \"" + what + "\" from; name the folder that holds a folder \""
                            + what + "\" with PatternOptions.manifests",
                    site));
            return Optional.empty();
        }
        Path base = root.get().normalize();
        Path folder = base.resolve(what).normalize();
        if (!folder.startsWith(base) || folder.equals(base) || !Files.isDirectory(folder)) {
            findings.report(missing(
                    "there are no manifests to install \"" + what + "\" from; the folder " + folder + " was expected",
                    site));
            return Optional.empty();
        }
        List<Resource> resources = new ArrayList<>();
        for (Path file : files(folder)) {
            Manifests manifests = reader.read(file);
            manifests.report().findings().forEach(findings::report);
            resources.addAll(manifests.resources());
        }
        if (resources.isEmpty()) {
            findings.report(
                    missing("the folder " + folder + " holds no manifests to install \"" + what + "\" from", site));
            return Optional.empty();
        }
        return Optional.of(resources);
    }

    /** A wrong path is a mistake also when nothing was read from it. */
    void checkUnused(Optional<Place> site, FindingSink findings) {
        if (!asked && root.isPresent() && !Files.isDirectory(root.get())) {
            findings.report(missing(
                    "the folder for manifests, " + root.get()
                            + ", is not there; correct its path, or leave it out when nothing is installed from"
                            + " manifests",
                    site));
        }
    }

    private static Finding missing(String message, Optional<Place> site) {
        return PatternCodes.NO_MANIFESTS.finding(message).at(site).build();
    }

    private static List<Path> files(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(file ->
                            file.toString().endsWith(".yaml") || file.toString().endsWith(".yml"))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new MeshKitException(
                    new ErrorCode("MK-FILE-READ"),
                    "The folder " + folder + " cannot be listed: " + e.getMessage() + ".",
                    "Check the folder and its permissions.",
                    e);
        }
    }
}
