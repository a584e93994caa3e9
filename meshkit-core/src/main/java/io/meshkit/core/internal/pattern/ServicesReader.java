// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.pattern;

import io.meshkit.document.BooleanValue;
import io.meshkit.document.Document;
import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.NumberValue;
import io.meshkit.document.Origin;
import io.meshkit.document.TextValue;
import io.meshkit.document.Value;
import io.meshkit.pattern.Component;
import io.meshkit.pattern.Pattern;
import io.meshkit.pattern.Trait;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the grammar of {@code services} that Meshery's dialects and {@code meshkit.dev/v1} share into the model. It takes what has the
 * right shape and passes over the rest, which the schema of the root has found by then. What counts as absent is told by {@link Absent}.
 */
final class ServicesReader {

    /** Keys that only Meshery of 2023 has, and what they hold. */
    private static final Map<String, Class<? extends Value>> KEYS_OF_MODELS =
            Map.of("model", TextValue.class, "isAnnotation", BooleanValue.class);

    private final PatternSchemas schemas;
    private final Normaliser normaliser;
    private final MesheryModels models;
    private final FreeFormMaps free;

    ServicesReader(PatternSchemas schemas, Normaliser normaliser, MesheryModels models, FreeFormMaps free) {
        this.schemas = schemas;
        this.normaliser = normaliser;
        this.models = models;
        this.free = free;
    }

    Pattern read(Document document, String dialect, Grammar grammar) {
        FindingList findings = new FindingList();
        MapValue written = document.root() instanceof MapValue map ? map : MapValue.EMPTY;
        MapValue repaired = grammar.isLegacy() ? new LegacyKeys(free, findings).repairRoot(written) : written;
        MapValue root = new Absent(grammar, findings).cleared(repaired);
        findings.reportAll(schemas.checkRoot(grammar == Grammar.MODELS ? withoutModels(root, findings) : root));

        TextValue name = text(root, "name").orElseGet(() -> TextValue.of("").at(written));
        Pattern.Builder pattern = Pattern.of(document.source(), dialect, name).root(written);
        text(root, "version").ifPresent(pattern::version);
        text(root, "mesh").ifPresent(pattern::mesh);
        root.map("vars").ifPresent(pattern::vars);
        pattern.components(components(root.map("services").orElse(MapValue.EMPTY), grammar));
        Pattern normal =
                OlderApplications.fold(normaliser.normalise(pattern.build(), grammar.isLegacy(), findings), findings);
        return normal.toBuilder().findings(findings.all()).build();
    }

    /** The root as the schema of all dialects knows it: without what Meshery of 2023 adds, whose types are checked here. */
    private static MapValue withoutModels(MapValue root, FindingList findings) {
        MapValue services = root.map("services").orElse(MapValue.EMPTY);
        MapValue.Builder plain = services.toBuilder();
        for (MapValue.Entry service : services) {
            if (service.value() instanceof MapValue map) {
                KEYS_OF_MODELS.forEach((key, type) -> checkType(map, key, type, findings));
                plain.put(service.key(), map.without("model").without("isAnnotation"));
            }
        }
        MapValue cleared = root.without("schemaVersion");
        return cleared.map("services").isPresent() ? cleared.with("services", plain.build()) : cleared;
    }

    private static void checkType(MapValue service, String key, Class<? extends Value> type, FindingList findings) {
        Optional<Value> wrong = service.get(key).filter(value -> !type.isInstance(value));
        if (wrong.isPresent()) {
            findings.report(PatternCodes.WRONG_TYPE
                    .finding(key + " must be " + (type == TextValue.class ? "a text" : "true or false") + ", not "
                            + wrong.get())
                    .at(service.keyPlace(key))
                    .at(wrong.get()));
        }
    }

    private List<Component> components(MapValue services, Grammar grammar) {
        List<Component> components = new ArrayList<>();
        for (MapValue.Entry service : services) {
            if (service.value() instanceof MapValue map) {
                Component component = component(service.key(), map, services, grammar);
                components.add(grammar == Grammar.MODELS ? withModel(component, map) : component);
            }
        }
        return components;
    }

    private Component withModel(Component written, MapValue service) {
        Component component = models.fold(
                written.toBuilder()
                        .drawing(written.isDrawing() || Drawing.isTrue(service, "isAnnotation"))
                        .build(),
                service.text("model"));
        return models.isBodyWithoutSpec(component) ? models.withWholeBody(component) : component;
    }

    private static Component component(String key, MapValue service, MapValue services, Grammar grammar) {
        TextValue type = text(service, "type").orElseGet(() -> TextValue.of("").at(service));
        Component.Builder component = Component.of(key, type).keyPlace(services.keyPlace(key));
        services.keyPlace(key).ifPresent(place -> component.name(TextValue.of(key, Origin.at(place), 0, 0)));
        text(service, "name").ifPresent(component::name);
        text(service, "apiVersion").ifPresent(component::apiVersion);
        text(service, "version").ifPresent(component::version);
        text(service, "namespace").ifPresent(component::namespace);
        service.map("labels").ifPresent(component::labels);
        service.map("annotations").ifPresent(component::annotations);
        service.map("extensions").ifPresent(component::extensions);
        service.map("when").ifPresent(component::when);
        service.get("settings").ifPresent(settings -> component.settings(settings(settings)));
        component.dependsOn(dependsOn(service));
        List<Trait> traits = traits(service.map("traits").orElse(MapValue.EMPTY));
        MapValue drawing = Absent.map(service, V1Document.DRAWING);
        List<Trait> notes = new ArrayList<>();
        traits.stream().filter(trait -> Drawing.isNote(trait, grammar)).forEach(notes::add);
        notes.addAll(traits(Absent.map(drawing, V1Document.NOTES)));
        component.traits(
                traits.stream().filter(trait -> !Drawing.isNote(trait, grammar)).toList());
        component.drawingTraits(notes).drawing(Drawing.isTrue(drawing, V1Document.ONLY));
        return component.build();
    }

    private static MapValue settings(Value settings) {
        return settings instanceof MapValue map ? map : MapValue.EMPTY;
    }

    private static List<TextValue> dependsOn(MapValue service) {
        List<TextValue> names = new ArrayList<>();
        for (Value name : service.list("dependsOn").orElse(ListValue.EMPTY)) {
            asText(name).ifPresent(names::add);
        }
        return names;
    }

    private static List<Trait> traits(MapValue traits) {
        List<Trait> read = new ArrayList<>();
        for (MapValue.Entry trait : traits) {
            read.add(new Trait(trait.key(), trait.value(), traits.keyPlace(trait.key())));
        }
        return read;
    }

    private static Optional<TextValue> text(MapValue map, String key) {
        return map.get(key).flatMap(ServicesReader::asText);
    }

    /** Scalars count as the text they were written with: a version 1.10 is no number. */
    private static Optional<TextValue> asText(Value value) {
        if (value instanceof TextValue text) {
            return Optional.of(text);
        }
        boolean scalar = value instanceof NumberValue || value instanceof BooleanValue;
        return scalar ? Optional.of(TextValue.of(value.toString()).at(value)) : Optional.empty();
    }
}
