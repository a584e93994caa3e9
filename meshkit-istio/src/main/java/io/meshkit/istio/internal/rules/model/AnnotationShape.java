// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.rules.model;

import io.meshkit.document.Document;
import io.meshkit.document.MapValue;
import io.meshkit.document.NullValue;
import io.meshkit.document.SourceText;
import io.meshkit.spi.DocumentReader;
import io.meshkit.spi.ReadResult;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** What the value of an annotation has to be: istio/istio:pkg/kube/inject/validate.go. */
public enum AnnotationShape {
    INTERCEPTION_MODE("REDIRECT, TPROXY or NONE", Set.of("REDIRECT", "TPROXY", "NONE")::contains),
    PORT("a port number", AnnotationShape::isPort),
    UNSIGNED("a whole number, not below zero", text -> isUnsigned(text, 0xFFFF_FFFFL)),
    RANGES("ranges of addresses such as 10.0.0.0/8, with commas between them", AnnotationShape::areRanges),
    RANGES_OR_ALL(
            "* or ranges of addresses such as 10.0.0.0/8, with commas between them", AnnotationShape::areRangesOrAll),
    PORTS("port numbers with commas between them", AnnotationShape::arePorts),
    PORTS_OR_ALL("* or port numbers with commas between them", text -> text.equals("*") || arePorts(text)),
    NAMES("names of interfaces with commas between them", AnnotationShape::areNames),
    BOOLEAN("true or false", AnnotationShape::isBoolean),
    QUANTITY("a quantity such as 100m or 128Mi", text -> Pattern.matches(AnnotationShape.QUANTITIES, text)),
    PROXY_CONFIG("a ProxyConfig in YAML", AnnotationShape::isMap);

    // kubernetes/apimachinery:pkg/api/resource/quantity.go
    private static final String QUANTITIES =
            "[+-]?(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][+-]?[0-9]+|[KMGTPE]i|[numkMGTPE])?";
    private static final Pattern LIKE_SIX = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

    private final String expected;
    private final BiPredicate<String, DocumentReader> test;

    AnnotationShape(String expected, Predicate<String> test) {
        this(expected, (text, reader) -> test.test(text));
    }

    AnnotationShape(String expected, BiPredicate<String, DocumentReader> test) {
        this.expected = expected;
        this.test = test;
    }

    /** The shape by its name in the table, such as {@code ports-or-all}. */
    public static AnnotationShape of(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    /** What is expected, in words. */
    public String expected() {
        return expected;
    }

    /** Whether a value has the shape. */
    public boolean fits(String text, DocumentReader reader) {
        return test.test(text, reader);
    }

    private static boolean isUnsigned(String text, long greatest) {
        return !text.isEmpty()
                && text.length() <= 20
                && text.chars().allMatch(digit -> digit >= '0' && digit <= '9')
                && new BigInteger(text).compareTo(BigInteger.valueOf(greatest)) <= 0;
    }

    private static boolean isPort(String text) {
        return isUnsigned(text.strip(), 65_535);
    }

    private static boolean arePorts(String text) {
        return text.isBlank() || List.of(text.split(",", -1)).stream().allMatch(AnnotationShape::isPort);
    }

    private static boolean areRangesOrAll(String text) {
        return text.equals("*") || areRanges(text);
    }

    private static boolean areRanges(String text) {
        return text.isEmpty() || List.of(text.split(",", -1)).stream().allMatch(AnnotationShape::isRange);
    }

    private static boolean isRange(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            return false;
        }
        String address = text.substring(0, slash);
        String bits = text.substring(slash + 1);
        return address.indexOf(':') < 0
                ? isFourBytes(address) && isUnsigned(bits, 32)
                : isSixteenBytes(address) && isUnsigned(bits, 128);
    }

    private static boolean isFourBytes(String address) {
        String[] bytes = address.split("\\.", -1);
        return bytes.length == 4
                && List.of(bytes).stream()
                        .allMatch(one -> isUnsigned(one, 255) && (one.length() == 1 || !one.startsWith("0")));
    }

    /** The letters are looked at first, so that nothing is asked of a name server. */
    private static boolean isSixteenBytes(String address) {
        if (!LIKE_SIX.matcher(address).matches()) {
            return false;
        }
        try {
            InetAddress.getByName(address);
            return true;
        } catch (UnknownHostException none) {
            return false;
        }
    }

    private static boolean areNames(String text) {
        return List.of(text.split(",", -1)).stream()
                .map(String::strip)
                .allMatch(name -> !name.isEmpty() && name.chars().noneMatch(Character::isWhitespace));
    }

    private static boolean isBoolean(String text) {
        // what strconv.ParseBool of Go takes
        return Set.of("1", "t", "T", "TRUE", "true", "True", "0", "f", "F", "FALSE", "false", "False")
                .contains(text);
    }

    private static boolean isMap(String text, DocumentReader reader) {
        ReadResult read = reader.read(SourceText.of("annotation", text));
        List<Document> documents = read.documents();
        if (read.report().hasErrors() || documents.size() > 1) {
            return false;
        }
        return documents.isEmpty()
                || documents.get(0).root() instanceof MapValue
                || documents.get(0).root() instanceof NullValue;
    }
}
