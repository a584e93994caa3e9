// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.components;

import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.TextValue;
import io.meshkit.document.Value;
import io.meshkit.pattern.Component;
import io.meshkit.pattern.ComponentRenderer;
import io.meshkit.pattern.Draft;
import io.meshkit.pattern.DraftNode;
import io.meshkit.pattern.Drafts;
import io.meshkit.pattern.RenderContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A service outside as a ServiceEntry (istio/api:networking/v1alpha3/service_entry.proto). Traits find it by its host, as they find services
 * of the mesh.
 */
public final class ExternalServiceComponent implements ComponentRenderer {

    @Override
    public void render(Component component, RenderContext context, Drafts drafts) {
        MapValue settings = component.settings();
        Draft entry = drafts.draft(
                "networking.istio.io/v1",
                "ServiceEntry",
                context.namespaceOf(component),
                component.name().text());
        entry.set("/spec/location", TextValue.of("MESH_EXTERNAL"));
        settings.get("hosts").ifPresent(hosts -> entry.set("/spec/hosts", hosts));
        settings.get("addresses").ifPresent(addresses -> entry.set("/spec/addresses", addresses));
        entry.set("/spec/resolution", resolution(settings));
        int order = 0;
        for (Value port : settings.list("ports").orElse(ListValue.EMPTY)) {
            if (port instanceof MapValue map) {
                port(entry, map, order);
                order++;
            }
        }
        Optional<ListValue> endpoints = settings.list("endpoints");
        endpoints.ifPresent(written -> entry.set("/spec/endpoints", addresses(written)));
    }

    private static void port(Draft entry, MapValue port, int order) {
        Value number = port.get("port").orElse(TextValue.of(""));
        Value protocol = port.get("protocol").orElse(TextValue.of(""));
        DraftNode item = entry.list("/spec/ports").item(number.toString(), order);
        item.set("/number", number);
        item.set(
                "/protocol",
                TextValue.of(protocol.toString().toUpperCase(Locale.ROOT)).at(protocol));
        item.set(
                "/name",
                port.get("name")
                        .orElseGet(() -> TextValue.of(protocol + "-" + number).at(protocol)));
    }

    private static ListValue addresses(ListValue endpoints) {
        List<Value> addresses = new ArrayList<>();
        endpoints.forEach(endpoint -> addresses.add(MapValue.of("address", endpoint)));
        return ListValue.of(addresses).at(endpoints);
    }

    /**
     * As the file says, or as Istio takes the rest: names with * and blocks of addresses cannot be looked up, and endpoints are addresses
     * unless one of them is a name (istio/istio:pkg/config/validation/validation.go, ValidateServiceEntry).
     */
    private static Value resolution(MapValue settings) {
        Optional<Value> written = settings.get("resolution");
        if (written.isPresent()) {
            return TextValue.of(written.get().toString().toUpperCase(Locale.ROOT))
                    .at(written.get());
        }
        Optional<ListValue> endpoints = settings.list("endpoints");
        if (endpoints.isPresent()) {
            boolean named = endpoints.get().texts().stream().anyMatch(ExternalServiceComponent::isName);
            return TextValue.of(named ? "DNS" : "STATIC").at(endpoints.get());
        }
        boolean unnamed = texts(settings, "hosts").stream().anyMatch(host -> host.contains("*"))
                || texts(settings, "addresses").stream().anyMatch(address -> address.contains("/"));
        return TextValue.of(unnamed ? "NONE" : "DNS");
    }

    private static List<String> texts(MapValue settings, String list) {
        return settings.list(list).map(ListValue::texts).orElse(List.of());
    }

    private static boolean isName(String endpoint) {
        return !endpoint.contains(":") && !endpoint.matches("[0-9.]+");
    }
}
