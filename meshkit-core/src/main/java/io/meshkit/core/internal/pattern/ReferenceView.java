// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.pattern;

import io.meshkit.document.JsonPointer;
import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.Origin;
import io.meshkit.document.Place;
import io.meshkit.document.TextValue;
import io.meshkit.document.Value;
import io.meshkit.pattern.Component;
import io.meshkit.pattern.Pattern;
import io.meshkit.pattern.Trait;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/** A pattern as references see it, {@code vars} and {@code services}, in which texts are replaced one after the other. */
final class ReferenceView {

    static final String VARS = "vars";
    static final String SERVICES = "services";

    private final Map<String, Component> components = new LinkedHashMap<>();
    private final Map<String, Value> services = new LinkedHashMap<>();
    private final MapValue declared;
    private Value vars;

    ReferenceView(Pattern pattern, MapValue vars) {
        this.declared = pattern.vars();
        this.vars = vars;
        for (Component component : pattern.components()) {
            components.put(component.key(), component);
            services.put(component.key(), view(component));
        }
    }

    /** A component as a document of its own, from the root down, for what looks at parts of it by pointer. */
    static MapValue document(Component component) {
        MapValue.Builder services = MapValue.builder();
        put(services, component.key(), component.keyPlace(), view(component));
        return MapValue.of(SERVICES, services.build());
    }

    private static void put(MapValue.Builder map, String key, Optional<Place> keyPlace, Value value) {
        if (keyPlace.isPresent()) {
            map.put(key, Origin.at(keyPlace.get()), 0, 0, value);
        } else {
            map.put(key, value);
        }
    }

    private static MapValue view(Component component) {
        MapValue.Builder view = MapValue.builder()
                .put("name", component.name())
                .put("type", component.type())
                .put("dependsOn", ListValue.of(component.dependsOn()))
                .put("labels", component.labels())
                .put("annotations", component.annotations())
                .put("settings", component.settings())
                .put("traits", traits(component))
                .put("extensions", component.extensions())
                .put("when", component.when());
        component.apiVersion().ifPresent(value -> view.put("apiVersion", value));
        component.version().ifPresent(value -> view.put("version", value));
        component.namespace().ifPresent(value -> view.put("namespace", value));
        return view.build();
    }

    private static MapValue traits(Component component) {
        MapValue.Builder traits = MapValue.builder();
        for (Trait trait : component.traits()) {
            put(traits, trait.name(), trait.keyPlace(), trait.settings());
        }
        return traits.build();
    }

    /** The two roots of references: the variables, then every service, each with the pointer that leads to it. */
    void forEachRoot(BiConsumer<JsonPointer, Value> action) {
        action.accept(JsonPointer.of(VARS), vars);
        services.forEach((key, view) -> action.accept(JsonPointer.of(SERVICES, key), view));
    }

    /** What a path leads to, now; empty when it leads nowhere. */
    Optional<Value> find(List<String> path) {
        if (path.get(0).equals(VARS)) {
            return vars.find(new JsonPointer(path.subList(1, path.size())));
        }
        if (!path.get(0).equals(SERVICES) || path.size() < 2) {
            return Optional.empty();
        }
        return Optional.ofNullable(services.get(path.get(1)))
                .flatMap(view -> view.find(new JsonPointer(path.subList(2, path.size()))));
    }

    /** Whether a path leads to a variable that is declared and has no sound value, which has been told where it is declared. */
    boolean isUnset(List<String> path) {
        return path.get(0).equals(VARS)
                && path.size() > 1
                && declared.has(path.get(1))
                && vars instanceof MapValue map
                && !map.has(path.get(1));
    }

    /** The names that could have stood at the first step of a path that leads nowhere. */
    Names namesAt(List<String> path) {
        if (path.get(0).equals(SERVICES) && path.size() > 1 && !services.containsKey(path.get(1))) {
            return new Names(path.get(1), services.keySet());
        }
        for (int length = path.size() - 1; length > 0; length--) {
            List<String> around = path.subList(0, length);
            Optional<Value> value = find(around);
            if (value.isPresent()) {
                List<String> names = value.get() instanceof MapValue map ? map.keys() : List.of();
                return new Names(path.get(length), names);
            }
        }
        return new Names(path.get(0), List.of(SERVICES, VARS));
    }

    /** A step that leads nowhere, and the steps that would lead somewhere. */
    record Names(String missing, java.util.Collection<String> known) {}

    void replace(JsonPointer pointer, Value value) {
        List<String> segments = pointer.segments();
        if (segments.get(0).equals(VARS)) {
            vars = vars.with(rest(segments, 1), value);
        } else {
            services.computeIfPresent(segments.get(1), (key, view) -> view.with(rest(segments, 2), value));
        }
    }

    private static JsonPointer rest(List<String> segments, int from) {
        return new JsonPointer(segments.subList(from, segments.size()));
    }

    /** The components as they are now, in the order of the file. */
    List<Component> components() {
        List<Component> changed = new ArrayList<>();
        components.forEach((key, component) -> {
            Value view = services.get(key);
            changed.add(view instanceof MapValue map ? changed(component, map) : component);
        });
        return Collections.unmodifiableList(changed);
    }

    private static Component changed(Component component, MapValue view) {
        Component.Builder builder = component.toBuilder();
        text(view, "name").ifPresent(builder::name);
        text(view, "type").ifPresent(builder::type);
        text(view, "apiVersion").ifPresent(builder::apiVersion);
        text(view, "version").ifPresent(builder::version);
        text(view, "namespace").ifPresent(builder::namespace);
        view.map("labels").ifPresent(builder::labels);
        view.map("annotations").ifPresent(builder::annotations);
        view.map("settings").ifPresent(builder::settings);
        view.map("extensions").ifPresent(builder::extensions);
        view.map("when").ifPresent(builder::when);
        view.list("dependsOn")
                .ifPresent(names -> builder.dependsOn(names.items().stream()
                        .filter(TextValue.class::isInstance)
                        .map(TextValue.class::cast)
                        .toList()));
        MapValue traits = view.map("traits").orElse(MapValue.EMPTY);
        builder.traits(component.traits().stream()
                .map(trait ->
                        new Trait(trait.name(), traits.get(trait.name()).orElse(trait.settings()), trait.keyPlace()))
                .toList());
        return builder.build();
    }

    private static Optional<TextValue> text(MapValue view, String key) {
        return view.get(key).filter(TextValue.class::isInstance).map(TextValue.class::cast);
    }

    /** The variables as they are now. */
    MapValue vars() {
        return vars instanceof MapValue map ? map : MapValue.EMPTY;
    }
}
