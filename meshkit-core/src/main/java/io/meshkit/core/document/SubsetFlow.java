// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.document;

/**
 * Reads lists and maps in brackets whose entries are all written out: no comment, pair without braces, value without key or comma before the
 * closing bracket.
 */
final class SubsetFlow {

    private static final int DEEPEST = Long.SIZE;

    /** What was read last. */
    private enum After {
        BRACKET,
        COMMA,
        ENTRY
    }

    private final SubsetText text;
    private final SubsetScalar scalar;
    private final Offsets offsets;
    private final DocumentBuilder document;
    /** Which of the open collections are maps, the innermost in the lowest bit. */
    private long maps;

    private int depth;
    private After after = After.BRACKET;

    SubsetFlow(SubsetText text, SubsetScalar scalar, Offsets offsets, DocumentBuilder document) {
        this.text = text;
        this.scalar = scalar;
        this.offsets = offsets;
        this.document = document;
    }

    /** Reads a list or a map from its bracket on; gives the index behind its closing bracket. */
    int read(int from) {
        maps = 0;
        depth = 0;
        int index = open(from);
        while (depth > 0 && index != SubsetText.BEYOND) {
            index = visible(index);
            if (index != SubsetText.BEYOND) {
                index = token(index);
            }
        }
        return index;
    }

    private int token(int at) {
        char c = text.at(at);
        if (after != After.COMMA && c == (isMap() ? '}' : ']')) {
            document.close(offsets.of(at + 1));
            maps >>>= 1;
            depth--;
            after = After.ENTRY;
            return at + 1;
        }
        if (after != After.ENTRY) {
            return isMap() ? value(key(at)) : value(at);
        }
        after = After.COMMA;
        return c == ',' ? at + 1 : SubsetText.BEYOND;
    }

    private boolean isMap() {
        return (maps & 1) != 0;
    }

    private int open(int at) {
        boolean map = text.at(at) == '{';
        document.open(map, offsets.of(at), "");
        maps = maps << 1 | (map ? 1 : 0);
        depth++;
        after = After.BRACKET;
        return depth > DEEPEST || document.isAbandoned() ? SubsetText.BEYOND : at + 1;
    }

    /** Takes a key; gives the index where its value begins. */
    private int key(int at) {
        if (scalar.read(at, true) == SubsetText.BEYOND) {
            return SubsetText.BEYOND;
        }
        int colon = scalar.colon(at, true);
        if (colon == SubsetText.BEYOND) {
            return SubsetText.BEYOND;
        }
        document.scalar(scalar.value(), scalar.isPlain(), "", offsets.of(at), offsets.of(scalar.end()));
        return visible(colon + 1);
    }

    private int value(int at) {
        if (at == SubsetText.BEYOND) {
            return SubsetText.BEYOND;
        }
        char c = text.at(at);
        if (c == '[' || c == '{') {
            return open(at);
        }
        if (scalar.read(at, true) == SubsetText.BEYOND) {
            return SubsetText.BEYOND;
        }
        document.scalar(scalar.value(), scalar.isPlain(), "", offsets.of(at), offsets.of(scalar.end()));
        after = After.ENTRY;
        return scalar.end();
    }

    /** The first index from here on that holds neither a blank nor a line break. */
    private int visible(int from) {
        int index = from;
        while (index != SubsetText.BEYOND && index < text.end()) {
            index = text.skipBlanks(index);
            if (!text.isBreak(index)) {
                return index;
            }
            index = text.afterBreak(index);
            if (index != SubsetText.BEYOND && text.isMarker(index)) {
                return SubsetText.BEYOND;
            }
        }
        return SubsetText.BEYOND;
    }
}
