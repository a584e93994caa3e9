// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.rules.model;

import io.meshkit.document.Document;
import io.meshkit.document.MapValue;
import io.meshkit.document.SourceText;
import io.meshkit.resource.Resource;
import io.meshkit.spi.DocumentReader;
import io.meshkit.spi.ReadResult;
import java.util.List;
import java.util.Optional;

/** Reads the documents that ConfigMaps hold as text. */
public final class EmbeddedText {

    private final DocumentReader reader;

    public EmbeddedText(DocumentReader reader) {
        this.reader = reader;
    }

    /**
     * The map that a text is.
     *
     * @return the map under the key of the resource that holds the text; without entries for a text that says nothing; empty for a text
     *     that cannot be read or is no map
     */
    public Optional<Resource> read(Resource holder, String text) {
        ReadResult read = reader.read(SourceText.of(holder.key().toString(), text));
        if (read.report().hasErrors()) {
            return Optional.empty();
        }
        List<Document> documents = read.documents();
        if (documents.isEmpty()) {
            return Optional.of(Resource.of(holder.key(), MapValue.EMPTY));
        }
        return documents.get(0).root() instanceof MapValue map
                ? Optional.of(Resource.of(holder.key(), map))
                : Optional.empty();
    }
}
