// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.pattern;

import io.meshkit.document.Document;
import io.meshkit.document.MapValue;
import io.meshkit.pattern.Pattern;
import io.meshkit.pattern.PatternDialect;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/** A dialect that the engine reads: its mark, and the reader of its grammar. */
final class BundledDialect implements PatternDialect {

    private final String id;
    private final int order;
    private final Predicate<MapValue> mark;
    private final BiFunction<Document, String, Pattern> reader;

    /**
     * A dialect.
     *
     * @param id its name
     * @param order where it is asked
     * @param mark whether a root is written in it
     * @param reader reads a document; the second argument is the name of the dialect
     */
    BundledDialect(String id, int order, Predicate<MapValue> mark, BiFunction<Document, String, Pattern> reader) {
        this.id = id;
        this.order = order;
        this.mark = mark;
        this.reader = reader;
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
        return document.root() instanceof MapValue root && mark.test(root);
    }

    @Override
    public Pattern read(Document document) {
        return reader.apply(document, id);
    }
}
