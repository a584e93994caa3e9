// SPDX-License-Identifier: Apache-2.0
package io.meshkit.pattern;

import static java.util.Objects.requireNonNull;

import io.meshkit.document.MapValue;
import io.meshkit.mesh.MeshId;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A trait: its name, the schema of its settings, what it may stand on, and its renderers. Renderers for a mesh may also come from the
 * mesh's adapter ({@link Rendering#traits()}); those named here win.
 *
 * @param name the name in files, in camel case
 * @param schema a JSON Schema (draft 2020-12) of the settings
 * @param appliesTo the component types it may stand on
 * @param renderers its renderers by mesh
 * @since 0.1.0
 */
public record TraitDefinition(
        String name, MapValue schema, Set<String> appliesTo, Map<MeshId, TraitRenderer> renderers) {

    /** Copies the collections. */
    public TraitDefinition {
        requireNonNull(name, "name");
        requireNonNull(schema, "schema");
        appliesTo = Collections.unmodifiableSet(new TreeSet<>(appliesTo));
        renderers = Collections.unmodifiableMap(new TreeMap<>(renderers));
    }
}
