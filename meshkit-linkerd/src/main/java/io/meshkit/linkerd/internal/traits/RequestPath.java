// SPDX-License-Identifier: Apache-2.0
package io.meshkit.linkerd.internal.traits;

import io.meshkit.document.MapValue;
import io.meshkit.document.TextValue;
import io.meshkit.document.Value;
import io.meshkit.pattern.Support;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What an HTTPRoute says of the path of a request. Its prefixes are whole segments: {@code /items} would take {@code /items/1} but not
 * {@code /itemsets}, and {@code /items/} would take {@code /items}; so a beginning of the path is a regular expression here, but for
 * {@code /}, which is every path.
 */
final class RequestPath {

    private static final int LONGEST = 1_024;

    /** What a path may be in the words of the definition (kubernetes-sigs/gateway-api:config/crd/standard, HTTPRoute, path). */
    private static final Pattern PLAIN = Pattern.compile("/(?:[-A-Za-z0-9/._~!$&'()*+,;=:@]|%[0-9a-fA-F]{2})*");

    private static final Pattern DOTTED = Pattern.compile("//|/\\.\\.?(/|$)|%2[fF]");

    private RequestPath() {}

    /** The path of a rule: exact, prefix or regex. */
    static MapValue render(MapValue path) {
        return path.get("exact")
                .map(RequestPath::exactly)
                .or(() -> path.get("prefix").map(RequestPath::beginning))
                .or(() -> path.get("regex").map(regex -> regex(RegularExpression.whole(regex.toString()), regex)))
                .orElse(MapValue.EMPTY);
    }

    /** The path that is exactly a text. */
    static MapValue exactly(Value text) {
        return isPlain(text.toString())
                ? MapValue.builder()
                        .put("type", TextValue.of("Exact"))
                        .put("value", text)
                        .build()
                : regex(RegularExpression.exactly(text.toString()), text);
    }

    /** Paths that begin with a text. */
    static MapValue beginning(Value text) {
        return text.toString().equals("/")
                ? MapValue.builder()
                        .put("type", TextValue.of("PathPrefix"))
                        .put("value", text)
                        .build()
                : regex(RegularExpression.beginning(text.toString()), text);
    }

    /** Any path, by an expression, which counts for as much as any other. */
    static MapValue any() {
        return regex(RegularExpression.beginning(""), TextValue.of(""));
    }

    private static MapValue regex(String regex, Value writtenAt) {
        return MapValue.builder()
                .put("type", TextValue.of("RegularExpression"))
                .put("value", TextValue.of(regex).at(writtenAt))
                .build();
    }

    private static boolean isPlain(String path) {
        return PLAIN.matcher(path).matches() && !DOTTED.matcher(path).find();
    }

    /** Whether a rendered path is every path. */
    static boolean isEvery(MapValue rendered) {
        return rendered.isEmpty() || rendered.text("type").orElse("").equals("PathPrefix");
    }

    /** Whether no path of one character has a rendered path, so that it counts for more than every path. */
    static boolean isLong(MapValue rendered) {
        return rendered.text("type").orElse("").equals("Exact")
                && rendered.text("value").orElse("").length() > 1;
    }

    /** Verdicts on the path of a rule. */
    static List<Support> support(MapValue path, String field) {
        List<Support> support = new ArrayList<>();
        for (String way : List.of("exact", "prefix")) {
            path.text(way).ifPresent(text -> {
                if (!text.startsWith("/")) {
                    support.add(Support.none(
                            field + "/" + way, "paths of an HTTPRoute begin with a slash", "write a slash in front"));
                } else if (way.equals("prefix") && !text.equals("/")) {
                    support.add(Support.emulated(
                            field + "/prefix",
                            "prefixes of an HTTPRoute are whole segments of the path; a regular expression stands for"
                                    + " the beginning"));
                } else if (!isPlain(text)) {
                    support.add(Support.emulated(
                            field + "/exact",
                            "an HTTPRoute takes no such path as it is; a regular expression stands for it"));
                }
            });
        }
        path.text("regex")
                .flatMap(RegularExpression::fault)
                .ifPresent(fault -> support.add(
                        Support.none(field + "/regex", fault, "write it without, or as several rules in order")));
        if (render(path).text("value").orElse("").length() > LONGEST) {
            support.add(Support.none(
                    field,
                    "an HTTPRoute takes paths and expressions of at most 1024 characters",
                    "write a shorter one"));
        }
        return support;
    }
}
