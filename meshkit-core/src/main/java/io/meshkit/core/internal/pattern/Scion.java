// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.pattern;

import io.meshkit.document.JsonPointer;
import io.meshkit.document.MapValue;
import io.meshkit.document.Origin;
import io.meshkit.document.Place;
import io.meshkit.document.TextValue;
import io.meshkit.finding.FindingSink;
import io.meshkit.pattern.Component;
import io.meshkit.pattern.Pattern;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An imported pattern as it is grafted: its services and variables have the key of the importing service before their own, and all that
 * refers to them by reference, {@code dependsOn} or name follows. What a name means in the file alone is compared with what it means
 * afterwards, so that none comes to mean something else without a word.
 */
final class Scion {

    /**
     * A name that is no service of the imported pattern.
     *
     * @param component the key of the service that names it
     * @param name the name, where it is written
     */
    record OpenName(String component, TextValue name) {}

    private final Pattern imported;
    private final Component importer;
    private final ServiceNames names;
    private final FindingSink findings;
    private final String prefix;
    private final Set<String> keys = new HashSet<>();
    private final Map<String, Map<JsonPointer, TextValue>> alone;
    private final List<OpenName> open = new ArrayList<>();

    Scion(Pattern imported, Component importer, ServiceNames names, FindingSink findings) {
        this.imported = imported;
        this.importer = importer;
        this.names = names;
        this.findings = findings;
        this.prefix = importer.key() + ".";
        imported.components().stream()
                .filter(component -> !component.isDrawing())
                .forEach(component -> keys.add(component.key()));
        // a value that the importing service gives may name a service of the importing pattern
        this.alone = names.meant(imported, Set.copyOf(importer.settings().keys()));
        for (Component component : imported.components()) {
            Map<JsonPointer, TextValue> written = names.in(component);
            meant(component).forEach((way, name) -> {
                boolean dependency = !isInTraits(way) && !refers(written.get(way));
                if (!dependency && !keys.contains(name.text()) && !ReferenceText.mayHaveReference(name.text())) {
                    open.add(new OpenName(prefix + component.key(), name));
                }
            });
        }
    }

    private Map<JsonPointer, TextValue> meant(Component component) {
        return alone.getOrDefault(component.key(), Map.of());
    }

    private static boolean isInTraits(JsonPointer way) {
        return way.segments().get(0).equals("traits");
    }

    private static boolean refers(@Nullable TextValue name) {
        return name == null || ReferenceText.mayHaveReference(name.text());
    }

    /** Names that are no services of the imported pattern, once references are filled in. */
    List<OpenName> open() {
        return open;
    }

    /** The pattern with other keys; its variables have the values of the importing service, its roots wait for what that waits for. */
    Pattern grafted(FindingList found) {
        Pattern prefixed = corrected(prefixed());
        List<Component> components = new ArrayList<>();
        for (Component component : prefixed.components()) {
            boolean root = component.dependsOn().isEmpty();
            components.add(
                    root ? component.toBuilder().dependsOn(importer.dependsOn()).build() : component);
        }
        // the values that the importing service gives speak of its own pattern, so they come after the rewriting
        Pattern own = ReferenceRewriting.rewrite(imported, this::prefixed);
        MapValue vars = prefixed(Overrides.of(importer, own.vars(), found));
        return prefixed.toBuilder().components(components).vars(vars).build();
    }

    private Pattern prefixed() {
        Pattern rewritten = ReferenceRewriting.rewrite(imported, this::prefixed);
        List<Component> components = new ArrayList<>();
        for (Component component : rewritten.components()) {
            Map<JsonPointer, TextValue> changed = new TreeMap<>();
            names.in(component).forEach((way, name) -> {
                boolean mine = !isInTraits(way) || keys.contains(name.text());
                if (mine && !refers(name)) {
                    changed.put(way, TextValue.of(prefix + name).at(name));
                }
            });
            components.add(ServiceNames.with(component, changed).toBuilder()
                    .key(prefix + component.key())
                    .build());
        }
        return rewritten.toBuilder()
                .components(components)
                .vars(prefixed(rewritten.vars()))
                .build();
    }

    private MapValue prefixed(MapValue vars) {
        MapValue.Builder prefixed = MapValue.builder();
        for (MapValue.Entry variable : vars) {
            Optional<Place> place = vars.keyPlace(variable.key());
            if (place.isPresent()) {
                prefixed.put(prefix + variable.key(), Origin.at(place.get()), 0, 0, variable.value());
            } else {
                prefixed.put(prefix + variable.key(), variable.value());
            }
        }
        return prefixed.build();
    }

    private List<String> prefixed(List<String> path) {
        boolean known =
                path.get(0).equals(ReferenceView.SERVICES) || path.get(0).equals(ReferenceView.VARS);
        if (!known || path.size() < 2) {
            return path;
        }
        List<String> changed = new ArrayList<>(path);
        changed.set(1, prefix + path.get(1));
        return changed;
    }

    /** A name that comes through a reference gets the key of the importing service before the reference, where it needs that. */
    private Pattern corrected(Pattern prefixed) {
        Map<String, Map<JsonPointer, TextValue>> wrong = wrong(prefixed);
        if (wrong.isEmpty()) {
            return prefixed;
        }
        List<Component> components = new ArrayList<>();
        for (Component component : prefixed.components()) {
            Map<JsonPointer, TextValue> written = names.in(component);
            Map<JsonPointer, TextValue> changed = new TreeMap<>();
            for (JsonPointer way : wrong.getOrDefault(component.key(), Map.of()).keySet()) {
                TextValue name = written.get(way);
                if (name != null) {
                    changed.put(way, TextValue.of(prefix + name).at(name));
                }
            }
            components.add(ServiceNames.with(component, changed));
        }
        Pattern corrected = prefixed.toBuilder().components(components).build();
        wrong(corrected).forEach((key, ways) -> ways.values().forEach(this::reportWrong));
        return corrected;
    }

    private void reportWrong(TextValue name) {
        findings.report(PatternCodes.FOREIGN_NAME
                .finding("the name \"" + name + "\" comes through a reference in which it does not become " + prefix
                        + name + ", as the import wants it; write the name itself where the trait names it")
                .at(importer.type())
                .at(name)
                .related(importer.type().place(), "imported here")
                .build());
    }

    /** Names through references that do not mean what they mean in the imported file alone; by component and way, as they are there. */
    private Map<String, Map<JsonPointer, TextValue>> wrong(Pattern prefixed) {
        Set<String> given = new HashSet<>();
        importer.settings().keys().forEach(name -> given.add(prefix + name));
        Map<String, Map<JsonPointer, TextValue>> now = names.meant(prefixed, given);
        Map<String, Map<JsonPointer, TextValue>> wrong = new HashMap<>();
        for (Component component : imported.components()) {
            String key = prefix + component.key();
            Map<JsonPointer, TextValue> written = names.in(component);
            Map<JsonPointer, TextValue> meantNow = now.getOrDefault(key, Map.of());
            meant(component).forEach((way, name) -> {
                TextValue got = meantNow.get(way);
                boolean same = got != null && got.text().equals((keys.contains(name.text()) ? prefix : "") + name);
                if (!same && refers(written.get(way)) && !ReferenceText.mayHaveReference(name.text())) {
                    wrong.computeIfAbsent(key, any -> new TreeMap<>()).put(way, name);
                }
            });
        }
        return wrong;
    }
}
