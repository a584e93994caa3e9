// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.pattern;

import io.meshkit.document.Document;
import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.Place;
import io.meshkit.document.TextValue;
import io.meshkit.document.Value;
import io.meshkit.finding.Finding;
import io.meshkit.pattern.Component;
import io.meshkit.pattern.Pattern;
import io.meshkit.pattern.Trait;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads a design of Meshery (meshery/schemas:schemas/constructs, v1beta1 to v1beta3) into the model. A component's
 * {@code configuration} is the body of an object; model, capabilities and relationships are for Meshery and stay in the root.
 */
final class DesignReader {

    private static final String STYLES = "styles";
    private static final String RELATIONSHIPS = "relationships";

    private final PatternSchemas schemas;
    private final Normaliser normaliser;
    private final MesheryModels models;

    DesignReader(PatternSchemas schemas, Normaliser normaliser, MesheryModels models) {
        this.schemas = schemas;
        this.normaliser = normaliser;
        this.models = models;
    }

    Pattern read(Document document, String dialect) {
        FindingList findings = new FindingList();
        MapValue root = document.root() instanceof MapValue map ? map : MapValue.EMPTY;
        findings.reportAll(schemas.checkDesign(root));
        reportRelationships(root, findings);

        TextValue name =
                Absent.text(root, "name").orElseGet(() -> TextValue.of("").at(root));
        Pattern.Builder pattern = Pattern.of(document.source(), dialect, name).root(root);
        Absent.text(root, "version").ifPresent(pattern::version);
        pattern.components(components(root, findings));
        Pattern normal = OlderApplications.fold(normaliser.normalise(pattern.build(), true, findings), findings);
        return normal.toBuilder().findings(findings.all()).build();
    }

    private List<Component> components(MapValue root, FindingList findings) {
        List<MapValue> written = new ArrayList<>();
        for (Value item : root.list("components").orElse(ListValue.EMPTY)) {
            if (item instanceof MapValue map) {
                written.add(map);
            }
        }
        DesignKeys keys = DesignKeys.of(written, findings);
        List<Component> components = new ArrayList<>();
        for (int i = 0; i < written.size(); i++) {
            components.add(component(keys.key(i), written.get(i), keys));
        }
        return components;
    }

    private Component component(String key, MapValue written, DesignKeys keys) {
        MapValue definition = Absent.map(written, "component");
        MapValue metadata = Absent.map(written, "metadata");
        MapValue configuration = Absent.withoutNulls(Absent.map(written, "configuration"));
        MapValue identity = Absent.map(configuration, "metadata");
        TextValue type =
                Absent.text(definition, "kind").orElseGet(() -> TextValue.of("").at(written));

        Component.Builder component = Component.of(key, type)
                .keyPlace(placeOf(written))
                .drawing(Drawing.isTrue(metadata, "isAnnotation"))
                .drawingTraits(notes(written))
                .settings(configuration)
                .dependsOn(dependsOn(key, metadata, keys));
        Absent.text(identity, "name")
                .or(() -> Absent.text(written, "displayName"))
                .ifPresent(component::name);
        Absent.text(identity, "namespace").ifPresent(component::namespace);
        Absent.text(definition, "version").ifPresent(component::apiVersion);
        return models.withWholeBody(models.fold(component.build(), modelOf(written)));
    }

    /** Where a component stands and how it looks is in its styles. */
    private static List<Trait> notes(MapValue written) {
        MapValue styles = Absent.map(written, STYLES);
        return styles.isEmpty() ? List.of() : List.of(new Trait(STYLES, styles, written.keyPlace(STYLES)));
    }

    private static Optional<Place> placeOf(MapValue written) {
        return Absent.text(written, "displayName")
                .or(() -> Absent.text(written, "id"))
                .flatMap(Value::place)
                .or(written::place);
    }

    /** The name of the model: in v1beta1 that of the whole model, later also that of the reference to it. */
    private static Optional<String> modelOf(MapValue written) {
        return Absent.text(Absent.map(written, "model"), "name")
                .or(() -> Absent.text(Absent.map(written, "modelReference"), "name"))
                .or(() -> Absent.text(written, "model"))
                .map(TextValue::text);
    }

    private static List<TextValue> dependsOn(String by, MapValue metadata, DesignKeys keys) {
        List<TextValue> names = new ArrayList<>();
        for (Value name : metadata.list("dependsOn").orElse(ListValue.EMPTY)) {
            if (name instanceof TextValue text && !text.text().isBlank()) {
                names.addAll(keys.meant(text, by));
            }
        }
        return names;
    }

    private static void reportRelationships(MapValue root, FindingList findings) {
        ListValue relationships = root.list(RELATIONSHIPS).orElse(ListValue.EMPTY);
        if (relationships.size() == 0) {
            return;
        }
        String what = relationships.size() == 1
                ? "the relationship of this design is"
                : "the " + relationships.size() + " relationships of this design are";
        Finding.Builder finding = PatternCodes.RELATIONSHIPS.finding(what
                + " kept but not evaluated; write into configuration what Meshery would set there, and into"
                + " metadata.dependsOn what must be there first");
        findings.report(finding.at(relationships).at(root.keyPlace(RELATIONSHIPS)));
    }
}
