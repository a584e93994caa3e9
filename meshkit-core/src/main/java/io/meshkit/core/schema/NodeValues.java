// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.schema;

import io.meshkit.document.BooleanValue;
import io.meshkit.document.NullValue;
import io.meshkit.document.NumberValue;
import io.meshkit.document.TextValue;
import io.meshkit.document.Value;
import tools.jackson.databind.JsonNode;

/** Turns the scalars that a schema allows back into values. */
final class NodeValues {

    private NodeValues() {}

    /** Lists and maps, which no message shows in full, become their JSON text. */
    static Value toValue(JsonNode node) {
        if (node.isNumber()) {
            return NumberValue.of(node.asString());
        }
        if (node.isBoolean()) {
            return BooleanValue.of(node.asBoolean());
        }
        if (node.isNull()) {
            return NullValue.NULL;
        }
        return TextValue.of(node.isString() ? node.asString() : node.toString());
    }
}
