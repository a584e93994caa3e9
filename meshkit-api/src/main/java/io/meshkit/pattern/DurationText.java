// SPDX-License-Identifier: Apache-2.0
package io.meshkit.pattern;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations as patterns write them: numbers with units ({@code 1h30m}, {@code 500ms}) or ISO 8601 ({@code PT1.5S}). What is printed is
 * the form of GEP-2257, which Istio, Linkerd, Consul and the Gateway API all read.
 *
 * @since 0.1.0
 */
public final class DurationText {

    private static final Pattern UNITS = Pattern.compile("(?:[0-9]{1,9}(?:\\.[0-9]{1,9})?(?:h|ms|m|s))+");
    private static final Pattern PART = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)(h|ms|m|s)");
    private static final Duration LONGEST = Duration.ofHours(99_999);

    private DurationText() {}

    /**
     * Reads a duration.
     *
     * @param text the text
     * @return the duration, from 0 to 99 999 hours, to the millisecond; empty when the text is none, is longer, or is finer than that
     */
    public static Optional<Duration> parse(String text) {
        Optional<Duration> read = UNITS.matcher(text).matches() ? units(text) : iso(text);
        return read.filter(duration ->
                !duration.isNegative() && duration.compareTo(LONGEST) <= 0 && duration.toNanosPart() % 1_000_000 == 0);
    }

    private static Optional<Duration> units(String text) {
        Duration sum = Duration.ZERO;
        Matcher part = PART.matcher(text);
        while (part.find()) {
            java.math.BigDecimal nanos = new java.math.BigDecimal(part.group(1)).multiply(nanosOf(part.group(2)));
            if (nanos.stripTrailingZeros().scale() > 0 || nanos.precision() - nanos.scale() > 18) {
                return Optional.empty();
            }
            sum = sum.plusNanos(nanos.longValueExact());
        }
        return Optional.of(sum);
    }

    private static java.math.BigDecimal nanosOf(String unit) {
        Duration one = switch (unit) {
            case "h" -> Duration.ofHours(1);
            case "m" -> Duration.ofMinutes(1);
            case "s" -> Duration.ofSeconds(1);
            default -> Duration.ofMillis(1);
        };
        return java.math.BigDecimal.valueOf(one.toNanos());
    }

    private static Optional<Duration> iso(String text) {
        try {
            return Optional.of(Duration.parse(text));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /**
     * Prints a duration.
     *
     * @param duration from 0 to 99 999 hours; what is finer than a millisecond is cut off
     * @return up to four numbers with units, such as {@code 1h30m} or {@code 1s500ms}; {@code 0s} for zero
     */
    public static String print(Duration duration) {
        StringBuilder text = new StringBuilder();
        append(text, duration.toHours(), "h");
        append(text, duration.toMinutesPart(), "m");
        append(text, duration.toSecondsPart(), "s");
        append(text, duration.toMillisPart(), "ms");
        return text.length() == 0 ? "0s" : text.toString();
    }

    private static void append(StringBuilder text, long number, String unit) {
        if (number > 0) {
            text.append(number).append(unit);
        }
    }
}
