// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.pattern;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A range of versions such as {@code >=1.27} or {@code >=1.20, <2}: comparisons that all have to hold. */
final class VersionRange {

    private static final Pattern PART = Pattern.compile("\\s*(>=|<=|>|<|=)?\\s*v?([0-9]{1,9}(?:\\.[0-9]{1,9})*)\\s*");
    private static final Pattern NUMBERS = Pattern.compile("v?([0-9]{1,9}(?:\\.[0-9]{1,9})*)(?:[-+].*)?");

    private final List<Comparison> comparisons;

    private VersionRange(List<Comparison> comparisons) {
        this.comparisons = comparisons;
    }

    private record Comparison(String operator, List<Integer> version) {

        boolean holds(List<Integer> other) {
            int order = compare(other, version);
            return switch (operator) {
                case ">=" -> order >= 0;
                case "<=" -> order <= 0;
                case ">" -> order > 0;
                case "<" -> order < 0;
                default -> order == 0;
            };
        }
    }

    static Optional<VersionRange> parse(String text) {
        List<Comparison> comparisons = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            Matcher matcher = PART.matcher(part);
            if (!matcher.matches()) {
                return Optional.empty();
            }
            String operator = matcher.group(1) == null ? "=" : matcher.group(1);
            comparisons.add(new Comparison(operator, numbers(matcher.group(2))));
        }
        return Optional.of(new VersionRange(comparisons));
    }

    /** Whether a version lies in the range; empty when the text is no version. What follows a hyphen is left out of account. */
    Optional<Boolean> contains(String version) {
        Matcher matcher = NUMBERS.matcher(version.trim());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        List<Integer> numbers = numbers(matcher.group(1));
        return Optional.of(comparisons.stream().allMatch(comparison -> comparison.holds(numbers)));
    }

    private static List<Integer> numbers(String text) {
        List<Integer> numbers = new ArrayList<>();
        for (String number : text.split("\\.")) {
            numbers.add(Integer.valueOf(number));
        }
        return numbers;
    }

    /** Missing numbers count as 0. */
    private static int compare(List<Integer> left, List<Integer> right) {
        for (int i = 0; i < Math.max(left.size(), right.size()); i++) {
            Integer a = i < left.size() ? left.get(i) : Integer.valueOf(0);
            Integer b = i < right.size() ? right.get(i) : Integer.valueOf(0);
            if (!a.equals(b)) {
                return a.compareTo(b);
            }
        }
        return 0;
    }
}
