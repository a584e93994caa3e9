// SPDX-License-Identifier: Apache-2.0
package io.meshkit.it.real;

import io.meshkit.core.document.ManifestReader;
import io.meshkit.core.document.Manifests;
import io.meshkit.plan.DesiredResource;
import io.meshkit.plan.DesiredState;
import io.meshkit.resource.Resource;
import io.meshkit.resource.SetId;
import io.meshkit.resource.StoreId;
import io.meshkit.testkit.process.RealParts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The definitions that the meshes publish: those of Istio and the Gateway API from the installed parts, those of Linkerd and Consul from the
 * corpus, when there is one.
 */
final class MeshDefinitions {

    static final SetId SET = new SetId("default", "mesh-definitions");

    private MeshDefinitions() {}

    static Optional<Path> corpus() {
        return Optional.ofNullable(System.getenv("MESHKIT_CORPUS"))
                .filter(text -> !text.isBlank())
                .map(Path::of);
    }

    static DesiredState state(StoreId store) {
        Path parts = RealParts.folder().resolve("crds");
        DesiredState.Builder state = DesiredState.of(SET);
        add(state, store, parts.resolve("istio"), file -> true);
        add(state, store, parts.resolve("gateway-api/standard"), file -> true);
        corpus().map(corpus -> corpus.resolve("crds")).ifPresent(crds -> {
            add(state, store, crds.resolve("linkerd"), file -> file.contains("linkerd.io"));
            // Consul's chart brings its own copies of the Gateway API's definitions, which are there already
            add(state, store, crds.resolve("consul"), file -> file.contains("consul.hashicorp.com"));
        });
        return state.build();
    }

    private static void add(DesiredState.Builder state, StoreId store, Path folder, Predicate<String> wanted) {
        for (Path file : files(folder)) {
            if (wanted.test(file.getFileName().toString())) {
                Manifests manifests = new ManifestReader().read(file);
                if (manifests.report().hasErrors()) {
                    throw new AssertionError(manifests.report().toString());
                }
                for (Resource resource : manifests.resources()) {
                    state.add(DesiredResource.of(resource.in(store)).build());
                }
            }
        }
    }

    private static List<Path> files(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new AssertionError(
                    "there are no definitions in " + folder + "; run tools/real-parts, or set MESHKIT_CORPUS anew");
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + folder, e);
        }
    }
}
