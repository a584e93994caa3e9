// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.schema;

import io.meshkit.document.Place;
import io.meshkit.document.TextEdit;
import io.meshkit.finding.Fix;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Writes a key or text so that it can be put into a YAML or JSON file at a place. */
final class ScalarText {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_./-]*");
    /** YAML 1.2 or Go's readers take these for something else than a text. */
    private static final Set<String> NOT_TEXTS = Set.of("true", "false", "null", "yes", "no", "on", "off", "y", "n");

    private ScalarText() {}

    static Fix replace(Place place, String replacement, String title) {
        return new Fix(title, List.of(new TextEdit(place, replacement)));
    }

    static String write(String text, Place place) {
        boolean json = place.source().name().toLowerCase(Locale.ROOT).endsWith(".json");
        boolean plain = PLAIN.matcher(text).matches() && !NOT_TEXTS.contains(text.toLowerCase(Locale.ROOT));
        return plain && !json ? text : quoted(text);
    }

    /** Double quotes mean the same in YAML and JSON. */
    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c < 0x20 || c == 0x7f) {
                quoted.append("\\u%04x".formatted((int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }
}
