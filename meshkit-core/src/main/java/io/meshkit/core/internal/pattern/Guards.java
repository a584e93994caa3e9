// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.pattern;

import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.TextValue;
import io.meshkit.document.Value;
import io.meshkit.finding.FindingSink;
import io.meshkit.mesh.MeshId;
import io.meshkit.pattern.Component;
import io.meshkit.pattern.Pattern;
import io.meshkit.pattern.Trait;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Leaves out what does not count on the mesh at hand: components and traits whose {@code when} names other meshes or other versions. The
 * version is that of the pattern's own Mesh component, or else the one that was found.
 */
final class Guards {

    private static final String WHEN = "when";

    private final MeshId mesh;
    private final Set<String> known;
    private final Optional<String> version;
    private final FindingSink findings;

    Guards(MeshId mesh, Set<String> known, Pattern pattern, Optional<String> found, FindingSink findings) {
        this.mesh = mesh;
        this.known = known;
        this.findings = findings;
        this.version = pattern.components().stream()
                .filter(component -> component.type().text().equals("Mesh"))
                .filter(component -> namesMesh(component.when()))
                .flatMap(component -> component.version().stream())
                .map(TextValue::text)
                .findFirst()
                .or(() -> found);
    }

    /** What counts here. Components that depend on one that does not count no longer depend on it. */
    Pattern apply(Pattern pattern) {
        List<Component> counting = new ArrayList<>();
        Set<String> left = new HashSet<>();
        for (Component component : pattern.components()) {
            if (counts(component.when())) {
                counting.add(component.toBuilder().traits(traits(component)).build());
            } else {
                left.add(component.key());
            }
        }
        return pattern.toBuilder()
                .components(counting.stream()
                        .map(component -> left.isEmpty() ? component : without(component, left))
                        .toList())
                .build();
    }

    private static Component without(Component component, Set<String> left) {
        return component.toBuilder()
                .dependsOn(component.dependsOn().stream()
                        .filter(name -> !left.contains(name.text()))
                        .toList())
                .build();
    }

    private List<Trait> traits(Component component) {
        List<Trait> counting = new ArrayList<>();
        for (Trait trait : component.traits()) {
            Optional<MapValue> when = trait.map().map(WHEN);
            if (when.isEmpty()) {
                counting.add(trait);
            } else if (counts(when.get())) {
                counting.add(new Trait(trait.name(), trait.map().without(WHEN), trait.keyPlace()));
            }
        }
        return counting;
    }

    private boolean counts(MapValue when) {
        checkMeshes(when);
        return namesMesh(when) && when.get("version").map(this::fitsVersion).orElse(true);
    }

    /** A word that is no mesh at all keeps out everywhere what it guards. */
    private void checkMeshes(MapValue when) {
        Value named = when.get("mesh").orElse(ListValue.EMPTY);
        List<Value> names = named instanceof ListValue list ? list.items() : List.of(named);
        if (names.isEmpty() && when.has("mesh")) {
            findings.report(PatternCodes.UNKNOWN_MESH
                    .finding("the guard names no mesh, so what it guards counts nowhere; where an import and what it"
                            + " brings name different meshes, none is left")
                    .at(when.keyPlace("mesh"))
                    .at(named)
                    .build());
        }
        for (Value name : names) {
            if (!known.isEmpty() && !known.contains(name.toString())) {
                findings.report(PatternCodes.UNKNOWN_MESH
                        .finding("nobody knows a mesh \"" + name + "\"" + Suggestion.sentence(name.toString(), known))
                        .at(name)
                        .build());
            }
        }
    }

    private boolean namesMesh(MapValue when) {
        Optional<Value> named = when.get("mesh");
        if (named.isEmpty()) {
            return true;
        }
        return named.get() instanceof ListValue list
                ? list.items().stream().anyMatch(name -> name.toString().equals(mesh.value()))
                : named.get().toString().equals(mesh.value());
    }

    private boolean fitsVersion(Value range) {
        Optional<VersionRange> parsed = VersionRange.parse(range.toString());
        if (parsed.isEmpty()) {
            // the schema has refused it
            return true;
        }
        Optional<Boolean> contained = version.flatMap(parsed.get()::contains);
        if (contained.isEmpty()) {
            findings.report(PatternCodes.UNDECIDED_GUARD
                    .finding("the version of " + mesh + " is not known, so \"" + range
                            + "\" cannot be decided; what it guards is kept")
                    .at(range)
                    .build());
        }
        return contained.orElse(true);
    }
}
