// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.pattern;

import io.meshkit.document.BooleanValue;
import io.meshkit.document.Document;
import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.NullValue;
import io.meshkit.document.NumberValue;
import io.meshkit.document.Origin;
import io.meshkit.document.TextValue;
import io.meshkit.document.Value;
import io.meshkit.pattern.Component;
import io.meshkit.pattern.Pattern;
import io.meshkit.pattern.Trait;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the grammar of {@code services} that Meshery's dialects and {@code meshkit.dev/v1} share into the model. It takes what has the
 * right shape and passes over the rest, which the schema of the root has found by then. A null counts as absent.
 */
final class ServicesReader {

    private final PatternSchemas schemas;
    private final Normaliser normaliser;

    ServicesReader(PatternSchemas schemas, Normaliser normaliser) {
        this.schemas = schemas;
        this.normaliser = normaliser;
    }

    Pattern read(Document document, String dialect, boolean legacy) {
        FindingList findings = new FindingList();
        MapValue written = document.root() instanceof MapValue map ? map : MapValue.EMPTY;
        MapValue root = withoutNulls(legacy ? new LegacyKeys(findings).repairRoot(written) : written);
        findings.reportAll(schemas.checkRoot(root));

        TextValue name = text(root, "name").orElseGet(() -> TextValue.of("").at(written));
        Pattern.Builder pattern = Pattern.of(document.source(), dialect, name).root(written);
        text(root, "version").ifPresent(pattern::version);
        text(root, "mesh").ifPresent(pattern::mesh);
        root.map("vars").ifPresent(pattern::vars);
        pattern.components(components(root.map("services").orElse(MapValue.EMPTY)));
        Pattern normal = normaliser.normalise(pattern.build(), legacy, findings);
        return normal.toBuilder().findings(findings.all()).build();
    }

    /** A root with what a null stands for left out, down to the keys of services and the first level of their settings. */
    private static MapValue withoutNulls(MapValue root) {
        MapValue cleared = dropNulls(root);
        Optional<MapValue> services = cleared.map("services");
        if (services.isEmpty()) {
            return cleared;
        }
        MapValue.Builder changed = services.get().toBuilder();
        for (MapValue.Entry service : services.get()) {
            if (service.value() instanceof MapValue map) {
                MapValue clearedService = dropNulls(map);
                for (String part : List.of("settings", "traits", "labels", "annotations")) {
                    Optional<MapValue> inner = clearedService.map(part);
                    if (inner.isPresent()) {
                        clearedService = clearedService.with(part, dropNulls(inner.get()));
                    }
                }
                changed.put(service.key(), clearedService);
            }
        }
        return cleared.with("services", changed.build());
    }

    private static MapValue dropNulls(MapValue map) {
        MapValue cleared = map;
        for (MapValue.Entry entry : map) {
            if (entry.value() instanceof NullValue) {
                cleared = cleared.without(entry.key());
            }
        }
        return cleared;
    }

    private static List<Component> components(MapValue services) {
        List<Component> components = new ArrayList<>();
        for (MapValue.Entry service : services) {
            if (service.value() instanceof MapValue map) {
                components.add(component(service.key(), map, services));
            }
        }
        return components;
    }

    private static Component component(String key, MapValue service, MapValue services) {
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
        component.traits(traits(service.map("traits").orElse(MapValue.EMPTY)));
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
