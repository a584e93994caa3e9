// SPDX-License-Identifier: Apache-2.0
package io.meshkit.consul.internal.traits;

import io.meshkit.document.MapValue;
import io.meshkit.document.TextValue;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The filter expression of a subset, over the metadata of instances (hashicorp/go-bexpr:grammar/grammar.peg). Values are quoted; keys that
 * are no identifiers are written as an index.
 */
final class SubsetFilter {

    private static final Pattern IDENTIFIER = Pattern.compile("[a-zA-Z][a-zA-Z0-9_]*");

    /** hashicorp/consul:agent/structs/structs.go, metaKeyFormat. */
    private static final Pattern KEY = Pattern.compile("[a-zA-Z0-9_-]+");

    private SubsetFilter() {}

    /** The filter that takes the instances with some labels as metadata. */
    static TextValue of(MapValue labels) {
        StringBuilder filter = new StringBuilder();
        for (MapValue.Entry label : labels) {
            filter.append(filter.length() == 0 ? "" : " and ")
                    .append("Service.Meta")
                    .append(
                            IDENTIFIER.matcher(label.key()).matches()
                                    ? "." + label.key()
                                    : "[" + quoted(label.key()) + "]")
                    .append(" == ")
                    .append(quoted(label.value().toString()));
        }
        return TextValue.of(filter.toString());
    }

    /**
     * A text as Go's strconv.Unquote reads it. The grammar ends a text at the next quotation mark, also behind a backslash (StringLiteral; an
     * agent of 1.21.0 refuses it), and takes no line breaks, so both are written as bytes.
     */
    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.chars()
                .forEach(unit -> quoted.append(
                        unit == '"' || unit == '\\' || unit < ' ' ? String.format("\\x%02x", unit) : (char) unit));
        return quoted.append('"').toString();
    }

    /** The labels among some that metadata cannot have as keys. */
    static List<String> notKeys(MapValue labels) {
        return labels.keys().stream().filter(key -> !KEY.matcher(key).matches()).toList();
    }
}
