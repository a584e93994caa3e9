// SPDX-License-Identifier: Apache-2.0
package io.meshkit.finding;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * What stays the same about a finding while the file around it changes: made of its code, resource, pointer and parameters, not of its
 * line. Baselines and SARIF's {@code partialFingerprints} use it.
 *
 * @param value 16 lower-case hexadecimal digits
 * @since 0.1.0
 */
public record Fingerprint(String value) {

    static Fingerprint of(List<String> parts) {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
        for (String part : parts) {
            digest.update(part.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
        }
        return new Fingerprint(HexFormat.of().formatHex(digest.digest(), 0, 8));
    }

    @Override
    public String toString() {
        return value;
    }
}
