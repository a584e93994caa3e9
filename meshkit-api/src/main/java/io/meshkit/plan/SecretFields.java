// SPDX-License-Identifier: Apache-2.0
package io.meshkit.plan;

import io.meshkit.document.JsonPointer;
import io.meshkit.document.MapValue;
import io.meshkit.document.Value;
import io.meshkit.resource.GroupKind;
import io.meshkit.resource.Resource;
import io.meshkit.resource.ResourceKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which fields of which resources are secret, and how they are kept out of what is written down: every value below {@code data} and
 * {@code stringData} of a Kubernetes Secret, and the {@code PrivateKey} of an {@code inline-certificate} of Consul.
 *
 * @since 0.1.0
 */
public final class SecretFields {

    /** By kind the fields below which each value is a secret of its own. */
    private static final Map<GroupKind, List<String>> MAPS =
            Map.of(new GroupKind("", "Secret"), List.of("data", "stringData"));

    /** By kind the fields that are secret as a whole. */
    private static final Map<GroupKind, List<String>> VALUES =
            Map.of(new GroupKind("consul", "inline-certificate"), List.of("PrivateKey"));

    private SecretFields() {}

    /**
     * Whether a field is secret.
     *
     * @param kind the kind of the resource
     * @param field the way from its root
     * @return true when the value there, or one inside it, must not be written down
     */
    public static boolean isSecret(GroupKind kind, JsonPointer field) {
        return !field.isRoot()
                && (maps(kind).contains(field.segments().get(0))
                        || values(kind).contains(field.segments().get(0)));
    }

    private static List<String> maps(GroupKind kind) {
        return MAPS.getOrDefault(kind, List.of());
    }

    private static List<String> values(GroupKind kind) {
        return VALUES.getOrDefault(kind, List.of());
    }

    /**
     * Puts references in the place of secret values.
     *
     * @param resource the resource
     * @return the same resource when it has none
     */
    public static Resource mask(Resource resource) {
        GroupKind kind = resource.key().groupKind();
        MapValue body = resource.body();
        for (String part : maps(kind)) {
            Optional<MapValue> values = body.map(part);
            if (values.isPresent()) {
                MapValue.Builder masked = values.get().toBuilder();
                for (MapValue.Entry entry : values.get()) {
                    masked.put(entry.key(), mask(resource.key(), JsonPointer.of(part, entry.key()), entry.value()));
                }
                body = body.with(part, masked.build());
            }
        }
        for (String part : values(kind)) {
            Optional<Value> value = body.get(part);
            if (value.isPresent()) {
                body = body.with(part, mask(resource.key(), JsonPointer.of(part), value.get()));
            }
        }
        if (body.equals(resource.body())) {
            return resource;
        }
        return resource.withBody(body);
    }

    /**
     * Puts a reference in the place of a value, if it is secret.
     *
     * @param key the resource it is of
     * @param field the way to it
     * @param value the value
     * @return the placeholder; the value itself when it is not secret or a placeholder already
     */
    public static Value mask(ResourceKey key, JsonPointer field, Value value) {
        if (!isSecret(key.groupKind(), field)
                || SecretRef.from(key, field, value).isPresent()) {
            return value;
        }
        boolean isMap = maps(key.groupKind()).contains(field.segments().get(0));
        if (isMap && field.segments().size() == 1 && value instanceof MapValue map) {
            MapValue.Builder masked = MapValue.builder();
            map.forEach(entry -> masked.put(entry.key(), mask(key, field.child(entry.key()), entry.value())));
            return masked.build();
        }
        return SecretRef.to(key, field, value).placeholder();
    }

    /**
     * The references that stand in a resource in the place of values.
     *
     * @param resource the resource
     * @return the references, in the order of the body
     */
    public static List<SecretRef> references(Resource resource) {
        List<SecretRef> found = new ArrayList<>();
        GroupKind kind = resource.key().groupKind();
        for (String part : maps(kind)) {
            resource.body()
                    .map(part)
                    .ifPresent(values -> values.forEach(
                            entry -> SecretRef.from(resource.key(), JsonPointer.of(part, entry.key()), entry.value())
                                    .ifPresent(found::add)));
        }
        for (String part : values(kind)) {
            resource.body()
                    .get(part)
                    .flatMap(value -> SecretRef.from(resource.key(), JsonPointer.of(part), value))
                    .ifPresent(found::add);
        }
        return found;
    }
}
