// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshkit.core.document.YamlReader;
import io.meshkit.document.Document;
import io.meshkit.document.MapValue;
import io.meshkit.document.SourceText;
import io.meshkit.document.Value;
import io.meshkit.spi.ReadResult;
import java.util.List;

/** Reads values for tests from YAML or JSON. */
final class Json {

    private Json() {}

    static MapValue map(String text) {
        return (MapValue) value("test.yaml", text);
    }

    static Value value(String name, String text) {
        ReadResult read = new YamlReader().read(SourceText.of(name, text));
        assertThat(read.report().hasErrors()).as(read.report().toString()).isFalse();
        return read.documents().get(0).root();
    }

    static List<MapValue> maps(String text) {
        return new YamlReader()
                .read(SourceText.of("test.yaml", text)).documents().stream()
                        .map(Document::root)
                        .filter(MapValue.class::isInstance)
                        .map(MapValue.class::cast)
                        .toList();
    }
}
