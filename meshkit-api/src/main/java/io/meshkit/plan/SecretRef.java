// SPDX-License-Identifier: Apache-2.0
package io.meshkit.plan;

import static java.util.Objects.requireNonNull;

import io.meshkit.document.JsonPointer;
import io.meshkit.document.MapValue;
import io.meshkit.document.TextValue;
import io.meshkit.document.Value;
import io.meshkit.resource.ResourceKey;
import java.util.Optional;

/**
 * Stands for a secret value in what is written down: which field it is of, and a digest by which the right value is known again. The
 * digest is bound to the field, so equal passwords in two places do not show as equal; a short password can still be guessed from it, so
 * saved plans are no place to be careless with.
 *
 * @param resource the resource that has the secret
 * @param field the way to the value in it
 * @param digest the digest of resource, field and value
 * @since 0.1.0
 */
public record SecretRef(ResourceKey resource, JsonPointer field, Digest digest) {

    private static final String KEY = "secretRef";

    /** Checks that nothing is null. */
    public SecretRef {
        requireNonNull(resource, "resource");
        requireNonNull(field, "field");
        requireNonNull(digest, "digest");
    }

    /**
     * The reference to a value.
     *
     * @param resource the resource that has it
     * @param field the way to it
     * @param value the secret
     * @return the reference
     */
    public static SecretRef to(ResourceKey resource, JsonPointer field, Value value) {
        Value bound = MapValue.builder()
                .put("kind", resource.groupKind().toString())
                .put("namespace", resource.namespace())
                .put("name", resource.name())
                .put("field", field.toString())
                .put("value", value)
                .build();
        return new SecretRef(resource, field, Digest.of(bound));
    }

    /**
     * Whether a value is the one meant.
     *
     * @param value the value to test
     * @return true when its digest is this one's
     */
    public boolean matches(Value value) {
        return to(resource, field, value).digest.equals(digest);
    }

    /**
     * The form in which it stands in the place of the secret.
     *
     * @return a map with the digest alone, which is never a legal value of a Secret's data
     */
    public MapValue placeholder() {
        return MapValue.of(KEY, TextValue.of(digest.value()));
    }

    /**
     * Reads the form that stands in the place of a secret.
     *
     * @param resource the resource it stands in
     * @param field the way to it
     * @param value the value that stands there
     * @return the reference; empty when the value is none
     * @throws IllegalArgumentException when the digest in it has another form
     */
    public static Optional<SecretRef> from(ResourceKey resource, JsonPointer field, Value value) {
        if (value instanceof MapValue map && map.size() == 1) {
            return map.text(KEY).map(text -> new SecretRef(resource, field, new Digest(text)));
        }
        return Optional.empty();
    }

    /** Gives resource and field. */
    @Override
    public String toString() {
        return resource + " " + field;
    }
}
