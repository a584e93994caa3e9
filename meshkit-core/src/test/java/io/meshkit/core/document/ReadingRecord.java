// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.document;

import io.meshkit.document.Comment;
import io.meshkit.document.Document;
import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.Place;
import io.meshkit.document.Value;
import io.meshkit.finding.Finding;
import io.meshkit.spi.ReadResult;
import java.util.Optional;

/** Writes down everything that a reading gave: trees, types, places of keys and values, comments and findings. */
final class ReadingRecord {

    private final StringBuilder text = new StringBuilder();

    private ReadingRecord() {}

    static String of(ReadResult result) {
        ReadingRecord made = new ReadingRecord();
        result.documents().forEach(made::document);
        result.report().findings().forEach(made::finding);
        return made.text.toString();
    }

    private void document(Document document) {
        text.append("document ").append(document.index()).append('\n');
        value(document.root());
        for (Comment comment : document.comments()) {
            text.append(comment.trailing() ? "trailing #" : "comment #").append(comment.text());
            place(Optional.of(comment.place()));
        }
    }

    private void value(Value value) {
        text.append(value.getClass().getSimpleName());
        place(value.place());
        value.anchor().ifPresent(anchor -> place(Optional.of(anchor)));
        if (value instanceof MapValue map) {
            map.forEach(entry -> {
                text.append(entry.key()).append(':');
                place(map.keyPlace(entry.key()));
                value(entry.value());
            });
            text.append("}\n");
        } else if (value instanceof ListValue list) {
            list.forEach(this::value);
            text.append("]\n");
        } else {
            text.append(value).append('\n');
        }
    }

    private void finding(Finding finding) {
        text.append(finding.severity())
                .append(' ')
                .append(finding.code())
                .append(' ')
                .append(finding.message());
        place(finding.place());
        text.append(finding.parameters())
                .append(finding.related())
                .append(finding.fixes())
                .append('\n');
    }

    private void place(Optional<Place> place) {
        text.append(' ').append(Reads.span(place)).append('\n');
    }
}
