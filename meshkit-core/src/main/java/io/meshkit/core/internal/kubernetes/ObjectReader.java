// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.kubernetes;

import io.meshkit.core.internal.kubernetes.StoreFailures.Action;
import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.Value;
import io.meshkit.resource.LiveResource;
import io.meshkit.resource.Resource;
import io.meshkit.resource.ResourcePage;
import io.meshkit.resource.ResourceVersion;
import io.meshkit.resource.StoreId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Turns what a server sends into resources of a store. */
final class ObjectReader {

    private final StoreId store;
    private final StoreFailures failures;

    ObjectReader(StoreId store, StoreFailures failures) {
        this.store = store;
        this.failures = failures;
    }

    LiveResource object(Action action, MapValue body) {
        return Resource.kubernetes(store, body)
                .map(resource -> new LiveResource(resource, version(body)))
                .orElseThrow(() -> failures.garbled(action, "an object without apiVersion, kind or name"));
    }

    ResourcePage page(Action action, MapValue list) {
        String kind = list.text("kind").orElse("");
        String apiVersion = list.text("apiVersion").orElse("");
        if (!kind.endsWith("List")) {
            throw failures.garbled(action, "kind \"" + kind + "\" instead of a list");
        }
        String itemKind = kind.substring(0, kind.length() - "List".length());
        List<LiveResource> items = new ArrayList<>();
        for (Value item : list.list("items").orElse(ListValue.EMPTY)) {
            if (!(item instanceof MapValue map)) {
                throw failures.garbled(action, "an item that is no object");
            }
            items.add(object(action, typed(map, apiVersion, itemKind)));
        }
        Optional<String> token = list.map("metadata")
                .flatMap(metadata -> metadata.text("continue"))
                .filter(text -> !text.isEmpty());
        return new ResourcePage(items, version(list), token);
    }

    /** A server leaves type and version of listed items out; they are those of the list. */
    private static MapValue typed(MapValue item, String apiVersion, String kind) {
        if (item.has("apiVersion") && item.has("kind")) {
            return item;
        }
        MapValue.Builder typed =
                MapValue.builder().put("apiVersion", apiVersion).put("kind", kind);
        item.forEach(entry -> typed.put(entry.key(), entry.value()));
        return typed.build();
    }

    private static ResourceVersion version(MapValue body) {
        return new ResourceVersion(body.map("metadata")
                .flatMap(metadata -> metadata.text("resourceVersion"))
                .orElse(""));
    }
}
