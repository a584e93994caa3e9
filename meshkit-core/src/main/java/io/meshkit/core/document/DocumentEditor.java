// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.document;

import static java.util.Objects.requireNonNull;

import io.meshkit.document.Document;
import io.meshkit.document.JsonPointer;
import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.Origin;
import io.meshkit.document.Place;
import io.meshkit.document.SourceText;
import io.meshkit.document.TextEdit;
import io.meshkit.document.Value;
import java.util.List;
import java.util.Optional;

/**
 * Makes the edits that change one thing of a document and leave everything else as it is written, comments above all. Each method gives
 * the edits, for {@link TextEdits#apply} or for a fix; it gives nothing when the thing cannot be changed where it stands: it is absent,
 * an alias or a merge brought it, or a key would be too long for one line of YAML (over 166 characters). Editing an anchored value changes it at its aliases as well. Immutable and thread-safe.
 *
 * @since 0.1.0
 */
public final class DocumentEditor {

    private final SourceText source;
    private final Document document;
    private final Lines lines;
    private final Origin origin;
    private final EditText writer;

    /**
     * An editor for a document.
     *
     * @param source the text that the document was read from
     * @param document the document
     */
    public DocumentEditor(SourceText source, Document document) {
        this.source = requireNonNull(source, "source");
        this.document = requireNonNull(document, "document");
        this.lines = new Lines(source.text());
        this.origin = Origin.of(source);
        this.writer = new EditText(JsonReader.takes(source));
    }

    /**
     * Replaces a scalar, keeping its kind of quotes where the new text can stand in them.
     *
     * @param pointer where the scalar is
     * @param value what to write; maps and lists are written in flow style
     * @return the edit, or nothing when there is no scalar that stands there itself
     */
    public Optional<TextEdit> replace(JsonPointer pointer, Value value) {
        Optional<Value> old = written(pointer);
        if (old.isEmpty() || old.get() instanceof MapValue || old.get() instanceof ListValue) {
            return Optional.empty();
        }
        int start = start(old.get().place());
        int end = end(old.get().place());
        String written = source.text().substring(start, end);
        if (!writer.isFlow(value) || (start == end && !hasRoom(start))) {
            return Optional.empty();
        }
        boolean glued = start == end && !Character.isWhitespace(source.text().charAt(start - 1));
        return Optional.of(
                edit(start, end, (glued ? " " : "") + writer.scalar(value, written) + headerComment(start, end)));
    }

    /**
     * Gives a key another name.
     *
     * @param pointer the way to the entry
     * @param name the new key
     * @return the edit, or nothing when the key does not stand there itself or the map has the new key already
     */
    public Optional<TextEdit> rename(JsonPointer pointer, String name) {
        Optional<MapValue> around = map(pointer.parent());
        Optional<Place> key = around.flatMap(map -> ownKey(map, pointer.last()));
        if (key.isEmpty() || around.get().has(name) || !writer.isKey(name)) {
            return Optional.empty();
        }
        String written = source.text().substring(start(key), end(key));
        return Optional.of(edit(start(key), end(key), writer.key(name, written)));
    }

    /**
     * Deletes an entry of a map, with its lines and the comment behind it. The last entry of a map leaves {@code {}}.
     *
     * @param pointer the way to the entry
     * @return the edits, none when the entry does not stand there itself
     */
    public List<TextEdit> delete(JsonPointer pointer) {
        Optional<MapValue> around = map(pointer.parent());
        Optional<Entries> entries = around.flatMap(map -> Entries.of(map, this::ownKey));
        if (entries.isEmpty() || !entries.get().has(pointer.last())) {
            return List.of();
        }
        MapValue map = around.get();
        int mapStart = start(map.place());
        int mapEnd = end(map.place());
        if (isBare(pointer.parent(), mapStart)) {
            return List.of();
        }
        boolean flow = source.text().charAt(mapStart) == '{';
        EntryDeletion deletion =
                new EntryDeletion(source.text(), lines, entries.get().indexes(lines), mapStart, mapEnd);
        List<EntryDeletion.Cut> cuts = flow
                ? deletion.flow(entries.get().position(pointer.last()))
                : deletion.block(entries.get().position(pointer.last()));
        return cuts.stream()
                .map(cut -> edit(cut.start(), cut.end(), cut.replacement()))
                .toList();
    }

    /**
     * Inserts an entry after another of the same map, in the style and at the indentation of that one.
     *
     * @param pointer the way to the entry that shall stand before the new one
     * @param key the new key
     * @param value the new value
     * @return the edit, or nothing when the entry before does not stand there itself, the map has the key already, or the entry before
     *     is written in a way that leaves no room after it ({@code ? key})
     */
    public Optional<TextEdit> insertAfter(JsonPointer pointer, String key, Value value) {
        Optional<MapValue> around = map(pointer.parent());
        Optional<Place> before = around.flatMap(map -> ownKey(map, pointer.last()));
        if (before.isEmpty() || around.get().has(key)) {
            return Optional.empty();
        }
        Value sibling = around.get().get(pointer.last()).orElseThrow();
        if (sibling.place().isEmpty()) {
            return Optional.empty();
        }
        int keyStart = start(before);
        int end = end(sibling.place());
        int lineStart = lines.lineStart(keyStart);
        String beforeKey = source.text().substring(lineStart, keyStart);
        if (source.text().charAt(start(around.get().place())) == '{') {
            if (!writer.isKey(key) || !writer.isFlow(value)) {
                return Optional.empty();
            }
            String separator = beforeKey.isBlank() ? ",\n" + beforeKey : ", ";
            return Optional.of(edit(end, end, separator + writer.flowEntry(key, value)));
        }
        boolean bare = isBare(pointer.parent(), start(around.get().place()));
        if (bare || beforeKey.contains("?") || beforeKey.contains("\t") || !lines.isLast(end)) {
            return Optional.empty();
        }
        int columns = beforeKey.codePointCount(0, beforeKey.length());
        int lastScalar = lines.start(Entries.lastScalar(sibling).span());
        int blockEnd = EntryDeletion.afterKeptLines(source.text(), lines, lastScalar, end);
        int at = Math.max(lines.nextLine(end), blockEnd);
        boolean open = at == lines.lineEnd(end);
        boolean block = "|>".indexOf(source.text().charAt(Math.min(lastScalar, at - 1))) >= 0;
        if (open && block) {
            return Optional.empty();
        }
        String entry = writer.blockEntry(key, value, columns);
        return Optional.of(edit(at, at, open ? "\n" + entry : entry));
    }

    /** The comment behind the indicator of a block scalar, which is about more than the text that goes. */
    private String headerComment(int start, int end) {
        boolean block = start < end && "|>".indexOf(source.text().charAt(start)) >= 0;
        int headerEnd = Math.min(lines.lineEnd(start), end);
        int hash = block ? source.text().indexOf('#', start) : -1;
        return hash >= 0 && hash < headerEnd ? " " + source.text().substring(hash, headerEnd) : "";
    }

    /** Whether a value can be written where none is: right behind a colon or a dash. */
    private boolean hasRoom(int index) {
        int before = index - 1;
        while (before >= 0 && CodePoints.isBlank(source.text().charAt(before))) {
            before--;
        }
        return before >= 0
                && (source.text().charAt(before) == ':' || source.text().charAt(before) == '-');
    }

    /** Whether a map stands inside brackets without having its own: {@code [a: b]}. */
    private boolean isBare(JsonPointer pointer, int start) {
        boolean inFlow = false;
        for (JsonPointer at = pointer; !at.isRoot(); at = at.parent()) {
            int around = document.root()
                    .find(at.parent())
                    .map(value -> start(value.place()))
                    .orElse(start);
            inFlow |= around < source.text().length()
                    && "[{".indexOf(source.text().charAt(around)) >= 0;
        }
        return inFlow && source.text().charAt(start) != '{';
    }

    private Optional<MapValue> map(JsonPointer pointer) {
        return written(pointer).filter(MapValue.class::isInstance).map(MapValue.class::cast);
    }

    /** The value, when it and all around it stand in the text themselves. */
    private Optional<Value> written(JsonPointer pointer) {
        Value current = document.root();
        for (String segment : pointer.segments()) {
            boolean merged =
                    current instanceof MapValue map && map.mergedAt(segment).isPresent();
            if (current.anchor().isPresent() || merged) {
                return Optional.empty();
            }
            Optional<Value> next = current.find(JsonPointer.of(segment));
            if (next.isEmpty()) {
                return Optional.empty();
            }
            current = next.get();
        }
        boolean collection = current instanceof MapValue || current instanceof ListValue;
        boolean here =
                current.place().isPresent() && !(collection && current.anchor().isPresent());
        return here ? Optional.of(current) : Optional.empty();
    }

    private Optional<Place> ownKey(MapValue map, String key) {
        return map.mergedAt(key).isPresent() ? Optional.empty() : map.keyPlace(key);
    }

    private int start(Optional<Place> place) {
        return lines.start(place.orElseThrow().span());
    }

    private int end(Optional<Place> place) {
        return lines.end(place.orElseThrow().span());
    }

    private TextEdit edit(int start, int end, String replacement) {
        int bom = source.text().startsWith("\uFEFF") ? 1 : 0;
        int startOffset = source.text().codePointCount(bom, Math.max(bom, start));
        int endOffset = startOffset + source.text().codePointCount(Math.max(bom, start), Math.max(bom, end));
        return new TextEdit(origin.place(startOffset, endOffset), replacement);
    }
}
