// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.kubernetes;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The query of a request.
 *
 * @param parameters names and values, decoded
 */
record Query(Map<String, List<String>> parameters) {

    static Query parse(@Nullable String raw) {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        if (raw != null && !raw.isEmpty()) {
            for (String pair : raw.split("&")) {
                int equals = pair.indexOf('=');
                String name = equals < 0 ? pair : pair.substring(0, equals);
                String value = equals < 0 ? "" : pair.substring(equals + 1);
                parameters
                        .computeIfAbsent(decode(name), unused -> new ArrayList<>())
                        .add(decode(value));
            }
        }
        return new Query(parameters);
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    Optional<String> text(String name) {
        return parameters.getOrDefault(name, List.of()).stream().findFirst().filter(value -> !value.isEmpty());
    }

    boolean flag(String name) {
        return text(name)
                .filter(value -> value.equals("true") || value.equals("1"))
                .isPresent();
    }

    OptionalLong number(String name) {
        Optional<String> text = text(name);
        if (text.isEmpty()) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(Long.parseLong(text.get()));
        } catch (NumberFormatException e) {
            throw ApiException.badRequest("strconv.ParseInt: parsing \"" + text.get() + "\": invalid syntax");
        }
    }

    /** Whether nothing shall be written. */
    boolean dryRun() {
        Optional<String> value = text("dryRun");
        if (value.isPresent() && !value.get().equals("All")) {
            throw ApiException.invalid(
                    "meta.k8s.io",
                    "CreateOptions",
                    "",
                    List.of(new ApiException.Cause(
                            "FieldValueNotSupported",
                            "Unsupported value: [\"" + value.get() + "\"]: supported values: \"All\"",
                            "dryRun")));
        }
        return value.isPresent();
    }
}
