// SPDX-License-Identifier: Apache-2.0
package io.meshkit.it.reference;

import io.meshkit.core.document.YamlReader;
import io.meshkit.document.MapValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The JSON Schemas of the pattern language, from the sources of core. */
final class Schemas {

    private static final String FOLDER = "meshkit-core/src/main/resources/io/meshkit/schemas";

    private final Path folder;

    Schemas(Path root) {
        folder = root.resolve(FOLDER);
    }

    MapValue pattern() {
        return read(folder.resolve("pattern.json"));
    }

    /** The schemas of traits, by trait. */
    Map<String, MapValue> traits() throws IOException {
        return titled("trait-");
    }

    /** The schemas of components, by type. */
    Map<String, MapValue> components() throws IOException {
        return titled("component-");
    }

    private Map<String, MapValue> titled(String prefix) throws IOException {
        Map<String, MapValue> schemas = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(file -> file.getFileName().toString().matches(prefix + ".*\\.json"))
                    .forEach(file -> {
                        MapValue schema = read(file);
                        schemas.put(schema.text("title").orElseThrow(), schema);
                    });
        }
        return schemas;
    }

    static MapValue read(Path file) {
        return (MapValue) new YamlReader().read(file).documents().get(0).root();
    }
}
