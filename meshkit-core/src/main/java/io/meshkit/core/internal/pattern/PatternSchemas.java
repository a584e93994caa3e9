// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.pattern;

import io.meshkit.core.schema.DocumentSchema;
import io.meshkit.document.JsonPointer;
import io.meshkit.document.MapValue;
import io.meshkit.finding.Finding;
import io.meshkit.pattern.Component;
import io.meshkit.pattern.Trait;
import io.meshkit.pattern.TraitDefinition;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** The JSON Schemas of the language, read and compiled at first use. Thread-safe. */
final class PatternSchemas {

    private static final Map<String, String> COMPONENT_FILES = Map.of(
            "Addon", "component-addon.json",
            "Application", "component-application.json",
            "ExternalService", "component-externalservice.json",
            "Mesh", "component-mesh.json",
            "Namespace", "component-namespace.json",
            "Service", "component-service.json");

    private final Function<String, MapValue> files;
    private final Map<String, DocumentSchema> ours = new ConcurrentHashMap<>();
    private final Map<String, MapValue> bodies = new ConcurrentHashMap<>();
    private final Map<TraitDefinition, DocumentSchema> traits = new ConcurrentHashMap<>();

    PatternSchemas(Resources resources) {
        this.files = resources::map;
    }

    /** Checks the whole of a pattern file, but for what settings and traits mean. */
    List<Finding> checkRoot(MapValue root) {
        return schema("pattern.json").check(root).findings();
    }

    /** Checks what of a design has a meaning here; the rest of it is free. */
    List<Finding> checkDesign(MapValue root) {
        return schema("design.json").check(root).findings();
    }

    /** Checks the settings of a component whose type is one of the language; those of other types have no schema here. */
    List<Finding> checkSettings(Component component) {
        Optional<String> file = file(component);
        if (file.isEmpty()) {
            return List.of();
        }
        JsonPointer settings = JsonPointer.of(ReferenceView.SERVICES, component.key(), "settings");
        return placed(
                schema(file.get())
                        .check(ReferenceView.document(component), settings)
                        .findings(),
                component);
    }

    /** Checks the settings of a trait. */
    List<Finding> checkTrait(TraitDefinition definition, Trait trait, Component component) {
        JsonPointer settings = JsonPointer.of(ReferenceView.SERVICES, component.key(), "traits", trait.name());
        DocumentSchema schema = traits.computeIfAbsent(definition, unknown -> DocumentSchema.of(definition.schema()));
        return placed(schema.check(ReferenceView.document(component), settings).findings(), component);
    }

    /** The settings of a component in plain form; those of types that have no schema here stay as they are. */
    MapValue plainSettings(Component component) {
        return file(component)
                .map(file -> bodies.computeIfAbsent(file, files))
                .map(schema -> (MapValue)
                        PlainSettings.of(component.settings(), schema).settings())
                .orElseGet(component::settings);
    }

    private static Optional<String> file(Component component) {
        return component.apiVersion().isPresent()
                ? Optional.empty()
                : Optional.ofNullable(COMPONENT_FILES.get(component.type().text()));
    }

    private DocumentSchema schema(String file) {
        return ours.computeIfAbsent(file, name -> DocumentSchema.of(files.apply(name)));
    }

    /** What has no place of its own stands at the key of the component. */
    private static List<Finding> placed(List<Finding> findings, Component component) {
        return findings.stream()
                .map(finding -> finding.place().isPresent() ? finding : Places.moved(finding, component.keyPlace()))
                .toList();
    }
}
