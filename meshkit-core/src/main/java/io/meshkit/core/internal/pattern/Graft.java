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
    private final ServiceNames names;
    private final FindingList findings;
    private final List<Scion.OpenName> open = new ArrayList<>();
    private final Set<String> own = new HashSet<>();
    private final List<Component> kept = new ArrayList<>();
    private final List<Component> components = new ArrayList<>();
    private final MapValue.Builder vars;
    private final Map<String, List<String>> inlined = new HashMap<>();
    private final Map<String, Pattern> files = new HashMap<>();
    private final Set<TextValue> meshes = new TreeSet<>((a, b) -> a.text().compareTo(b.text()));
    private int waits;

    Graft(Pattern stem, ServiceNames names, FindingList findings) {
        this.stem = stem;
        this.names = names;
        this.findings = findings;
        this.vars = stem.vars().toBuilder();
        stem.components().stream()
                .filter(component -> !Imports.isImport(component))
                .forEach(component -> own.add(component.key()));
    }

    /** A service that imports nothing. */
    void keep(Component component) {
        kept.add(component);
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
        Scion scion = new Scion(imported, importer, names, findings);
        Pattern renamed = scion.grafted(findings);
        open.addAll(scion.open());
        List<String> keys = new ArrayList<>();
        for (Component component : renamed.components()) {
            components.add(guard.apply(component));
            keys.add(component.key());
        }
        for (MapValue.Entry variable : renamed.vars()) {
            put(vars, variable, renamed.vars().keyPlace(variable.key()));
        }
        inlined.put(importer.key(), keys);
        files.put(importer.key(), imported);
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
            if (vars.has(prefix + variable)) {
                throw new ImportRefused("the import brings the variable " + prefix + variable
                        + ", and there is one of that name already; give one of them another name");
            }
        }
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
        reportCaptured();
        reportImportsNamed();
        List<Component> waiting = new ArrayList<>();
        for (Component component : components) {
            waiting.add(bounded(component));
        }
        Pattern.Builder whole = stem.toBuilder().components(waiting).vars(vars.build());
        files.forEach(whole::imported);
        boolean open = stem.mesh().isEmpty()
                && stem.components().stream()
                        .noneMatch(
                                component -> INSTALLED.contains(component.type().text()));
        if (open && meshes.size() == 1) {
            whole.mesh(meshes.iterator().next());
        }
        return ReferenceRewriting.rewrite(whole.build(), this::settingsToVariables);
    }

    /** A name in an imported file that is none of its services stays as it is; it must not meet a service that the file knows nothing of. */
    private void reportCaptured() {
        Map<String, Component> real = new HashMap<>();
        components.stream()
                .filter(component -> !component.isDrawing())
                .forEach(component -> real.putIfAbsent(component.key(), component));
        for (Scion.OpenName name : open) {
            Component met = real.get(name.name().text());
            if (met != null) {
                findings.report(PatternCodes.FOREIGN_NAME
                        .finding(name.component() + " names the service \"" + name.name()
                                + "\", which its own file does not have, and the importing pattern has one of that key;"
                                + " give that another key, or make the name a variable and give it a value where the"
                                + " file is imported")
                        .at(met.keyPlace())
                        .at(name.name())
                        .related(met.keyPlace(), "the service of that key"));
            }
        }
    }

    /** An import is no service that could call or be called. */
    private void reportImportsNamed() {
        if (inlined.isEmpty()) {
            return;
        }
        for (Component component : kept) {
            for (TextValue name : names.inTraits(component).values()) {
                List<String> meant = inlined.get(name.text());
                if (meant != null) {
                    findings.report(PatternCodes.FOREIGN_NAME
                            .finding(component.key() + " names \"" + name
                                    + "\", which stands for all services of an import; name one of them: "
                                    + Suggestion.list(meant))
                            .at(component.keyPlace())
                            .at(name));
                }
            }
        }
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
