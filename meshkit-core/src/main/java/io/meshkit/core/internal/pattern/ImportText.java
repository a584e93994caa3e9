// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.pattern;

import io.meshkit.core.internal.pattern.ReferenceText.Reference;
import io.meshkit.pattern.Component;
import java.util.Optional;

/**
 * A type that is another pattern: {@code $(#use ./other.yaml)}, {@code $(#use classpath:patterns/other.yaml)}, each with an optional
 * {@code sha256:HEX} at its end.
 *
 * @param location where the other pattern is
 * @param checksum what follows {@code sha256:}, as it was written
 */
record ImportText(String location, Optional<String> checksum) {

    private static final String KIND = "use";
    private static final String CHECKSUM = "sha256:";

    /** What a component imports; empty when its type is no import. What is drawn only imports nothing. */
    static Optional<ImportText> of(Component component) {
        String type = component.type().text();
        if (component.isDrawing() || !ReferenceText.mayHaveReference(type)) {
            return Optional.empty();
        }
        ReferenceText text = ReferenceText.parse(type.trim());
        return text.isWhole() && text.references().get(0).kind().equals(KIND)
                ? Optional.of(of(text.references().get(0)))
                : Optional.empty();
    }

    private static ImportText of(Reference reference) {
        String inner = reference.written();
        String rest = inner.substring(inner.indexOf(KIND) + KIND.length(), inner.length() - 1)
                .trim();
        int blank = rest.lastIndexOf(' ');
        String last = rest.substring(blank + 1);
        return last.startsWith(CHECKSUM)
                ? new ImportText(rest.substring(0, blank + 1).trim(), Optional.of(last.substring(CHECKSUM.length())))
                : new ImportText(rest, Optional.empty());
    }
}
