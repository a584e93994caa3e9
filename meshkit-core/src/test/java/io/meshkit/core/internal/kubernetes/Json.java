// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.kubernetes;

import io.meshkit.core.internal.json.JsonReader;
import io.meshkit.document.MapValue;
import io.meshkit.document.Value;
import java.nio.charset.StandardCharsets;

/** JSON texts of tests as values. */
final class Json {

    private Json() {}

    static Value value(String text) {
        try {
            return JsonReader.read(text.getBytes(StandardCharsets.UTF_8));
        } catch (JsonReader.MalformedException e) {
            throw new AssertionError(text, e);
        }
    }

    static MapValue map(String text) {
        return (MapValue) value(text);
    }
}
