// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.traits;

import io.meshkit.document.BooleanValue;
import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.TextValue;
import io.meshkit.document.Value;
import java.util.List;
import java.util.Locale;

/** One match of a rule; field names of istio/api:networking/v1alpha3/virtual_service.proto, HTTPMatchRequest. */
final class RequestMatch {

    private RequestMatch() {}

    /** The match as Istio writes it, without what it cannot express. */
    static MapValue render(MapValue match) {
        MapValue.Builder rendered = MapValue.builder();
        match.map("path").ifPresent(path -> rendered.put("uri", path));
        headers(match, rendered);
        queries(match, rendered);
        match.list("methods")
                .filter(methods -> methods.size() > 0)
                .ifPresent(methods -> rendered.put("method", method(methods)));
        return rendered.build();
    }

    /** Whether a condition is that something is not there, or is otherwise. */
    static boolean isAbsence(MapValue condition) {
        boolean absent =
                condition.get("present").filter(BooleanValue.FALSE::equals).isPresent();
        boolean inverted =
                condition.get("invert").filter(BooleanValue.TRUE::equals).isPresent();
        return absent != inverted;
    }

    private static MapValue method(ListValue methods) {
        return methods.size() == 1
                ? MapValue.of("exact", methods.get(0))
                : MapValue.of(
                        "regex", TextValue.of(String.join("|", methods.texts())).at(methods));
    }

    private static void headers(MapValue match, MapValue.Builder rendered) {
        MapValue.Builder with = MapValue.builder();
        MapValue.Builder without = MapValue.builder();
        for (Value header : match.list("headers").orElse(ListValue.EMPTY)) {
            MapValue written = RouteTrait.map(header);
            // names in lower case: istio/api:networking/v1alpha3/virtual_service.proto, headers
            String name = written.text("name").orElse("").toLowerCase(Locale.ROOT);
            (isAbsence(written) ? without : with).put(name, comparison(written));
        }
        putUnlessEmpty(rendered, "headers", with.build());
        putUnlessEmpty(rendered, "withoutHeaders", without.build());
    }

    private static void queries(MapValue match, MapValue.Builder rendered) {
        MapValue.Builder queries = MapValue.builder();
        for (Value query : match.list("query").orElse(ListValue.EMPTY)) {
            MapValue written = RouteTrait.map(query);
            if (!isAbsence(written)) {
                MapValue comparison = comparison(written);
                queries.put(
                        written.text("name").orElse(""),
                        comparison.isEmpty()
                                ? MapValue.of("regex", TextValue.of(".*").at(query))
                                : comparison);
            }
        }
        putUnlessEmpty(rendered, "queryParams", queries.build());
    }

    /** An empty comparison asks for presence alone. */
    private static MapValue comparison(MapValue written) {
        MapValue.Builder comparison = MapValue.builder();
        for (String kind : List.of("exact", "prefix", "regex")) {
            written.get(kind).ifPresent(value -> comparison.put(kind, value));
        }
        return comparison.build().at(written);
    }

    private static void putUnlessEmpty(MapValue.Builder into, String key, MapValue map) {
        if (!map.isEmpty()) {
            into.put(key, map);
        }
    }
}
