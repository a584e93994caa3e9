// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.schema;

import io.meshkit.pattern.AddressText;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Base64;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The formats of texts that an API server checks in custom resources; it ignores all others
 * ({@code apiextensions-apiserver/pkg/apiserver/validation/formats.go}, {@code kube-openapi/pkg/validation/strfmt}).
 */
final class KubernetesFormats {

    private static final String UUID = "(?i)[0-9a-f]{8}-?[0-9a-f]{4}-?%s-?%s-?[0-9a-f]{12}";
    private static final String ANY4 = "[0-9a-f]{4}";
    private static final Pattern DATE_TIME = Pattern.compile(
            "(\\d{4}-\\d{2}-\\d{2})[Tt]([01]\\d|2[0-3]):[0-5]\\d:([0-5]\\d|60)(\\.\\d+)?([Zz]|[-+]([01]\\d|2[0-3]):?[0-5]\\d)");
    private static final Pattern LABEL =
            Pattern.compile("[\\p{L}\\p{S}0-9]([-\\p{L}\\p{S}0-9]{0,61}[\\p{L}\\p{S}0-9])?");

    private static final Map<String, Predicate<String>> CHECKS = Map.ofEntries(
            Map.entry("bsonobjectid", pattern("[0-9a-fA-F]{24}")),
            Map.entry("uri", KubernetesFormats::isUri),
            Map.entry("email", pattern("([^<>]*<)?[^@\\s<>]+@[^@\\s<>]+>?")),
            Map.entry("hostname", KubernetesFormats::isHostname),
            Map.entry("ipv4", AddressText::isIpv4),
            Map.entry("ipv6", AddressText::isIpv6),
            Map.entry("cidr", AddressText::isCidr),
            Map.entry(
                    "mac",
                    pattern(
                            "[0-9a-fA-F]{2}([:-][0-9a-fA-F]{2}){5}(([:-][0-9a-fA-F]{2}){2})?|([0-9a-fA-F]{4}\\.){2}[0-9a-fA-F]{4}")),
            Map.entry("uuid", pattern(UUID.formatted(ANY4, ANY4))),
            Map.entry("uuid3", pattern(UUID.formatted("3[0-9a-f]{3}", ANY4))),
            Map.entry("uuid4", pattern(UUID.formatted("4[0-9a-f]{3}", "[89ab][0-9a-f]{3}"))),
            Map.entry("uuid5", pattern(UUID.formatted("5[0-9a-f]{3}", "[89ab][0-9a-f]{3}"))),
            Map.entry("isbn", text -> isIsbn10(text) || isIsbn13(text)),
            Map.entry("isbn10", KubernetesFormats::isIsbn10),
            Map.entry("isbn13", KubernetesFormats::isIsbn13),
            Map.entry("creditcard", KubernetesFormats::isCreditCard),
            Map.entry("ssn", pattern("\\d{3}[- ]?\\d{2}[- ]?\\d{4}")),
            Map.entry("hexcolor", pattern("#?([0-9a-fA-F]{3}|[0-9a-fA-F]{6})")),
            Map.entry(
                    "rgbcolor",
                    pattern("rgb\\(\\s*%1$s\\s*,\\s*%1$s\\s*,\\s*%1$s\\s*\\)"
                            .formatted("(0|[1-9]\\d?|1\\d\\d?|2[0-4]\\d|25[0-5])"))),
            Map.entry("byte", KubernetesFormats::isBase64),
            Map.entry("password", text -> true),
            Map.entry("date", KubernetesFormats::isDate),
            Map.entry(
                    "duration",
                    pattern(
                            "[-+]?(0|((\\d+(\\.\\d*)?|\\.\\d+)(ns|us|µs|μs|ms|s|m|h))+)|\\d+"
                                    + " ?(ns|nanos?|us|µs|micros?|ms|millis?|s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?|w|wks?|weeks?)")),
            Map.entry("datetime", KubernetesFormats::isDateTime));

    private KubernetesFormats() {}

    /** @return the format as the schema writes it, or empty text when a server ignores it on that type */
    static String known(String type, String format) {
        boolean known = switch (type) {
            case "integer" -> format.equals("int32") || format.equals("int64");
            case "", "string" -> CHECKS.containsKey(format.replace("-", ""));
            default -> false;
        };
        return known ? format : "";
    }

    static boolean matches(String knownFormat, String text) {
        Predicate<String> check = CHECKS.get(knownFormat.replace("-", ""));
        return check == null || check.test(text);
    }

    private static Predicate<String> pattern(String pattern) {
        return Pattern.compile(pattern).asMatchPredicate();
    }

    private static boolean isUri(String text) {
        if (text.startsWith("/")) {
            return !text.contains(" ");
        }
        try {
            return new URI(text).isAbsolute();
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static boolean isHostname(String text) {
        if (text.length() > 255) {
            return false;
        }
        for (String label : text.split("\\.", -1)) {
            if (!LABEL.matcher(label).matches()) {
                return false;
            }
        }
        return true;
    }

    private static boolean isBase64(String text) {
        try {
            return !text.isEmpty()
                    && text.length() % 4 == 0
                    && Base64.getDecoder().decode(text).length > 0;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean isDate(String text) {
        try {
            return text.length() == 10 && LocalDate.parse(text).getYear() >= 0;
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static boolean isDateTime(String text) {
        java.util.regex.Matcher matcher = DATE_TIME.matcher(text);
        return matcher.matches() && isDate(matcher.group(1));
    }

    private static boolean isIsbn10(String text) {
        String digits = text.replaceAll("[\\s-]", "");
        if (!digits.matches("\\d{9}[\\dX]")) {
            return false;
        }
        int sum = 0;
        for (int i = 0; i < 10; i++) {
            sum += (i + 1) * (digits.charAt(i) == 'X' ? 10 : digits.charAt(i) - '0');
        }
        return sum % 11 == 0;
    }

    private static boolean isIsbn13(String text) {
        String digits = text.replaceAll("[\\s-]", "");
        return digits.matches("\\d{13}") && weighted(digits) % 10 == 0;
    }

    private static int weighted(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            sum += (i % 2 == 0 ? 1 : 3) * (digits.charAt(i) - '0');
        }
        return sum;
    }

    private static boolean isCreditCard(String text) {
        String digits = text.replaceAll("[^0-9]+", "");
        if (digits.length() < 13 || digits.length() > 19) {
            return false;
        }
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int doubled = i % 2 == 0 ? digit : 2 * digit;
            sum += doubled > 9 ? doubled - 9 : doubled;
        }
        return sum % 10 == 0;
    }
}
