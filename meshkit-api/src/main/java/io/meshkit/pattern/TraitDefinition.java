// SPDX-License-Identifier: Apache-2.0
package io.meshkit.pattern;

import static java.util.Objects.requireNonNull;

import io.meshkit.document.MapValue;
import io.meshkit.mesh.MeshId;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A trait: its name, the schema of its settings, what it may stand on, and its renderers. Renderers for a mesh may also come from the
 * mesh's adapter ({@link Rendering#traits()}); those named here win.
 *
 * <p>A trait that guards against something, as a rule on who may call does, says so by the keyword {@code x-mk-harm} at the root of its
 * schema: a clause that tells what could happen if some of it were left out. What a mesh cannot do of it is then an error whatever the
 * caller wants to become of such things, unless the renderer calls it {@link Support#harmless() harmless}.
 *
 * <p>A text that is the key of a service of the pattern, as that of a caller is, says so by {@code x-mk-refers: service} in its own schema.
 * It then follows the service: where a file is imported it means the service of that file, and where a service gets another key it is
 * changed. A text without the keyword is never changed.
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

    /**
     * What could happen if something of the trait were left out, from {@code x-mk-harm} of its schema.
     *
     * @return a clause such as "callers that it keeps out could get in"; empty when all of it may be left out
     */
    public Optional<String> harm() {
        return schema.text("x-mk-harm").filter(text -> !text.isBlank());
    }

    /**
     * Whether the trait may stand on a component.
     *
     * @param component the component
     * @return true when it is of one of the types, or of a kind of one
     */
    public boolean appliesTo(Component component) {
        return appliesTo.stream().anyMatch(component::isA);
    }
}
