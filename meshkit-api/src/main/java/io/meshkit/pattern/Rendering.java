// SPDX-License-Identifier: Apache-2.0
package io.meshkit.pattern;

import io.meshkit.mesh.Capability;
import io.meshkit.plan.ForeignField;
import io.meshkit.resource.GroupKind;
import java.util.List;
import java.util.Map;

/**
 * The ability to render patterns: tables of what an adapter knows. Adding a trait or a type is adding a class and a line.
 *
 * @since 0.1.0
 */
public interface Rendering extends Capability {

    /**
     * The component types that this mesh renders in its own way, beside those that are the same everywhere.
     *
     * @return renderers by type; none unless overridden
     */
    default Map<String, ComponentRenderer> components() {
        return Map.of();
    }

    /**
     * What this mesh needs in the objects of types that are the same everywhere, such as annotations on the pods of an {@code Application}.
     * Each is asked after the neutral objects are drafted and writes into the same drafts.
     *
     * @return renderers by type; none unless overridden
     */
    default Map<String, ComponentRenderer> additions() {
        return Map.of();
    }

    /**
     * The traits that this adapter renders.
     *
     * @return renderers by trait
     */
    Map<String, TraitRenderer> traits();

    /**
     * The custom kinds of this mesh, so that files may name them without group and version.
     *
     * @return API version by kind, such as {@code networking.istio.io/v1} for {@code VirtualService}
     */
    Map<String, String> rawKinds();

    /**
     * Kinds that only mean something when the mesh is there, so that they come after it.
     *
     * @return the kinds; all of {@link #rawKinds()} unless overridden
     */
    default List<GroupKind> meshKinds() {
        return rawKinds().entrySet().stream()
                .map(entry -> GroupKind.of(entry.getValue(), entry.getKey()))
                .sorted()
                .toList();
    }

    /**
     * Fields that the mesh's control plane or webhooks write into objects of ours.
     *
     * @return the fields; none unless overridden
     */
    default List<ForeignField> foreignFields() {
        return List.of();
    }
}
