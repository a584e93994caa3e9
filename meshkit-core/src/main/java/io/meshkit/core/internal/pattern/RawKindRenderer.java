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
import java.util.Optional;

/** Renders a component that is one object, as its {@linkplain RawSettings settings} say. */
final class RawKindRenderer implements ComponentRenderer {

    private final RawKind kind;

    RawKindRenderer(RawKind kind) {
        this.kind = kind;
    }

    @Override
    public void render(Component component, RenderContext context, Drafts drafts) {
        RawSettings settings = new RawSettings(kind, component);
        MapValue metadata = metadata(component, settings, context);
        settings.check(metadata, context.findings());
        MapValue.Builder body = MapValue.builder()
                .put("apiVersion", TextValue.of(kind.apiVersion()).at(component.type()))
                .put("kind", TextValue.of(kind.kind()).at(component.type()))
                .put("metadata", metadata);
        MapValue content = settings.content();
        if (settings.isSpec()) {
            body.put("spec", content);
        } else {
            content.forEach(entry -> put(body, entry, content.keyPlace(entry.key())));
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

    private MapValue metadata(Component component, RawSettings settings, RenderContext context) {
        MapValue written = settings.metadata();
        MapValue.Builder metadata = written.toBuilder();
        metadata.put("name", nameOf(component, settings));
        namespaceOf(component, settings, context).ifPresent(namespace -> metadata.put("namespace", namespace));
        merge(metadata, written, "labels", component.labels());
        merge(metadata, written, "annotations", component.annotations());
        return metadata.build();
    }

    private static void merge(MapValue.Builder metadata, MapValue written, String part, MapValue more) {
        if (more.isEmpty()) {
            return;
        }
        MapValue.Builder merged = written.map(part).orElse(MapValue.EMPTY).toBuilder();
        more.forEach(entry -> merged.put(entry.key(), entry.value()));
        metadata.put(part, merged.build().at(more));
    }

    /** Meshery's tools wrote name and namespace into the settings as well; they count where the service has none of its own. */
    private static Value nameOf(Component component, RawSettings settings) {
        Optional<Place> place = component.name().place();
        boolean named = !component.name().text().equals(component.key())
                && (place.isEmpty() || !place.equals(component.keyPlace()));
        return named ? component.name() : settings.identity("name").orElse(component.name());
    }

    private Optional<Value> namespaceOf(Component component, RawSettings settings, RenderContext context) {
        if (kind.scope() == Scope.CLUSTER) {
            return Optional.empty();
        }
        Optional<Value> own = component.namespace().map(Value.class::cast);
        Optional<Value> named = own.or(() -> settings.identity("namespace"));
        return named.isPresent() || kind.scope() == Scope.UNKNOWN
                ? named
                : Optional.of(TextValue.of(context.namespaceOf(component)).at(component.type()));
    }
}
