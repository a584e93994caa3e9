// SPDX-License-Identifier: Apache-2.0
package io.meshkit.linkerd.internal.traits;

import io.meshkit.document.BooleanValue;
import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.TextValue;
import io.meshkit.document.Value;
import io.meshkit.pattern.Support;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Conditions on headers or query parameters, as an HTTPRoute writes them: each name once, with a whole value or a regular expression
 * (kubernetes-sigs/gateway-api:apis/v1/httproute_types.go, HTTPHeaderMatch and HTTPQueryParamMatch).
 *
 * @param isHeader whether they are headers, whose names have no case
 * @param longest the longest value or expression
 */
record Comparison(boolean isHeader, int longest) {

    static final Comparison HEADERS = new Comparison(true, 4_096);
    static final Comparison QUERY = new Comparison(false, 1_024);

    private static final List<String> WAYS = List.of("exact", "prefix", "regex");
    private static final int MOST = 16;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+\\-.^_`|~]{1,256}");
    private static final Pattern VISIBLE = Pattern.compile("[\\x20-\\x7e]*");

    /** The conditions by name; only where none has a verdict of none. */
    Map<String, MapValue> render(ListValue conditions) {
        Map<String, MapValue> rendered = new TreeMap<>();
        for (Value written : conditions) {
            MapValue condition = RouteTrait.map(written);
            rendered.putIfAbsent(name(condition), render(condition));
        }
        return rendered;
    }

    private String name(MapValue condition) {
        String name = condition.text("name").orElse("");
        return isHeader ? name.toLowerCase(Locale.ROOT) : name;
    }

    private static MapValue render(MapValue condition) {
        MapValue.Builder rendered =
                MapValue.builder().put("name", condition.get("name").orElse(TextValue.of("")));
        if (isWhole(condition)) {
            return rendered.put("value", condition.get("exact").orElseThrow())
                    .build()
                    .at(condition);
        }
        return rendered.put("type", TextValue.of("RegularExpression"))
                .put("value", regex(condition))
                .build()
                .at(condition);
    }

    private static boolean isWhole(MapValue condition) {
        return condition
                .get("exact")
                .filter(exact -> !exact.toString().isEmpty())
                .isPresent();
    }

    private static Value regex(MapValue condition) {
        return condition
                .get("exact")
                .map(exact -> TextValue.of(RegularExpression.exactly(exact.toString()))
                        .at(exact))
                .or(() -> condition
                        .get("prefix")
                        .map(prefix -> TextValue.of(RegularExpression.beginning(prefix.toString()))
                                .at(prefix)))
                .or(() -> condition
                        .get("regex")
                        .map(regex -> TextValue.of(RegularExpression.whole(regex.toString()))
                                .at(regex)))
                .orElseGet(() -> TextValue.of(RegularExpression.beginning(""))
                        .at(condition.get("present").orElse(condition)));
    }

    /** Verdicts on conditions. */
    List<Support> support(ListValue conditions, String field) {
        List<Support> support = new ArrayList<>();
        Map<String, MapValue> known = new TreeMap<>();
        for (int i = 0; i < conditions.size(); i++) {
            MapValue condition = RouteTrait.map(conditions.get(i));
            String at = field + "/" + i;
            List<Support> one = support(condition, at);
            support.addAll(one);
            if (RouteSupport.isRendered(one)) {
                MapValue rendered = render(condition);
                MapValue other = known.putIfAbsent(name(condition), rendered);
                if (other != null) {
                    support.add(twice(other, rendered, at));
                }
            }
        }
        if (known.size() > MOST) {
            support.add(Support.none(field, "a match of an HTTPRoute has at most 16 of them", "write fewer"));
        }
        return support;
    }

    private static Support twice(MapValue one, MapValue other, String field) {
        return one.get("value").equals(other.get("value")) && one.get("type").equals(other.get("type"))
                ? Support.partial(field, "it stands here twice, and an HTTPRoute takes it once", "")
                : Support.none(
                        field,
                        "an HTTPRoute compares each name once",
                        "say it in one condition, with a regular expression if need be");
    }

    private List<Support> support(MapValue condition, String field) {
        if (isAbsence(condition)) {
            return List.of(Support.none(
                    field,
                    "an HTTPRoute matches what is there, not what is missing or otherwise",
                    "order the rules so that an earlier one takes the requests that have it"));
        }
        List<String> ways = WAYS.stream().filter(condition::has).toList();
        if (ways.size() > 1) {
            return List.of(Support.none(
                    field,
                    "an HTTPRoute compares in one way, and here are " + String.join(" and ", ways),
                    "say it with one regular expression"));
        }
        List<Support> support = new ArrayList<>();
        if (!NAME.matcher(condition.text("name").orElse("")).matches()) {
            support.add(Support.none(
                    field + "/name",
                    "an HTTPRoute takes names of letters, digits and the signs that names of headers have",
                    "match something else of the request"));
        }
        if (ways.isEmpty()) {
            support.add(Support.emulated(
                    field + (condition.has("present") ? "/present" : ""),
                    "an HTTPRoute asks for values; a regular expression for any value asks for presence"));
            return support;
        }
        value(condition, ways.get(0), field + "/" + ways.get(0), support);
        return support;
    }

    private void value(MapValue condition, String way, String field, List<Support> support) {
        String written = condition.text(way).orElse("");
        int length = isWhole(condition)
                ? written.length()
                : regex(condition).toString().length();
        if (way.equals("regex")) {
            RegularExpression.fault(written)
                    .ifPresent(fault ->
                            support.add(Support.none(field, fault, "write it without, or as several rules in order")));
        } else if (!isWhole(condition)) {
            support.add(Support.emulated(
                    field, "an HTTPRoute takes whole values that are not empty; a regular expression stands for it"));
        }
        if (length > longest) {
            support.add(Support.none(
                    field, "an HTTPRoute takes at most " + longest + " characters here", "write a shorter one"));
        }
        if (isHeader && !VISIBLE.matcher(written).matches()) {
            // linkerd/linkerd2-proxy:linkerd/http/route/src/http/match/header.rs: HeaderValue::to_str
            support.add(Support.none(
                    field, "Linkerd compares headers of visible ASCII characters", "match something else"));
        }
    }

    /** Whether a condition is that something is not there, or is otherwise. */
    static boolean isAbsence(MapValue condition) {
        boolean absent =
                condition.get("present").filter(BooleanValue.FALSE::equals).isPresent();
        boolean inverted =
                condition.get("invert").filter(BooleanValue.TRUE::equals).isPresent();
        return absent != inverted;
    }
}
