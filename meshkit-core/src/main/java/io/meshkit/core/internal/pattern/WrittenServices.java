// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.pattern;

import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.Value;
import io.meshkit.pattern.Component;
import io.meshkit.pattern.Pattern;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The services of a pattern as they stand in its document, for what the model of all dialects has no part for. */
final class WrittenServices {

    private WrittenServices() {}

    /** By the key of the component, also those of imports, which are at most as deep as they may be. */
    static Map<String, MapValue> ofAll(Pattern pattern) {
        Map<String, MapValue> written = of(pattern);
        pattern.imported()
                .forEach((importer, imported) ->
                        ofAll(imported).forEach((key, service) -> written.put(importer + "." + key, service)));
        return written;
    }

    /** By the key of the component, those that stand in the document themselves. */
    static Map<String, MapValue> of(Pattern pattern) {
        MapValue root = pattern.root();
        Map<String, MapValue> written = new LinkedHashMap<>();
        if (root.map("services").isPresent()) {
            for (MapValue.Entry service : root.map("services").get()) {
                if (service.value() instanceof MapValue map) {
                    written.put(service.key(), map);
                }
            }
            return written;
        }
        List<MapValue> items = new ArrayList<>();
        for (Value item : root.list("components").orElse(ListValue.EMPTY)) {
            if (item instanceof MapValue map) {
                items.add(map);
            }
        }
        List<Component> components = pattern.components();
        for (int i = 0; i < components.size() && components.size() == items.size(); i++) {
            written.put(components.get(i).key(), items.get(i));
        }
        return written;
    }
}
