// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.schema;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Finds what somebody may have meant: among known words those nearest to a misspelt one. Case, blanks, hyphens and underscores do not
 * count, so {@code match Labels} is {@code matchLabels}; beyond that a word may differ by swapped, missing, surplus or wrong letters
 * (Damerau-Levenshtein distance), one in three of them, one at least. Immutable and thread-safe.
 *
 * @since 0.1.0
 */
public final class Suggestions {

    private static final int LONGEST_WORD = 200;

    private final List<String> known;

    private Suggestions(List<String> known) {
        this.known = known;
    }

    /**
     * Suggestions from some words.
     *
     * @param known the words that are right
     * @return their suggestions
     */
    public static Suggestions among(Collection<String> known) {
        return new Suggestions(List.copyOf(new TreeSet<>(known)));
    }

    /**
     * The nearest word.
     *
     * @param word the misspelt word
     * @return the nearest; of equally near ones the first in the alphabet; empty when none is near enough
     */
    public Optional<String> nearest(String word) {
        return near(word, 1).stream().findFirst();
    }

    /**
     * The nearest words.
     *
     * @param word the misspelt word
     * @param most how many to give
     * @return those near enough, the nearest first, equally near ones in alphabetical order
     */
    public List<String> near(String word, int most) {
        record Near(String word, int distance) {}
        String plain = plain(word);
        int limit = Math.max(1, plain.length() / 3);
        if (plain.isEmpty() || plain.length() > LONGEST_WORD) {
            return List.of();
        }
        List<Near> found = new ArrayList<>();
        for (String candidate : known) {
            int distance = distance(plain, plain(candidate), limit);
            if (distance <= limit && !candidate.equals(word)) {
                found.add(new Near(candidate, distance));
            }
        }
        found.sort(Comparator.comparingInt(Near::distance).thenComparing(Near::word));
        return found.stream().limit(most).map(Near::word).toList();
    }

    private static String plain(String word) {
        StringBuilder plain = new StringBuilder(word.length());
        word.toLowerCase(Locale.ROOT).codePoints().forEach(c -> {
            if (!Character.isWhitespace(c) && c != '-' && c != '_') {
                plain.appendCodePoint(c);
            }
        });
        return plain.toString();
    }

    /** The number of edits, neighbours swapped being one; anything above the limit is given as limit + 1. */
    private static int distance(String a, String b, int limit) {
        if (Math.abs(a.length() - b.length()) > limit) {
            return limit + 1;
        }
        int[] beforeLast = new int[b.length() + 1];
        int[] last = new int[b.length() + 1];
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int wrong = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                row[j] = Math.min(Math.min(row[j - 1], last[j]) + 1, last[j - 1] + wrong);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
                }
            }
            int[] free = beforeLast;
            beforeLast = last;
            last = row;
            row = free;
        }
        return Math.min(last[b.length()], limit + 1);
    }
}
