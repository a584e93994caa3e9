// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.pattern;

import io.meshkit.document.BooleanValue;
import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.TextValue;
import io.meshkit.pattern.Component;
import io.meshkit.pattern.Pattern;
import io.meshkit.pattern.Trait;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes a pattern as a document of {@code meshkit.dev/v1}: what {@link ServicesReader} reads as the same pattern. Keys stand in the order
 * in which the guides name them.
 */
final class V1Document {

    /** Keys of a service that hold what a drawing tool noted. */
    static final String DRAWING = "drawing";

    /** Within {@link #DRAWING}: whether the service belongs to the drawing alone. */
    static final String ONLY = "only";

    /** Within {@link #DRAWING}: what the tool noted, by its own words. */
    static final String NOTES = "notes";

    private static final String SERVICES = "services";

    private final Pattern pattern;
    private final ReadableKeys keys;
    private final Map<String, MapValue> written;

    V1Document(Pattern pattern, ReadableKeys keys) {
        this.pattern = pattern;
        this.keys = keys;
        this.written = WrittenServices.ofAll(pattern);
    }

    MapValue root() {
        MapValue.Builder root = MapValue.builder()
                .put("apiVersion", TextValue.of(Dialects.V1))
                .put("kind", TextValue.of("Pattern"))
                .put("name", keys.rewritten(pattern.name()));
        written("description").ifPresent(text -> root.put("description", text));
        pattern.version().ifPresent(version -> root.put("version", version));
        written("smpId").or(() -> written("patternID")).ifPresent(text -> root.put("smpId", text));
        pattern.mesh().ifPresent(mesh -> root.put("mesh", mesh));
        put(root, "vars", pattern.vars());
        MapValue.Builder services = MapValue.builder();
        for (Component component : pattern.components()) {
            services.put(keys.of(component.key()), service(component));
        }
        return root.put(SERVICES, services.build()).build();
    }

    private Optional<TextValue> written(String key) {
        return Absent.text(pattern.root(), key);
    }

    private MapValue service(Component component) {
        MapValue.Builder service = MapValue.builder().put("type", keys.rewritten(component.type()));
        keys.name(component).ifPresent(name -> service.put("name", keys.rewritten(name)));
        component.apiVersion().ifPresent(value -> service.put("apiVersion", keys.rewritten(value)));
        component.version().ifPresent(value -> service.put("version", keys.rewritten(value)));
        component.namespace().ifPresent(value -> service.put("namespace", keys.rewritten(value)));
        put(service, "labels", component.labels());
        put(service, "annotations", component.annotations());
        List<TextValue> dependsOn =
                component.dependsOn().stream().map(keys::dependency).toList();
        if (!dependsOn.isEmpty()) {
            service.put("dependsOn", ListValue.of(dependsOn));
        }
        put(service, "when", component.when());
        put(service, "settings", component.settings());
        put(service, "traits", traits(keys.named(component).traits()));
        put(service, "extensions", component.extensions());
        put(service, DRAWING, drawing(component));
        idOf(component).ifPresent(value -> service.put("id", value));
        return service.build();
    }

    private static MapValue drawing(Component component) {
        MapValue.Builder drawing = MapValue.builder();
        if (component.isDrawing()) {
            drawing.put(ONLY, BooleanValue.of(true));
        }
        MapValue notes = traits(component.drawingTraits());
        if (!notes.isEmpty()) {
            drawing.put(NOTES, notes);
        }
        return drawing.build();
    }

    private static MapValue traits(List<Trait> traits) {
        MapValue.Builder map = MapValue.builder();
        traits.forEach(trait -> map.put(trait.name(), trait.settings()));
        return map.build();
    }

    private void put(MapValue.Builder map, String key, MapValue value) {
        if (!value.isEmpty()) {
            map.put(key, keys.rewritten(value));
        }
    }

    /** The identity that another tool gave a service: in the document, or as the key. What the tool noted refers to it. */
    private Optional<TextValue> idOf(Component component) {
        String key = component.key();
        Optional<TextValue> id = Optional.ofNullable(written.get(key)).flatMap(service -> Absent.text(service, "id"));
        return id.isEmpty() && !keys.of(key).equals(key) ? Optional.of(TextValue.of(ReadableKeys.lastStep(key))) : id;
    }
}
