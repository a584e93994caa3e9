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
import java.util.Optional;
import java.util.Set;

/**
 * Which fields of which resources are secret, and how they are kept out of what is written down: every value below {@code data} and
 * {@code stringData} of a Kubernetes Secret.
 *
 * @since 0.1.0
 */
public final class SecretFields {

    private static final GroupKind SECRET = new GroupKind("", "Secret");
    private static final Set<String> PARTS = Set.of("data", "stringData");

    private SecretFields() {}

    /**
     * Whether a field is secret.
     *
     * @param kind the kind of the resource
     * @param field the way from its root
     * @return true when the value there, or one inside it, must not be written down
     */
    public static boolean isSecret(GroupKind kind, JsonPointer field) {
        return kind.equals(SECRET)
                && !field.isRoot()
                && PARTS.contains(field.segments().get(0));
    }

    /**
     * Puts references in the place of secret values.
     *
     * @param resource the resource
     * @return the same resource when it has none
     */
    public static Resource mask(Resource resource) {
        if (!resource.key().groupKind().equals(SECRET)) {
            return resource;
        }
        MapValue body = resource.body();
        for (String part : PARTS) {
            Optional<MapValue> values = body.map(part);
            if (values.isPresent()) {
                MapValue.Builder masked = values.get().toBuilder();
                for (MapValue.Entry entry : values.get()) {
                    masked.put(entry.key(), mask(resource.key(), JsonPointer.of(part, entry.key()), entry.value()));
                }
                body = body.with(part, masked.build());
            }
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
        if (field.segments().size() == 1 && value instanceof MapValue map) {
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
        if (resource.key().groupKind().equals(SECRET)) {
            for (String part : List.of("data", "stringData")) {
                resource.body()
                        .map(part)
                        .ifPresent(values -> values.forEach(entry -> SecretRef.from(
                                        resource.key(), JsonPointer.of(part, entry.key()), entry.value())
                                .ifPresent(found::add)));
            }
        }
        return found;
    }
}
