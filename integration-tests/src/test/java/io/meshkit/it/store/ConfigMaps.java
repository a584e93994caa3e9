// SPDX-License-Identifier: Apache-2.0
package io.meshkit.it.store;

import io.meshkit.document.MapValue;
import io.meshkit.resource.Resource;
import io.meshkit.resource.StoreId;

/** ConfigMaps, the simplest objects of Kubernetes. */
final class ConfigMaps {

    private ConfigMaps() {}

    static Resource configMap(StoreId store, String namespace, String name, String setting) {
        MapValue body = MapValue.builder()
                .put("apiVersion", "v1")
                .put("kind", "ConfigMap")
                .put(
                        "metadata",
                        MapValue.builder()
                                .put("name", name)
                                .put("namespace", namespace)
                                .build())
                .put("data", MapValue.builder().put("setting", setting).build())
                .build();
        return Resource.kubernetes(store, body).orElseThrow();
    }
}
