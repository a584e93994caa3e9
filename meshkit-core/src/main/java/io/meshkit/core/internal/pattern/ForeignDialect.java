// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.pattern;

import static java.util.Objects.requireNonNull;

import io.meshkit.core.internal.catalog.ForeignFault;
import io.meshkit.document.Document;
import io.meshkit.document.MapValue;
import io.meshkit.document.TextValue;
import io.meshkit.pattern.Pattern;
import io.meshkit.pattern.PatternDialect;
import java.util.List;

/**
 * A dialect of a plugin: name and order are asked for once, and one that breaks while it reads gives a pattern whose report says so.
 *
 * @param id the name of the dialect
 * @param order where it is asked
 * @param dialect the plugin's own
 */
public record ForeignDialect(String id, int order, PatternDialect dialect) implements PatternDialect {

    /** Checks that it has a name. */
    public ForeignDialect {
        requireNonNull(id, "the id of a dialect");
    }

    /**
     * Takes a dialect of a plugin.
     *
     * @param dialect the plugin's own
     * @return the same, guarded
     */
    public static PatternDialect of(PatternDialect dialect) {
        return new ForeignDialect(dialect.id(), dialect.order(), dialect);
    }

    @Override
    public boolean recognises(Document document) {
        return dialect.recognises(document);
    }

    @Override
    public Pattern read(Document document) {
        try {
            return requireNonNull(dialect.read(document), "it gave null");
        } catch (Throwable e) {
            ForeignFault.refuseFatal(e);
            MapValue root = document.root() instanceof MapValue map ? map : MapValue.EMPTY;
            TextValue name = TextValue.of(root.text("name").orElse("")).at(document.root());
            return Pattern.of(document.source(), id, name)
                    .root(root)
                    .findings(List.of(PatternCodes.RENDERER_FAILED
                            .finding("the dialect \"" + id + "\" ("
                                    + dialect.getClass().getName() + ") failed: " + e)
                            .at(document.root())
                            .build()))
                    .build();
        }
    }
}
