// SPDX-License-Identifier: Apache-2.0
package io.meshkit.consul.internal.traits;

import io.meshkit.document.BooleanValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.TextValue;
import io.meshkit.document.Value;
import io.meshkit.pattern.Support;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * One condition on a header or a query parameter, as routers and intentions write it. Consul takes one way to compare in each
 * (hashicorp/consul:agent/structs/config_entry_discoverychain.go, ServiceRouterConfigEntry.Validate).
 */
final class Comparison {

    private static final List<String> WAYS = List.of("exact", "prefix", "regex");

    /** What expressions of other languages have and those of Envoy lack (google/re2:doc/syntax.txt). */
    private static final Pattern BEYOND_RE2 = Pattern.compile("\\(\\?(=|!|<=|<!|>)|\\\\[1-9]|\\\\k<");

    private static final Pattern SPECIAL = Pattern.compile("[.+*?()|\\[\\]{}^$\\\\]");

    private Comparison() {}

    /** A condition on a header. */
    static MapValue header(MapValue written) {
        MapValue.Builder rendered = plain(written);
        if (isAbsence(written)) {
            rendered.put("invert", BooleanValue.TRUE.at(written.get("invert").orElse(written)));
        }
        return rendered.build().at(written);
    }

    /** A condition on a query parameter, which has no prefixes. */
    static MapValue query(MapValue written) {
        return written.get("prefix")
                .map(prefix -> MapValue.builder()
                        .put("name", name(written))
                        .put(
                                "regex",
                                TextValue.of(quoted(prefix.toString()) + ".*").at(prefix))
                        .build()
                        .at(written))
                .orElseGet(() -> plain(written).build().at(written));
    }

    private static MapValue.Builder plain(MapValue written) {
        MapValue.Builder rendered = MapValue.builder().put("name", name(written));
        List<String> ways = ways(written);
        if (ways.isEmpty()) {
            rendered.put("present", BooleanValue.TRUE.at(written.get("present").orElse(written)));
        } else {
            rendered.put(ways.get(0), written.get(ways.get(0)).orElseThrow());
        }
        return rendered;
    }

    private static Value name(MapValue written) {
        return written.get("name").orElse(TextValue.of(""));
    }

    private static String quoted(String text) {
        return SPECIAL.matcher(text).replaceAll("\\\\$0");
    }

    private static List<String> ways(MapValue written) {
        return WAYS.stream().filter(written::has).toList();
    }

    /** Whether a condition is that something is not there, or is otherwise. */
    static boolean isAbsence(MapValue written) {
        boolean absent =
                written.get("present").filter(BooleanValue.FALSE::equals).isPresent();
        boolean inverted =
                written.get("invert").filter(BooleanValue.TRUE::equals).isPresent();
        return absent != inverted;
    }

    /** Whether a condition is that a header is otherwise, which for Envoy one that is not there is not. */
    static boolean missesAbsence(MapValue written) {
        return ways(written).size() == 1 && isAbsence(written);
    }

    /** Verdicts on a condition on a header. */
    static List<Support> onHeader(MapValue written, String field) {
        List<Support> support = new ArrayList<>();
        List<String> ways = ways(written);
        if (ways.size() > 1) {
            support.add(Support.none(
                    field,
                    "Consul compares in one way, and here are " + String.join(" and ", ways),
                    "write one condition for each; all of them have to hold"));
        }
        for (String way : ways) {
            if (written.text(way).orElse("").isEmpty()) {
                support.add(Support.none(
                        field + "/" + way,
                        "Consul takes an empty text as not set",
                        "compare by regex: '^$', or ask for presence"));
            }
        }
        if (missesAbsence(written)) {
            // seen on Envoy 1.40; envoyproxy/envoy:source/common/http/header_utility.cc, HeaderDataBaseImpl
            support.add(Support.partial(
                    field,
                    "a request without the header does not count as one that has it otherwise",
                    "add an alternative with present: false"));
        }
        written.get("regex").ifPresent(regex -> support.addAll(onRegex(regex, field + "/regex")));
        return support;
    }

    /** Verdicts on a condition on a query parameter. */
    static List<Support> onQuery(MapValue written, String field) {
        if (isAbsence(written)) {
            return List.of(Support.none(
                    field,
                    "a ServiceRouter can match the absence of headers, not of query parameters",
                    "order the rules so that an earlier one takes the requests with the parameter"));
        }
        List<Support> support = new ArrayList<>(onHeader(written, field));
        if (written.has("prefix")) {
            support.add(Support.emulated(
                    field + "/prefix",
                    "Consul has no prefixes of query parameters; a regular expression stands for it"));
        }
        return support;
    }

    /** Verdicts on a regular expression; Consul takes any, and Envoy would refuse the configuration as a whole. */
    static List<Support> onRegex(Value regex, String field) {
        return BEYOND_RE2.matcher(regex.toString()).find()
                ? List.of(Support.none(
                        field,
                        "Envoy's regular expressions (RE2) have no look-around and no references back",
                        "write it without, or as several rules in order"))
                : List.of();
    }
}
