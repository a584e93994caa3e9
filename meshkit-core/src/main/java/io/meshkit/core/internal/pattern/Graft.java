// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.pattern;

import io.meshkit.document.MapValue;
import io.meshkit.document.Origin;
import io.meshkit.document.Place;
import io.meshkit.document.TextValue;
import io.meshkit.pattern.Component;
import io.meshkit.pattern.Pattern;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Grows imported patterns into the one that imports them. The service {@code web} of the pattern that the service {@code shop} imports
 * becomes {@code shop.web}, and its variable {@code ns} becomes {@code shop.ns}; references inside follow. Settings of the importing
 * service are values for variables. What {@code shop} depends on is there before anything of it, and what depends on {@code shop} waits for
 * all of it.
 */
final class Graft {

    private static final int MOST_SERVICES = 10_000;
    private static final int MOST_WAITS = 200_000;
    private static final Set<String> INSTALLED = Set.of("Mesh", "Addon");

    private final Pattern stem;
    private final FindingList findings;
    private final Set<String> own = new HashSet<>();
    private final List<Component> components = new ArrayList<>();
    private final MapValue.Builder vars;
    private final Map<String, List<String>> inlined = new HashMap<>();
    private final Set<TextValue> meshes = new TreeSet<>((a, b) -> a.text().compareTo(b.text()));
    private int waits;

    Graft(Pattern stem, FindingList findings) {
        this.stem = stem;
        this.findings = findings;
        this.vars = stem.vars().toBuilder();
        stem.components().stream()
                .filter(component -> !Imports.isImport(component))
                .forEach(component -> own.add(component.key()));
    }

    /** A service that imports nothing. */
    void keep(Component component) {
        components.add(component);
    }

    /** A service whose import was refused: it stays, so that nothing written is lost, and nobody waits for it. */
    void refuse(Component importer, String reason) {
        findings.report(PatternCodes.NOT_IMPORTED
                .finding(reason)
                .at(importer.keyPlace())
                .at(importer.type()));
        components.add(importer);
    }

    /** A service whose import was read. */
    void put(Component importer, Pattern imported) throws ImportRefused {
        String prefix = importer.key() + ".";
        refuseTaken(imported, prefix);
        ImportGuard guard = new ImportGuard(importer);
        Pattern renamed = renamed(imported, prefix, importer);
        List<String> keys = new ArrayList<>();
        for (Component component : renamed.components()) {
            components.add(guard.apply(component));
            keys.add(component.key());
        }
        for (MapValue.Entry variable : renamed.vars()) {
            put(vars, variable, renamed.vars().keyPlace(variable.key()));
        }
        inlined.put(importer.key(), keys);
        own.addAll(keys);
        IdleImportParts.report(importer, findings);
        noteMesh(importer, imported);
    }

    private void refuseTaken(Pattern imported, String prefix) throws ImportRefused {
        if (components.size() + imported.components().size() > MOST_SERVICES) {
            throw new ImportRefused("with this import the pattern has more than " + MOST_SERVICES
                    + " services; import less, or split the pattern");
        }
        for (Component component : imported.components()) {
            if (own.contains(prefix + component.key())) {
                throw new ImportRefused("the import brings the service " + prefix + component.key()
                        + ", and there is one of that name already; give one of them another key");
            }
        }
        for (String variable : imported.vars().keys()) {
            if (stem.vars().has(prefix + variable)) {
                throw new ImportRefused("the import brings the variable " + prefix + variable
                        + ", and there is one of that name already; give one of them another name");
            }
        }
    }

    private Pattern renamed(Pattern imported, String prefix, Component importer) {
        Pattern rewritten = ReferenceRewriting.rewrite(imported, path -> prefixed(path, prefix));
        List<Component> components = new ArrayList<>();
        for (Component component : rewritten.components()) {
            List<TextValue> names = new ArrayList<>();
            for (TextValue name : component.dependsOn()) {
                boolean reference = ReferenceText.mayHaveReference(name.text());
                names.add(reference ? name : TextValue.of(prefix + name).at(name));
            }
            boolean root = names.isEmpty();
            components.add(component.toBuilder()
                    .key(prefix + component.key())
                    .dependsOn(root ? importer.dependsOn() : names)
                    .build());
        }
        // the values that the importing service gives speak of its own pattern, so they come after the rewriting
        MapValue values = Overrides.of(importer, rewritten.vars(), findings);
        MapValue.Builder vars = MapValue.builder();
        for (MapValue.Entry variable : values) {
            MapValue.Entry prefixed = new MapValue.Entry(prefix + variable.key(), variable.value());
            put(vars, prefixed, values.keyPlace(variable.key()));
        }
        return rewritten.toBuilder().components(components).vars(vars.build()).build();
    }

    private static List<String> prefixed(List<String> path, String prefix) {
        boolean known =
                path.get(0).equals(ReferenceView.SERVICES) || path.get(0).equals(ReferenceView.VARS);
        if (!known || path.size() < 2) {
            return path;
        }
        List<String> changed = new ArrayList<>(path);
        changed.set(1, prefix + path.get(1));
        return changed;
    }

    private static void put(MapValue.Builder map, MapValue.Entry entry, Optional<Place> place) {
        if (place.isPresent()) {
            map.put(entry.key(), Origin.at(place.get()), 0, 0, entry.value());
        } else {
            map.put(entry.key(), entry.value());
        }
    }

    private void noteMesh(Component importer, Pattern imported) {
        Optional<TextValue> mesh = imported.mesh().filter(named -> !named.text().equals("auto"));
        if (mesh.isEmpty()) {
            return;
        }
        meshes.add(mesh.get());
        stem.mesh()
                .filter(named -> !named.text().equals("auto")
                        && !named.text().equals(mesh.get().text()))
                .ifPresent(named -> findings.report(PatternCodes.OTHER_MESH
                        .finding("the import is for " + mesh.get() + ", the pattern that imports it is for " + named)
                        .at(importer.type())
                        .related(mesh.get().place(), "the mesh of the imported pattern")
                        .related(named.place(), "the mesh of the importing pattern")));
    }

    /** The whole. */
    Pattern pattern() {
        List<Component> waiting = new ArrayList<>();
        for (Component component : components) {
            waiting.add(bounded(component));
        }
        Pattern.Builder whole = stem.toBuilder().components(waiting).vars(vars.build());
        boolean open = stem.mesh().isEmpty()
                && stem.components().stream()
                        .noneMatch(
                                component -> INSTALLED.contains(component.type().text()));
        if (open && meshes.size() == 1) {
            whole.mesh(meshes.iterator().next());
        }
        return ReferenceRewriting.rewrite(whole.build(), this::settingsToVariables);
    }

    private Component bounded(Component component) {
        Component waiting = waitingForAll(component, inlined);
        waits += waiting.dependsOn().size() - component.dependsOn().size();
        if (waits <= MOST_WAITS) {
            return waiting;
        }
        if (waiting.dependsOn().size() > component.dependsOn().size()) {
            findings.report(PatternCodes.NOT_IMPORTED
                    .finding(component.key() + " waits for too many services of imports; together they may wait for "
                            + MOST_WAITS)
                    .at(component.keyPlace())
                    .at(component.dependsOn().get(0)));
        }
        return component;
    }

    /** A component that waits for all services that a name stands for. */
    static Component waitingForAll(Component component, Map<String, List<String>> meant) {
        boolean same = component.dependsOn().stream().noneMatch(name -> meant.containsKey(name.text()));
        if (same) {
            return component;
        }
        Map<String, TextValue> names = new LinkedHashMap<>();
        for (TextValue name : component.dependsOn()) {
            List<String> keys = meant.get(name.text());
            if (keys == null) {
                names.putIfAbsent(name.text(), name);
            } else {
                keys.forEach(key -> names.putIfAbsent(key, TextValue.of(key).at(name)));
            }
        }
        return component.toBuilder().dependsOn(names.values()).build();
    }

    /** Settings of an importing service are variables now. */
    private List<String> settingsToVariables(List<String> path) {
        boolean setting = path.size() > 3
                && path.get(0).equals(ReferenceView.SERVICES)
                && inlined.containsKey(path.get(1))
                && path.get(2).equals("settings");
        if (!setting) {
            return path;
        }
        List<String> changed = new ArrayList<>(List.of(ReferenceView.VARS, path.get(1) + "." + path.get(3)));
        changed.addAll(path.subList(4, path.size()));
        return changed;
    }
}
