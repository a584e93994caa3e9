// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.pattern;

import io.meshkit.core.internal.pattern.RawKinds.RawKind;
import io.meshkit.core.internal.pattern.RawKinds.Scope;
import io.meshkit.document.MapValue;
import io.meshkit.document.Origin;
import io.meshkit.document.Place;
import io.meshkit.document.TextValue;
import io.meshkit.document.Value;
import io.meshkit.pattern.Component;
import io.meshkit.pattern.ComponentRenderer;
import io.meshkit.pattern.Drafts;
import io.meshkit.pattern.RenderContext;
import io.meshkit.resource.Resource;
import io.meshkit.resource.StoreId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Renders a component that is one object. Its settings are the body when they have a {@code spec}, when they name their own {@code kind} or
 * when the kind has no spec, and the spec itself otherwise, as Meshery wrote it.
 */
final class RawKindRenderer implements ComponentRenderer {

    private static final Set<String> NOT_OURS = Set.of("apiVersion", "kind", "metadata", "status");

    private final RawKind kind;

    RawKindRenderer(RawKind kind) {
        this.kind = kind;
    }

    @Override
    public void render(Component component, RenderContext context, Drafts drafts) {
        MapValue settings = component.settings();
        boolean whole = settings.has("spec")
                || settings.text("kind").filter(kind.kind()::equals).isPresent();
        boolean spec = kind.hasSpec() && !whole;
        Value name = nameOf(component);
        MapValue.Builder body = MapValue.builder()
                .put("apiVersion", TextValue.of(kind.apiVersion()).at(component.type()))
                .put("kind", TextValue.of(kind.kind()).at(component.type()))
                .put("metadata", metadata(component, name, context));
        MapValue content = withoutIdentity(component, settings);
        if (spec) {
            body.put("spec", content);
        } else {
            for (MapValue.Entry entry : content) {
                if (!NOT_OURS.contains(entry.key())) {
                    put(body, entry, content.keyPlace(entry.key()));
                }
            }
        }
        Optional<Resource> resource =
                Resource.kubernetes(StoreId.UNBOUND, body.build().at(component.type()));
        if (resource.isEmpty()) {
            context.findings()
                    .report(PatternCodes.NO_IDENTITY
                            .finding("the object of " + component.key() + " has no name; give the service a name")
                            .at(component.keyPlace())
                            .build());
            return;
        }
        drafts.add(resource.get());
    }

    private static void put(MapValue.Builder body, MapValue.Entry entry, Optional<Place> key) {
        if (key.isPresent()) {
            body.put(entry.key(), Origin.at(key.get()), 0, 0, entry.value());
        } else {
            body.put(entry.key(), entry.value());
        }
    }

    private MapValue metadata(Component component, Value name, RenderContext context) {
        MapValue.Builder metadata = component.settings().map("metadata").orElse(MapValue.EMPTY).toBuilder();
        metadata.put("name", name);
        namespaceOf(component, context).ifPresent(namespace -> metadata.put("namespace", namespace));
        merge(metadata, component, "labels", component.labels());
        merge(metadata, component, "annotations", component.annotations());
        return metadata.build();
    }

    private static void merge(MapValue.Builder metadata, Component component, String part, MapValue more) {
        if (more.isEmpty()) {
            return;
        }
        MapValue.Builder merged =
                component
                        .settings()
                        .map("metadata")
                        .flatMap(written -> written.map(part))
                        .orElse(MapValue.EMPTY)
                        .toBuilder();
        more.forEach(entry -> merged.put(entry.key(), entry.value()));
        metadata.put(part, merged.build().at(more));
    }

    /** Meshery's tools wrote name and namespace into the settings as well; they count where the service has none of its own. */
    private static Value nameOf(Component component) {
        Optional<Place> place = component.name().place();
        boolean named = !component.name().text().equals(component.key())
                && (place.isEmpty() || !place.equals(component.keyPlace()));
        return named ? component.name() : written(component, "name").orElse(component.name());
    }

    private Optional<Value> namespaceOf(Component component, RenderContext context) {
        if (kind.scope() == Scope.CLUSTER) {
            return Optional.empty();
        }
        Optional<Value> own = component.namespace().map(Value.class::cast);
        Optional<Value> named = own.or(() -> written(component, "namespace"));
        return named.isPresent() || kind.scope() == Scope.UNKNOWN
                ? named
                : Optional.of(TextValue.of(context.namespaceOf(component)).at(component.type()));
    }

    private static Optional<Value> written(Component component, String part) {
        MapValue settings = component.settings();
        return settings.map("metadata")
                .flatMap(metadata -> metadata.get(part))
                .or(() -> settings.get(part))
                .filter(value -> value instanceof TextValue text && !text.text().isBlank());
    }

    private static MapValue withoutIdentity(Component component, MapValue settings) {
        MapValue content = settings;
        for (String part : List.of("name", "namespace")) {
            boolean identity =
                    content.get(part).filter(TextValue.class::isInstance).isPresent();
            content = identity ? content.without(part) : content;
        }
        return content;
    }
}
