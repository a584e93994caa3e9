// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.contract;

import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.Value;
import io.meshkit.testkit.kubernetes.internal.json.Json;
import java.util.List;

/**
 * What an API server answered.
 *
 * @param status the HTTP status
 * @param body the body
 * @param warnings the {@code Warning} headers
 * @since 0.1.0
 */
public record ApiAnswer(int status, String body, List<String> warnings) {

    /** Copies the warnings. */
    public ApiAnswer {
        warnings = List.copyOf(warnings);
    }

    /**
     * The body as a value.
     *
     * @return the object
     * @throws IllegalArgumentException when it is no JSON
     */
    public MapValue object() {
        return Json.read(body) instanceof MapValue map ? map : MapValue.EMPTY;
    }

    /**
     * A text or number in the body.
     *
     * @param pointer where
     * @return its text; empty when it is not there
     */
    public String at(String pointer) {
        return object().find(pointer).map(Value::toString).orElse("");
    }

    /**
     * The causes of a {@code Status}.
     *
     * @return each as {@code reason|field|message}
     */
    public List<String> causes() {
        return object().find("/details/causes").map(list -> ((ListValue) list).items()).orElse(List.of()).stream()
                .map(MapValue.class::cast)
                .map(cause -> cause.text("reason").orElse("") + "|"
                        + cause.text("field").orElse("") + "|"
                        + cause.text("message").orElse(""))
                .toList();
    }

    /**
     * The managed fields of one manager.
     *
     * @param manager its name
     * @return {@code fieldsV1} as JSON; empty when it has no entry
     */
    public String fieldsOf(String manager) {
        return object()
                .find("/metadata/managedFields")
                .map(list -> ((ListValue) list).items())
                .orElse(List.of())
                .stream()
                .map(MapValue.class::cast)
                .filter(entry -> entry.text("manager").filter(manager::equals).isPresent())
                .map(entry -> Json.write(entry.map("fieldsV1").orElse(MapValue.EMPTY)))
                .findFirst()
                .orElse("");
    }
}
