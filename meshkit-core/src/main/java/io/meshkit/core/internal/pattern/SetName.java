// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.pattern;

import io.meshkit.document.TextValue;
import io.meshkit.finding.FindingSink;
import io.meshkit.pattern.Pattern;
import io.meshkit.resource.SetId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/**
 * The identity of what a pattern brings: its name as a DNS label. Names that differ in case alone are the same. Where more than that has to
 * change, a digest of the name is added, so that patterns of different names never take each other for themselves.
 */
final class SetName {

    private static final int LONGEST = 52;
    private static final int DIGEST_BYTES = 4;
    private static final String NAMELESS = "nameless";

    private SetName() {}

    /** The identity; a pattern of which nothing could be read gets that of its file, for its report has said enough. */
    static SetId of(Pattern pattern, String namespace, FindingSink findings) {
        TextValue name = pattern.name();
        String cut = label(name.text());
        if (cut.isEmpty() && pattern.components().isEmpty() && pattern.report().hasErrors()) {
            String file = label(fileName(pattern.source().name()));
            return new SetId(namespace, file.isEmpty() ? NAMELESS : file);
        }
        if (cut.isEmpty()) {
            findings.report(PatternCodes.NO_IDENTITY
                    .finding("no identity can be made from the name \"" + name
                            + "\"; it needs at least one letter from a to z or a digit")
                    .at(name)
                    .build());
            return new SetId(namespace, NAMELESS);
        }
        String lower = name.text().toLowerCase(Locale.ROOT);
        if (cut.equals(lower)) {
            return new SetId(namespace, cut);
        }
        String digest = digest(lower);
        return new SetId(namespace, cut(cut, LONGEST - 1 - digest.length()) + "-" + digest);
    }

    private static String label(String text) {
        String label =
                text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-+", "");
        return cut(label, LONGEST);
    }

    private static String cut(String label, int longest) {
        return label.substring(0, Math.min(label.length(), longest)).replaceAll("-+$", "");
    }

    private static String digest(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, DIGEST_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** A name of a source without folders and extension. */
    private static String fileName(String source) {
        return source.replaceAll("^.*[/\\\\]", "").replaceAll("\\.[^.]*$", "");
    }
}
