// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.pattern;

import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.TextValue;
import io.meshkit.document.Value;
import io.meshkit.pattern.Component;
import java.util.List;
import java.util.Optional;

/** The guard of a service that imports a pattern: each service of that pattern counts where both its own guard and this one hold. */
final class ImportGuard {

    private static final String MESH = "mesh";
    private static final String VERSION = "version";

    private final MapValue outer;

    ImportGuard(Component importer) {
        this.outer = importer.when();
    }

    Component apply(Component component) {
        MapValue inner = component.when();
        if (outer.isEmpty()) {
            return component;
        }
        MapValue both = inner;
        Optional<Value> mesh = outer.get(MESH);
        if (mesh.isPresent()) {
            both = both.with(
                    MESH, inner.get(MESH).map(own -> common(own, mesh.get())).orElse(mesh.get()));
        }
        Optional<Value> version = outer.get(VERSION);
        if (version.isPresent()) {
            // a range is a list of comparisons that all have to hold
            both = both.with(
                    VERSION,
                    inner.get(VERSION)
                            .<Value>map(own ->
                                    TextValue.of(own + ", " + version.get()).at(version.get()))
                            .orElse(version.get()));
        }
        return component.toBuilder().when(both).build();
    }

    /** The meshes that both name; a guard with an empty list holds nowhere. */
    private static Value common(Value own, Value outer) {
        List<Value> names = names(own).stream()
                .filter(name ->
                        names(outer).stream().anyMatch(other -> other.toString().equals(name.toString())))
                .toList();
        return ListValue.of(names).at(outer);
    }

    private static List<Value> names(Value guard) {
        return guard instanceof ListValue list ? list.items() : List.of(guard);
    }
}
