// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.pattern;

import io.meshkit.core.internal.pattern.Aliases.Alias;
import io.meshkit.document.MapValue;
import io.meshkit.document.Place;
import io.meshkit.document.Span;
import io.meshkit.document.TextEdit;
import io.meshkit.document.TextValue;
import io.meshkit.document.Value;
import io.meshkit.finding.Finding;
import io.meshkit.finding.FindingSink;
import io.meshkit.finding.Fix;
import io.meshkit.pattern.Component;
import io.meshkit.pattern.Pattern;
import io.meshkit.pattern.Trait;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Folds what older dialects say into the words of {@code meshkit.dev/v1}, each time with a finding unless it is a plain alias. */
final class Normaliser {

    private static final Set<String> INSTALLED = Set.of("Mesh", "Addon");

    private final Aliases aliases;

    Normaliser(Aliases aliases) {
        this.aliases = aliases;
    }

    /** A pattern in the words of {@code meshkit.dev/v1}. */
    Pattern normalise(Pattern pattern, boolean legacy, FindingSink findings) {
        List<Component> components = new ArrayList<>();
        for (Component component : pattern.components()) {
            components.add(normalise(component, legacy, findings));
        }
        Pattern normal = pattern.toBuilder().components(components).build();
        return legacyValues(withMesh(normal, pattern.components(), findings), findings);
    }

    /** Replaces values of older dialects. Asked again once references are resolved, for values that come through them. */
    Pattern legacyValues(Pattern pattern, FindingSink findings) {
        List<Component> components = new ArrayList<>();
        for (Component component : pattern.components()) {
            List<Trait> traits = new ArrayList<>();
            for (Trait trait : component.traits()) {
                traits.add(permissive(trait, findings));
            }
            components.add(component.toBuilder().traits(traits).build());
        }
        return pattern.toBuilder().components(components).build();
    }

    private Component normalise(Component written, boolean legacy, FindingSink findings) {
        Component.Builder component = written.toBuilder();
        MapValue settings = written.settings();
        Optional<Alias> alias = aliases.find(written.type().text());
        if (alias.isPresent()) {
            Value type = written.type();
            component.type(TextValue.of(alias.get().type()).at(type));
            if (alias.get().kind().isPresent() && !settings.has("kind")) {
                settings = settings.with(
                        "kind", TextValue.of(alias.get().kind().get()).at(type));
            }
            if (alias.get().mesh().isPresent() && !written.when().has("mesh")) {
                component.when(written.when()
                        .with("mesh", TextValue.of(alias.get().mesh().get()).at(type)));
            }
        }
        String type = alias.map(Alias::type).orElse(written.type().text());
        if (INSTALLED.contains(type)) {
            settings = versionOfService(written, settings, component, findings);
        }
        if (legacy && type.equals("Mesh") && !settings.has("profile")) {
            findings.report(PatternCodes.ASSUMED
                    .finding("settings.profile is not given; \"default\" is assumed")
                    .at(written.keyPlace())
                    .build());
            settings = settings.with("profile", TextValue.of("default").at(written.type()));
        }
        return component.settings(settings).build();
    }

    /** Meshery wrote the version of a mesh into its settings, its successors beside them; the latter is the one of today. */
    private static MapValue versionOfService(
            Component written, MapValue settings, Component.Builder component, FindingSink findings) {
        Optional<Value> inside = settings.get("version");
        if (inside.isEmpty()) {
            return settings;
        }
        Finding.Builder finding = PatternCodes.LEGACY_SPELLING
                .finding(
                        written.version().isEmpty()
                                ? "settings.version is the older spelling; write version beside type"
                                : "settings.version is the older spelling and is not read, since version stands beside"
                                        + " type; remove it")
                .at(inside.get())
                .at(settings.keyPlace("version"));
        if (written.version().isEmpty()) {
            component.version(TextValue.of(inside.get().toString()).at(inside.get()));
            moveUp(written, settings, inside.get()).ifPresent(finding::fix);
        } else {
            finding.related(written.version().get().place(), "this version counts");
        }
        findings.report(finding.build());
        return settings.without("version");
    }

    private static Optional<Fix> moveUp(Component written, MapValue settings, Value version) {
        Optional<Place> type = written.type().place();
        Optional<Place> key = settings.keyPlace("version");
        Optional<Place> value = version.place();
        if (type.isEmpty()
                || key.isEmpty()
                || value.isEmpty()
                || written.keyPlace().isEmpty()) {
            return Optional.empty();
        }
        int line = type.get().span().line();
        boolean block = line > written.keyPlace().get().span().line()
                && key.get().span().line() > line
                && key.get().source().equals(type.get().source());
        if (!block) {
            return Optional.empty();
        }
        Span from = key.get().span();
        Span to = value.get().span();
        Place whole = new Place(key.get().source(), new Span(from.line(), from.column(), to.endLine(), to.endColumn()));
        Span end = type.get().span();
        Place afterType = new Place(type.get().source(), Span.at(end.endLine(), end.endColumn()));
        String indent = " ".repeat(indentOf(written));
        return Optional.of(new Fix(
                "move version beside type",
                List.of(new TextEdit(afterType, "\n" + indent + "version: " + version), new TextEdit(whole, ""))));
    }

    /** The column of the keys of a service in block style: that of {@code type}, whose value stands "type: " further right. */
    private static int indentOf(Component written) {
        int column = written.type().place().map(place -> place.span().column()).orElse(1);
        return Math.max(0, column - 1 - "type: ".length());
    }

    /** A file that installs one mesh is meant for it. */
    private Pattern withMesh(Pattern normal, List<Component> written, FindingSink findings) {
        Set<String> meshes = new TreeSet<>();
        TextValue first = null;
        for (Component component : written) {
            Optional<String> mesh = aliases.find(component.type().text()).flatMap(Alias::mesh);
            if (mesh.isPresent()) {
                meshes.add(mesh.get());
                first = first == null ? component.type() : first;
                reportContradiction(normal, component, mesh.get(), findings);
            }
        }
        if (first == null || meshes.size() != 1 || normal.mesh().isPresent()) {
            return normal;
        }
        return normal.toBuilder()
                .mesh(TextValue.of(meshes.iterator().next()).at(first))
                .build();
    }

    private static void reportContradiction(Pattern pattern, Component component, String mesh, FindingSink findings) {
        boolean fits = pattern.mesh()
                .map(named -> named.text().equals("auto") || named.text().equals(mesh))
                .orElse(true);
        if (!fits) {
            findings.report(PatternCodes.OTHER_MESH
                    .finding("the type " + component.type() + " is for " + mesh + ", the pattern is for "
                            + pattern.mesh().get())
                    .at(component.type())
                    .related(pattern.mesh().get().place(), "the mesh of the pattern")
                    .build());
        }
    }

    /** In Meshery's engine "mutual" made a PeerAuthentication that permits plain text (meshery/meshery-istio:templates/policies). */
    private static Trait permissive(Trait trait, FindingSink findings) {
        Optional<Value> policy = trait.map().get("policy");
        boolean mutual = trait.name().equals("mTLS")
                && policy.filter(value -> value.toString().equals("mutual")).isPresent();
        if (!mutual) {
            return trait;
        }
        Finding.Builder finding = PatternCodes.LEGACY_SPELLING
                .finding("mTLS.policy \"mutual\" has always meant permissive: plain text is still accepted; write"
                        + " permissive, or strict to enforce mutual TLS")
                .at(policy.get());
        policy.get()
                .place()
                .ifPresent(
                        place -> finding.fix(new Fix("write permissive", List.of(new TextEdit(place, "permissive")))));
        findings.report(finding.build());
        return new Trait(
                trait.name(),
                trait.map().with("policy", TextValue.of("permissive").at(policy.get())),
                trait.keyPlace());
    }
}
