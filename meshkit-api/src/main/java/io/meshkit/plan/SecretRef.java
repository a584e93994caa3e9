// SPDX-License-Identifier: Apache-2.0
package io.meshkit.plan;

import static java.util.Objects.requireNonNull;

import io.meshkit.document.JsonPointer;
import io.meshkit.document.MapValue;
import io.meshkit.document.TextValue;
import io.meshkit.document.Value;
import io.meshkit.resource.ResourceKey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * Stands for a secret value in what is written down: which field it is of, and a digest by which the right value is known again. The
 * digest is salted with the field, so equal passwords in two places do not show as equal and no table made before helps, and stretched
 * (PBKDF2, RFC 8018), so that each guess costs. It is the same each time, so that equal plans are equal. A very weak password can still be
 * guessed from it; saved plans are no place to be careless with.
 *
 * @param resource the resource that has the secret
 * @param field the way to the value in it
 * @param digest the digest of resource, field and value
 * @since 0.1.0
 */
public record SecretRef(ResourceKey resource, JsonPointer field, Digest digest) {

    private static final String KEY = "secretRef";
    /** About a millisecond: a plan with many secrets, each masked some times, takes no time that is noticed. */
    private static final int ROUNDS = 1_000;

    private static final int BITS = 256;

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
        MapValue.Builder place = MapValue.builder()
                .put("kind", resource.groupKind().toString())
                .put("namespace", resource.namespace())
                .put("name", resource.name())
                .put("field", field.toString());
        Digest salt = Digest.of(place.build());
        Digest bound = Digest.of(place.put("value", value).build());
        return new SecretRef(resource, field, Digest.of(TextValue.of(stretch(bound, salt))));
    }

    private static String stretch(Digest secret, Digest salt) {
        PBEKeySpec key = new PBEKeySpec(
                secret.value().toCharArray(), salt.value().getBytes(StandardCharsets.US_ASCII), ROUNDS, BITS);
        try {
            SecretKeyFactory factory = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256");
            return HexFormat.of().formatHex(factory.generateSecret(key).getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the Java platform has no PBKDF2WithHmacSHA256", e);
        } finally {
            key.clearPassword();
        }
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
