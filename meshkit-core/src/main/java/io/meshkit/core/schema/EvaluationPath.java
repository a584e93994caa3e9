// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.schema;

import com.networknt.schema.path.NodePath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The keywords that led to an error, from the root of the schema. */
record EvaluationPath(List<String> segments) {

    /**
     * A {@code oneOf} or {@code anyOf} on the way.
     *
     * @param position where its keyword stands on the way
     * @param branch the branch that was tried
     * @param depth how many keys and indexes lie between the root of the document and the value it was tried on
     */
    record Junctor(int position, int branch, int depth) {}

    static EvaluationPath of(NodePath path) {
        return new EvaluationPath(strings(path));
    }

    static List<String> strings(NodePath path) {
        List<String> segments = new ArrayList<>();
        for (int i = 0; i < path.getNameCount(); i++) {
            segments.add(path.getName(i));
        }
        return segments;
    }

    /** The first junctor at or after a position. */
    Optional<Junctor> junctorFrom(int position) {
        int depth = 0;
        for (int i = 0; i < segments.size() - 1; i++) {
            switch (segments.get(i)) {
                case "properties", "patternProperties", "prefixItems" -> {
                    i++;
                    depth++;
                }
                case "$defs", "dependentSchemas", "allOf" -> i++;
                case "items", "additionalProperties", "unevaluatedProperties", "unevaluatedItems", "contains" ->
                    depth++;
                case "oneOf", "anyOf" -> {
                    if (i >= position) {
                        return Optional.of(new Junctor(i, Integer.parseInt(segments.get(i + 1)), depth));
                    }
                    i++;
                }
                default -> {}
            }
        }
        return Optional.empty();
    }

    String prefix(int length) {
        return String.join("/", segments.subList(0, length));
    }
}
