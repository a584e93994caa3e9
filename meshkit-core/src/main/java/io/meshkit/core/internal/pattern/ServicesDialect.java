// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.pattern;

import io.meshkit.document.Document;
import io.meshkit.document.MapValue;
import io.meshkit.pattern.Pattern;
import io.meshkit.pattern.PatternDialect;
import java.util.function.Predicate;

/** A dialect whose root has {@code services}: {@code meshkit.dev/v1} and the first two of Meshery. */
final class ServicesDialect implements PatternDialect {

    private final String id;
    private final int order;
    private final boolean legacy;
    private final Predicate<MapValue> recognised;
    private final ServicesReader reader;

    ServicesDialect(String id, int order, boolean legacy, Predicate<MapValue> recognised, ServicesReader reader) {
        this.id = id;
        this.order = order;
        this.legacy = legacy;
        this.recognised = recognised;
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
        return document.root() instanceof MapValue root && recognised.test(root);
    }

    @Override
    public Pattern read(Document document) {
        return reader.read(document, id, legacy);
    }
}
