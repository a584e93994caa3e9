// SPDX-License-Identifier: Apache-2.0
package io.meshkit.plan;

import io.meshkit.document.Value;
import java.util.regex.Pattern;

/**
 * A SHA-256 digest of content. Equal values have equal digests, whatever the order of their keys and the spelling of their numbers.
 *
 * @param value {@code sha256:} and 64 lower-case hexadecimal digits
 * @since 0.1.0
 */
public record Digest(String value) implements Comparable<Digest> {

    private static final Pattern FORM = Pattern.compile("sha256:[0-9a-f]{64}");

    /**
     * Checks the form.
     *
     * @throws IllegalArgumentException when the value has another form
     */
    public Digest {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("a digest is sha256: and 64 hexadecimal digits; got \"" + value + "\"");
        }
    }

    /**
     * The digest of a value.
     *
     * @param content the value
     * @return its digest
     */
    public static Digest of(Value content) {
        return CanonicalForm.digest(content);
    }

    @Override
    public int compareTo(Digest other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
