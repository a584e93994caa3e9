// SPDX-License-Identifier: Apache-2.0
package io.meshkit.benchmarks;

import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.TextValue;
import io.meshkit.resource.GroupKind;
import io.meshkit.resource.Resource;
import io.meshkit.resource.ResourceKey;
import io.meshkit.resource.StoreId;

/** Small objects without a meaning, of kinds that every cluster has. */
final class ConfigMaps {

    private ConfigMaps() {}

    static ResourceKey key(StoreId store, String kind, String name) {
        return new ResourceKey(store, new GroupKind("", kind), "default", name);
    }

    static Resource resource(ResourceKey key) {
        MapValue.Builder body = MapValue.builder()
                .put("apiVersion", "v1")
                .put("kind", key.groupKind().kind())
                .put(
                        "metadata",
                        MapValue.builder()
                                .put("name", key.name())
                                .put("namespace", key.namespace())
                                .build());
        switch (key.groupKind().kind()) {
            case "ConfigMap" -> body.put("data", MapValue.of("name", TextValue.of(key.name())));
            case "Secret" -> body.put("type", "Opaque").put("data", MapValue.of("name", TextValue.of("bWVzaGtpdA==")));
            case "ServiceAccount" -> body.put("automountServiceAccountToken", false);
            case "Endpoints" -> body.put("subsets", ListValue.EMPTY);
            default -> throw new IllegalArgumentException("no body for a " + key.groupKind());
        }
        return Resource.of(key, body.build());
    }
}
