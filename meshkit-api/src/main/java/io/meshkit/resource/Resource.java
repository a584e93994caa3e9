// SPDX-License-Identifier: Apache-2.0
package io.meshkit.resource;

import static java.util.Objects.requireNonNull;

import io.meshkit.document.MapValue;
import io.meshkit.document.TextValue;
import io.meshkit.document.Value;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One object as somebody wants it or has it: its key and its whole body in the form of its store. The values of the body keep the places
 * they were written at. Immutable; equal when key and content are.
 *
 * @since 0.1.0
 */
public final class Resource {

    private final ResourceKey key;
    private final MapValue body;

    private Resource(ResourceKey key, MapValue body) {
        this.key = requireNonNull(key, "key");
        this.body = requireNonNull(body, "body");
    }

    /**
     * A resource with a given key.
     *
     * @param key its key
     * @param body its body
     * @return the resource
     */
    public static Resource of(ResourceKey key, MapValue body) {
        return new Resource(key, body);
    }

    /**
     * A Kubernetes object; the key is read from {@code apiVersion}, {@code kind} and {@code metadata}.
     *
     * @param store where it lives or shall live
     * @param body the object
     * @return the resource; empty when {@code apiVersion}, {@code kind} or {@code metadata.name} is missing, blank or no text
     */
    public static Optional<Resource> kubernetes(StoreId store, MapValue body) {
        Optional<String> apiVersion = body.text("apiVersion").filter(text -> !text.isBlank());
        Optional<String> kind = body.text("kind").filter(text -> !text.isBlank());
        Optional<MapValue> metadata = body.map("metadata");
        Optional<String> name = metadata.flatMap(map -> map.text("name")).filter(text -> !text.isBlank());
        if (apiVersion.isEmpty() || kind.isEmpty() || name.isEmpty()) {
            return Optional.empty();
        }
        String namespace = metadata.flatMap(map -> map.text("namespace")).orElse("");
        GroupKind groupKind = GroupKind.of(apiVersion.get(), kind.get());
        return Optional.of(new Resource(new ResourceKey(store, groupKind, namespace, name.get()), body));
    }

    /**
     * What makes it one and the same.
     *
     * @return the key
     */
    public ResourceKey key() {
        return key;
    }

    /**
     * The whole body, in the form of its store.
     *
     * @return the body
     */
    public MapValue body() {
        return body;
    }

    /**
     * The API version of a Kubernetes object.
     *
     * @return group and version; empty text when the body has none
     */
    public String apiVersion() {
        return body.text("apiVersion").orElse("");
    }

    /**
     * The labels of a Kubernetes object.
     *
     * @return the labels in the order of the body; those that are no texts are left out
     */
    public Map<String, String> labels() {
        return metadataTexts("labels");
    }

    /**
     * The annotations of a Kubernetes object.
     *
     * @return the annotations in the order of the body; those that are no texts are left out
     */
    public Map<String, String> annotations() {
        return metadataTexts("annotations");
    }

    private Map<String, String> metadataTexts(String part) {
        Map<String, String> texts = new LinkedHashMap<>();
        body.map("metadata")
                .flatMap(metadata -> metadata.map(part))
                .ifPresent(map -> map.forEach(entry -> {
                    Value value = entry.value();
                    if (value instanceof TextValue text) {
                        texts.put(entry.key(), text.text());
                    }
                }));
        return java.util.Collections.unmodifiableMap(texts);
    }

    /**
     * The same resource with another body.
     *
     * @param changed the body
     * @return the changed resource
     */
    public Resource withBody(MapValue changed) {
        return new Resource(key, changed);
    }

    /**
     * The same resource in a store.
     *
     * @param where the store
     * @return the resource there
     */
    public Resource in(StoreId where) {
        return new Resource(key.in(where), body);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Resource that && that.key.equals(key) && that.body.equals(body);
    }

    @Override
    public int hashCode() {
        return key.hashCode() * 31 + body.hashCode();
    }

    /** Gives the key; the body may hold secrets. */
    @Override
    public String toString() {
        return key.toString();
    }
}
