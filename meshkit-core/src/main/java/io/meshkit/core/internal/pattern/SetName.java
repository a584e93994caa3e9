// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.pattern;

import io.meshkit.document.TextValue;
import io.meshkit.finding.FindingSink;
import io.meshkit.pattern.Pattern;
import io.meshkit.resource.SetId;
import java.util.Locale;

/** The identity of what a pattern brings: its name as a DNS label. */
final class SetName {

    private static final int LONGEST = 52;
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
        return new SetId(namespace, cut);
    }

    private static String label(String text) {
        String label =
                text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-+", "");
        return label.substring(0, Math.min(label.length(), LONGEST)).replaceAll("-+$", "");
    }

    /** A name of a source without folders and extension. */
    private static String fileName(String source) {
        return source.replaceAll("^.*[/\\\\]", "").replaceAll("\\.[^.]*$", "");
    }
}
