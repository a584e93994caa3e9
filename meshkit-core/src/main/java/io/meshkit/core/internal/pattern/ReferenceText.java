// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.pattern;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A text cut into what stands as it is and the references in it: {@code $(#ref.services.web.name)}, {@code $(#ref.services.[a.b].name)},
 * {@code $(#env.HOME)}, {@code $(#use …)}.
 */
final class ReferenceText {

    private static final String OPEN = "$(#";

    private final List<Part> parts;

    private ReferenceText(List<Part> parts) {
        this.parts = parts;
    }

    /** A stretch of the text. */
    sealed interface Part permits Plain, Reference, Broken {}

    /** What stands as it is. */
    record Plain(String text) implements Part {}

    /** A reference: its kind ({@code ref}, {@code env}, {@code use}, …), its path, and how it was written. */
    record Reference(String kind, List<String> path, String written) implements Part {}

    /** A reference that is not closed. */
    record Broken(String written) implements Part {}

    static boolean mayHaveReference(String text) {
        return text.contains(OPEN);
    }

    static ReferenceText parse(String text) {
        List<Part> parts = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            int open = text.indexOf(OPEN, at);
            if (open < 0) {
                parts.add(new Plain(text.substring(at)));
                break;
            }
            if (open > at) {
                parts.add(new Plain(text.substring(at, open)));
            }
            int close = closing(text, open + OPEN.length());
            if (close < 0) {
                parts.add(new Broken(text.substring(open)));
                break;
            }
            parts.add(reference(text.substring(open, close + 1)));
            at = close + 1;
        }
        return new ReferenceText(parts);
    }

    /** The parenthesis that closes the reference; one inside a bracketed name does not. */
    private static int closing(String text, int from) {
        boolean bracketed = false;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '[') {
                bracketed = true;
            } else if (c == ']') {
                bracketed = false;
            } else if (c == ')' && !bracketed) {
                return i;
            }
        }
        return -1;
    }

    private static Reference reference(String written) {
        String inner = written.substring(OPEN.length(), written.length() - 1).trim();
        int end = 0;
        while (end < inner.length() && Character.isLetter(inner.charAt(end))) {
            end++;
        }
        String kind = inner.substring(0, end);
        String rest = inner.substring(end).trim();
        return new Reference(kind, path(rest.startsWith(".") ? rest.substring(1) : rest), written);
    }

    private static List<String> path(String text) {
        List<String> path = new ArrayList<>();
        StringBuilder segment = new StringBuilder();
        boolean bracketed = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '[' && segment.isEmpty() && !bracketed) {
                bracketed = true;
            } else if (c == ']' && bracketed) {
                bracketed = false;
            } else if (c == '.' && !bracketed) {
                path.add(segment.toString());
                segment.setLength(0);
            } else {
                segment.append(c);
            }
        }
        path.add(segment.toString());
        return path;
    }

    List<Part> parts() {
        return parts;
    }

    /** The text with other paths in its references to services and variables; all else stays as it is written. */
    String withPaths(UnaryOperator<List<String>> change) {
        StringBuilder text = new StringBuilder();
        for (Part part : parts) {
            if (part instanceof Plain plain) {
                text.append(plain.text());
            } else if (part instanceof Broken broken) {
                text.append(broken.written());
            } else if (part instanceof Reference reference) {
                List<String> path = reference.path();
                List<String> changed = reference.kind().equals("ref") ? change.apply(path) : path;
                text.append(changed.equals(path) ? reference.written() : written(changed));
            }
        }
        return text.toString();
    }

    private static String written(List<String> path) {
        StringBuilder written = new StringBuilder(OPEN).append("ref");
        for (String segment : path) {
            boolean bracketed = segment.indexOf(']') < 0
                    && (segment.indexOf('.') >= 0 || segment.indexOf(')') >= 0 || segment.indexOf('[') >= 0);
            written.append('.').append(bracketed ? "[" + segment + "]" : segment);
        }
        return written.append(')').toString();
    }

    /** Whether the text is one reference and nothing else, so that it takes the type of what it refers to. */
    boolean isWhole() {
        return parts.size() == 1 && parts.get(0) instanceof Reference;
    }

    /** The references, in order. */
    List<Reference> references() {
        return parts.stream()
                .filter(Reference.class::isInstance)
                .map(Reference.class::cast)
                .toList();
    }
}
