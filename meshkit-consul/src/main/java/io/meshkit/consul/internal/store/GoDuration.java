// SPDX-License-Identifier: Apache-2.0
package io.meshkit.consul.internal.store;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as Go writes and reads them, such as {@code 1h30m} or {@code 250µs} (https://pkg.go.dev/time#ParseDuration). */
final class GoDuration {

    private static final Map<String, BigDecimal> NANOS = Map.of(
            "ns", BigDecimal.ONE,
            "us", BigDecimal.valueOf(1_000),
            "\u00b5s", BigDecimal.valueOf(1_000),
            "\u03bcs", BigDecimal.valueOf(1_000),
            "ms", BigDecimal.valueOf(1_000_000),
            "s", BigDecimal.valueOf(1_000_000_000L),
            "m", BigDecimal.valueOf(60_000_000_000L),
            "h", BigDecimal.valueOf(3_600_000_000_000L));

    private static final String NUMBER = "[0-9]{1,19}(?:\\.[0-9]{0,19})?|\\.[0-9]{1,19}";
    private static final String UNIT = "ns|us|\u00b5s|\u03bcs|ms|s|m|h";
    private static final Pattern WHOLE = Pattern.compile("([-+]?)((?:(?:" + NUMBER + ")(?:" + UNIT + ")){1,19})|0");
    private static final Pattern PART = Pattern.compile("(" + NUMBER + ")(" + UNIT + ")");

    private GoDuration() {}

    /** The duration in nanoseconds, exactly and without trailing zeros; empty when the text is none. */
    static Optional<BigDecimal> nanos(String text) {
        Matcher whole = WHOLE.matcher(text);
        if (!whole.matches()) {
            return Optional.empty();
        }
        BigDecimal sum = BigDecimal.ZERO;
        if (whole.group(2) != null) {
            Matcher part = PART.matcher(whole.group(2));
            while (part.find()) {
                BigDecimal unit = NANOS.getOrDefault(part.group(2), BigDecimal.ONE);
                sum = sum.add(new BigDecimal(part.group(1)).multiply(unit));
            }
        }
        return Optional.of(("-".equals(whole.group(1)) ? sum.negate() : sum).stripTrailingZeros());
    }
}
