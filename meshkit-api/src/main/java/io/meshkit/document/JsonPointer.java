// SPDX-License-Identifier: Apache-2.0
package io.meshkit.document;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;

/**
 * The way from the root of a value to one inside it, by RFC 6901.
 *
 * @param segments keys and list indexes from the root inwards, not escaped; empty for the root itself
 * @since 0.1.0
 */
public record JsonPointer(List<String> segments) implements Comparable<JsonPointer> {

    /** The root. */
    public static final JsonPointer ROOT = new JsonPointer(List.of());

    /** Copies the segments. */
    public JsonPointer {
        segments = List.copyOf(segments);
    }

    /**
     * Reads the text form.
     *
     * @param text empty for the root, else segments that each follow a slash, with {@code ~0} for a tilde and {@code ~1} for a slash
     * @return the pointer
     * @throws IllegalArgumentException when the text is neither empty nor begins with a slash
     */
    public static JsonPointer parse(String text) {
        requireNonNull(text, "text");
        if (text.isEmpty()) {
            return ROOT;
        }
        if (text.charAt(0) != '/') {
            throw new IllegalArgumentException("a JSON pointer is empty or begins with a slash: \"" + text + "\"");
        }
        List<String> segments = new ArrayList<>();
        for (String segment : text.substring(1).split("/", -1)) {
            segments.add(segment.replace("~1", "/").replace("~0", "~"));
        }
        return new JsonPointer(segments);
    }

    /**
     * Makes a pointer from its segments.
     *
     * @param segments keys and indexes, not escaped
     * @return the pointer
     */
    public static JsonPointer of(String... segments) {
        return new JsonPointer(List.of(segments));
    }

    /**
     * Goes one step further in.
     *
     * @param key the key, not escaped
     * @return the longer pointer
     */
    public JsonPointer child(String key) {
        List<String> longer = new ArrayList<>(segments.size() + 1);
        longer.addAll(segments);
        longer.add(key);
        return new JsonPointer(longer);
    }

    /**
     * Goes one step further in, into a list.
     *
     * @param index the index, from 0
     * @return the longer pointer
     */
    public JsonPointer child(int index) {
        return child(Integer.toString(index));
    }

    /**
     * Follows another pointer from here.
     *
     * @param further the way from here
     * @return the joined pointer
     */
    public JsonPointer append(JsonPointer further) {
        List<String> longer = new ArrayList<>(segments);
        longer.addAll(further.segments);
        return new JsonPointer(longer);
    }

    /**
     * Goes one step out.
     *
     * @return the pointer to the value around; the root for the root
     */
    public JsonPointer parent() {
        return segments.isEmpty() ? this : new JsonPointer(segments.subList(0, segments.size() - 1));
    }

    /**
     * The innermost key or index.
     *
     * @return the last segment; empty text for the root
     */
    public String last() {
        return segments.isEmpty() ? "" : segments.get(segments.size() - 1);
    }

    /**
     * Whether this leads to the root.
     *
     * @return true when there are no segments
     */
    public boolean isRoot() {
        return segments.isEmpty();
    }

    /**
     * Whether this pointer leads to the other's target or to something around it.
     *
     * @param other the pointer to test
     * @return true when the other begins with all segments of this one
     */
    public boolean isPrefixOf(JsonPointer other) {
        return other.segments.size() >= segments.size()
                && other.segments.subList(0, segments.size()).equals(segments);
    }

    @Override
    public int compareTo(JsonPointer other) {
        return toString().compareTo(other.toString());
    }

    /** Gives the text form of RFC 6901. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (String segment : segments) {
            text.append('/').append(segment.replace("~", "~0").replace("/", "~1"));
        }
        return text.toString();
    }
}
