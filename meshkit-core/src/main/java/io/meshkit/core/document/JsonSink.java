// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.document;

import io.meshkit.document.BooleanValue;
import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.NumberValue;
import io.meshkit.document.TextValue;
import io.meshkit.document.Value;
import tools.jackson.core.JsonGenerator;

/** Writes the nodes of a value with Jackson's generator. */
final class JsonSink implements ValueSink {

    private final JsonGenerator generator;

    JsonSink(JsonGenerator generator) {
        this.generator = generator;
    }

    @Override
    public void startMap(MapValue map) {
        generator.writeStartObject();
    }

    @Override
    public void endMap() {
        generator.writeEndObject();
    }

    @Override
    public void startList(ListValue list) {
        generator.writeStartArray();
    }

    @Override
    public void endList() {
        generator.writeEndArray();
    }

    @Override
    public void key(String key) {
        generator.writeName(key);
    }

    @Override
    public void scalar(Value value) {
        if (value instanceof TextValue text) {
            generator.writeString(text.text());
        } else if (value instanceof NumberValue number) {
            generator.writeNumber(JsonNumber.of(number));
        } else if (value instanceof BooleanValue bool) {
            generator.writeBoolean(bool.value());
        } else {
            generator.writeNull();
        }
    }
}
