// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.schema;

import io.meshkit.document.JsonPointer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a walk through a value stands. Steps share their parents, so going in costs one object; texts are made when something is wrong. */
final class Way {

    static final Way ROOT = new Way(null, "", Step.PROPERTY);

    private enum Step {
        PROPERTY,
        KEY,
        INDEX
    }

    private final @Nullable Way parent;
    private final String segment;
    private final Step step;

    private Way(@Nullable Way parent, String segment, Step step) {
        this.parent = parent;
        this.segment = segment;
        this.step = step;
    }

    /** A key that the schema names. */
    Way property(String name) {
        return new Way(this, name, Step.PROPERTY);
    }

    /** A key that is data, below additionalProperties. */
    Way key(String key) {
        return new Way(this, key, Step.KEY);
    }

    Way item(int index) {
        return new Way(this, Integer.toString(index), Step.INDEX);
    }

    JsonPointer pointer() {
        List<String> segments = new ArrayList<>();
        for (Way way : fromRoot()) {
            segments.add(way.segment);
        }
        return new JsonPointer(segments);
    }

    /** The field as kube-openapi's validator writes it: every key behind a dot. */
    String field() {
        return text(false);
    }

    /** The field as apimachinery's field.Path writes it: keys that are data in brackets. */
    String fieldWithKeys() {
        return text(true);
    }

    private String text(boolean bracketKeys) {
        StringBuilder text = new StringBuilder();
        for (Way way : fromRoot()) {
            if (way.step == Step.INDEX || (bracketKeys && way.step == Step.KEY)) {
                text.append('[').append(way.segment).append(']');
            } else {
                text.append(text.isEmpty() ? "" : ".").append(way.segment);
            }
        }
        return text.toString();
    }

    private Iterable<Way> fromRoot() {
        Deque<Way> ways = new ArrayDeque<>();
        for (Way way = this; way.parent != null; way = way.parent) {
            ways.push(way);
        }
        return ways;
    }
}
