// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.pattern;

import io.meshkit.document.JsonPointer;
import io.meshkit.document.TextValue;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A text with references, and what became of it. */
final class Referrer {

    final JsonPointer pointer;
    final TextValue text;
    final ReferenceText parsed;
    /** The services that it refers to, on its own or through variables. */
    final Set<String> services = new LinkedHashSet<>();

    boolean broken;

    Referrer(JsonPointer pointer, TextValue text) {
        this.pointer = pointer;
        this.text = text;
        this.parsed = ReferenceText.parse(text.text());
    }

    /** The service it stands in; empty for a variable. */
    Optional<String> owner() {
        List<String> segments = pointer.segments();
        return segments.get(0).equals(ReferenceView.SERVICES) ? Optional.of(segments.get(1)) : Optional.empty();
    }

    boolean isUnder(String part) {
        List<String> segments = pointer.segments();
        return segments.size() > 2 && owner().isPresent() && segments.get(2).equals(part);
    }
}
