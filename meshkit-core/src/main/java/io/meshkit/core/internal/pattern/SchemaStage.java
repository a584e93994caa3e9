// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.pattern;

import io.meshkit.core.schema.Suggestions;
import io.meshkit.document.MapValue;
import io.meshkit.finding.Finding;
import io.meshkit.finding.Severity;
import io.meshkit.pattern.Component;
import io.meshkit.pattern.Pattern;
import io.meshkit.pattern.Trait;
import io.meshkit.pattern.TraitDefinition;
import io.meshkit.spi.ProviderFailure;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Checks that types and traits exist and fit each other, and that settings have the shape that their schemas ask for. */
final class SchemaStage {

    private final Vocabulary vocabulary;
    private final PatternSchemas schemas;
    private final FindingList findings;
    private final Set<String> unsound = new HashSet<>();

    SchemaStage(Vocabulary vocabulary, PatternSchemas schemas, FindingList findings) {
        this.vocabulary = vocabulary;
        this.schemas = schemas;
        this.findings = findings;
    }

    /**
     * What came through.
     *
     * @param pattern the pattern; traits with errors are left out, settings with errors are empty
     * @param unsound the keys of components that cannot be rendered
     */
    record Sound(Pattern pattern, Set<String> unsound) {}

    Sound check(Pattern pattern, Set<String> broken) {
        unsound.addAll(broken);
        List<Component> sound = new ArrayList<>();
        for (Component component : pattern.components()) {
            sound.add(broken.contains(component.key()) ? hollow(component) : check(component));
        }
        return new Sound(pattern.toBuilder().components(sound).build(), Set.copyOf(unsound));
    }

    private static Component hollow(Component component) {
        return component.toBuilder().settings(MapValue.EMPTY).traits(List.of()).build();
    }

    private Component check(Component component) {
        if (!isTypeSound(component)) {
            unsound.add(component.key());
            return hollow(component);
        }
        boolean settingsSound = report(schemas.checkSettings(component));
        if (!settingsSound) {
            unsound.add(component.key());
        }
        List<Trait> traits = component.traits().stream()
                .flatMap(trait -> sound(trait, component).stream())
                .toList();
        return component.toBuilder()
                .traits(traits)
                .settings(settingsSound ? schemas.plainSettings(component) : MapValue.EMPTY)
                .build();
    }

    /** Reports findings; true when there is no error among them. */
    private boolean report(List<Finding> found) {
        findings.reportAll(found);
        return found.stream().noneMatch(finding -> finding.severity() == Severity.ERROR);
    }

    private boolean isTypeSound(Component component) {
        String type = component.type().text();
        if (type.isBlank()) {
            // the schema of the root has missed it
            return false;
        }
        if (component.name().text().isBlank()) {
            findings.report(PatternCodes.NO_IDENTITY
                    .finding("the name of " + component.key() + " is blank")
                    .at(component.keyPlace())
                    .at(component.name()));
            return false;
        }
        Optional<String> suffixMesh = RawKinds.meshOf(type);
        if (suffixMesh.filter(mesh -> !mesh.equals(vocabulary.mesh().value())).isPresent()) {
            findings.report(PatternCodes.NOT_SUPPORTED
                    .finding(type + " is a kind of " + suffixMesh.get() + ", which " + vocabulary.mesh()
                            + " does not know; guard the service with when: {mesh: " + suffixMesh.get() + "}")
                    .at(component.type()));
            return false;
        }
        if (vocabulary.renderer(component).isEmpty()) {
            findings.report(unknownType(component, type));
            return false;
        }
        return true;
    }

    private Finding.Builder unknownType(Component component, String type) {
        Optional<String> advice = vocabulary.withoutAdapter(type);
        if (advice.isPresent()) {
            return PatternCodes.NOT_SUPPORTED
                    .finding("the type " + type + " is not implemented by the adapter for " + vocabulary.mesh() + "; "
                            + advice.get())
                    .at(component.type());
        }
        String hint = Suggestions.among(vocabulary.typesAndKinds())
                .nearest(type)
                .map(name -> "; did you mean \"" + name + "\"?")
                .orElseGet(() -> "; there are " + Suggestion.list(vocabulary.types())
                        + " and the kinds of Kubernetes, and any other kind with its apiVersion");
        return PatternCodes.UNKNOWN_TYPE
                .finding("the component type \"" + type + "\" is unknown" + hint)
                .at(component.type());
    }

    private static String failure(ProviderFailure failed) {
        String who = failed.className().isEmpty() ? failed.location() : failed.className();
        return "; a provider that may define it failed: " + who + ": "
                + failed.cause().map(Throwable::toString).orElse(failed.message());
    }

    /** The trait as renderers get it; empty when it has errors. */
    private Optional<Trait> sound(Trait trait, Component component) {
        Optional<TraitDefinition> definition = vocabulary.trait(trait.name());
        if (definition.isEmpty()) {
            findings.report(PatternCodes.UNKNOWN_TRAIT
                    .finding("the trait \"" + trait.name() + "\" is unknown"
                            + Suggestion.sentence(trait.name(), vocabulary.traitNames())
                            + vocabulary.failedTraits().stream()
                                    .map(SchemaStage::failure)
                                    .collect(Collectors.joining()))
                    .at(trait.settings())
                    .at(trait.keyPlace()));
            return Optional.empty();
        }
        if (!definition.get().appliesTo(component)) {
            findings.report(PatternCodes.TRAIT_NOT_APPLICABLE
                    .finding("the trait " + trait.name() + " does not apply to " + component.type() + "; it applies to "
                            + Suggestion.list(definition.get().appliesTo()))
                    .at(trait.settings())
                    .at(trait.keyPlace())
                    .related(component.type().place(), "the type of the service"));
            return Optional.empty();
        }
        PlainSettings plain =
                PlainSettings.of(trait.settings(), definition.get().schema());
        boolean isSound = report(schemas.checkTrait(definition.get(), trait, component)) && report(plain.findings());
        return isSound ? Optional.of(new Trait(trait.name(), plain.settings(), trait.keyPlace())) : Optional.empty();
    }
}
