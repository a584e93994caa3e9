// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.pattern;

import io.meshkit.document.Document;
import io.meshkit.document.MapValue;
import io.meshkit.document.Place;
import io.meshkit.document.TextValue;
import io.meshkit.pattern.Pattern;
import io.meshkit.pattern.PatternDialect;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A dialect that is known by its marks but not read: the answer says which one it is, by which mark, and what to do instead. */
final class RefusedDialect implements PatternDialect {

    private final String id;
    private final int order;
    private final String description;
    private final String advice;
    private final Function<MapValue, Optional<Mark>> marks;

    RefusedDialect(String id, int order, String description, String advice, Function<MapValue, Optional<Mark>> marks) {
        this.id = id;
        this.order = order;
        this.description = description;
        this.advice = advice;
        this.marks = marks;
    }

    /** What a dialect is known by: a key, and where it stands. */
    record Mark(String key, Optional<Place> place) {

        static Optional<Mark> of(MapValue map, String key) {
            return map.has(key) ? Optional.of(new Mark(key, map.keyPlace(key))) : Optional.empty();
        }
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public int order() {
        return order;
    }

    @Override
    public boolean recognises(Document document) {
        return document.root() instanceof MapValue root && marks.apply(root).isPresent();
    }

    @Override
    public Pattern read(Document document) {
        MapValue root = document.root() instanceof MapValue map ? map : MapValue.EMPTY;
        String known = marks.apply(root)
                .map(mark -> " (known by \"" + mark.key() + "\")")
                .orElse("");
        return Pattern.of(
                        document.source(),
                        id,
                        TextValue.of(root.text("name").orElse("")).at(root))
                .root(root)
                .findings(List.of(PatternCodes.REFUSED_DIALECT
                        .finding("this is " + description + known + ", not a pattern that can be read; " + advice)
                        .parameter("dialect", id)
                        .at(document.root())
                        .at(marks.apply(root).flatMap(Mark::place))
                        .build()))
                .build();
    }
}
