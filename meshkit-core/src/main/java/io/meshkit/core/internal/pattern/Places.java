// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.pattern;

import io.meshkit.document.JsonPointer;
import io.meshkit.document.MapValue;
import io.meshkit.document.Place;
import io.meshkit.document.Value;
import io.meshkit.finding.Finding;
import java.util.Optional;

/** Finds and lends places. */
final class Places {

    private Places() {}

    /** Where the key at the end of a pointer is written, or else the value, or else what is nearest around it. */
    static Optional<Place> of(Value root, JsonPointer pointer) {
        for (JsonPointer at = pointer; !at.isRoot(); at = at.parent()) {
            String key = at.last();
            Optional<Place> place = root.find(at.parent())
                    .filter(MapValue.class::isInstance)
                    .flatMap(map -> ((MapValue) map).keyPlace(key));
            if (place.isEmpty()) {
                place = root.find(at).flatMap(Value::place);
            }
            if (place.isPresent()) {
                return place;
            }
        }
        return root.place();
    }

    /** The same finding with one more place. */
    static Finding related(Finding finding, Optional<Place> place, String what) {
        return copy(finding, finding.place()).related(place, what).build();
    }

    /** The same finding at a place. */
    static Finding moved(Finding finding, Optional<Place> place) {
        return copy(finding, place).build();
    }

    private static Finding.Builder copy(Finding finding, Optional<Place> place) {
        Finding.Builder moved = Finding.of(finding.code(), finding.severity(), finding.message())
                .at(place);
        finding.aliases().forEach(moved::alias);
        finding.parameters().forEach(moved::parameter);
        finding.resource().ifPresent(moved::resource);
        finding.pointer().ifPresent(moved::pointer);
        finding.related().forEach(related -> moved.related(related.place(), related.message()));
        finding.fixes().forEach(moved::fix);
        finding.help().ifPresent(moved::help);
        return moved;
    }
}
