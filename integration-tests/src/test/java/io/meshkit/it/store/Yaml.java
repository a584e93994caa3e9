// SPDX-License-Identifier: Apache-2.0
package io.meshkit.it.store;

import io.meshkit.core.document.YamlReader;
import io.meshkit.document.MapValue;
import io.meshkit.document.SourceText;
import io.meshkit.resource.Resource;
import io.meshkit.resource.StoreId;

/** Objects of tests, written as YAML. */
final class Yaml {

    private Yaml() {}

    static Resource resource(StoreId store, String yaml) {
        MapValue body = (MapValue) new YamlReader()
                .read(SourceText.of("object.yaml", yaml))
                .documents()
                .get(0)
                .root();
        return Resource.kubernetes(store, body).orElseThrow();
    }
}
