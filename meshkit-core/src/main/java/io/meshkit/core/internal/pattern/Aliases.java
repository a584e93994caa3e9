// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.pattern;

import io.meshkit.document.MapValue;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The component types of Meshery's dialects and what they are in {@code meshkit.dev/v1}: the file component-aliases.yaml. */
final class Aliases {

    private final Map<String, Alias> byName = new TreeMap<>();

    Aliases(Resources resources) {
        for (MapValue.Entry entry : resources.map("component-aliases.yaml")) {
            MapValue row = (MapValue) entry.value();
            row.text("type")
                    .ifPresent(type -> byName.put(entry.key(), new Alias(type, row.text("mesh"), row.text("kind"))));
        }
    }

    /** What an alias stands for; the mesh it is bound to and the kind of add-on where it says so. */
    record Alias(String type, Optional<String> mesh, Optional<String> kind) {}

    Optional<Alias> find(String type) {
        return Optional.ofNullable(byName.get(type));
    }
}
