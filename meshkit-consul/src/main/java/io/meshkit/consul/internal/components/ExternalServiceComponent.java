// SPDX-License-Identifier: Apache-2.0
package io.meshkit.consul.internal.components;

import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.TextValue;
import io.meshkit.document.Value;
import io.meshkit.pattern.Component;
import io.meshkit.pattern.ComponentRenderer;
import io.meshkit.pattern.Draft;
import io.meshkit.pattern.Drafts;
import io.meshkit.pattern.RenderContext;
import io.meshkit.pattern.Support;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A service outside as a destination in its defaults: names and addresses that are dialled through a terminating gateway
 * (hashicorp/consul:agent/structs/config_entry.go, DestinationConfig and validateEndpointAddress).
 */
public final class ExternalServiceComponent implements ComponentRenderer {

    private static final Set<String> HTTP = Set.of("http", "http2", "grpc");

    @Override
    public List<Support> support(Component component, RenderContext context) {
        MapValue settings = component.settings();
        List<Support> support = new ArrayList<>();
        items(settings, "hosts")
                .filter(host -> host.value().contains("*"))
                .forEach(host -> support.add(Support.none(
                        "/hosts/" + host.index(),
                        "a destination of Consul has names of its own, not all names of a domain",
                        "name each host")));
        items(settings, "addresses")
                .filter(address -> address.value().contains("/"))
                .forEach(block -> support.add(Support.none(
                        "/addresses/" + block.index(),
                        "a destination of Consul has single addresses, no blocks of them",
                        "name each address")));
        items(settings, "ports")
                .filter(port -> port.index() > 0)
                .forEach(port -> support.add(Support.none(
                        "/ports/" + port.index(),
                        "a destination of Consul has one port",
                        "write an ExternalService for each port")));
        if (settings.has("endpoints")) {
            support.add(Support.none(
                    "/endpoints",
                    "the terminating gateway dials what callers dial, and looks names up itself",
                    "leave endpoints out, or give addresses in the place of hosts"));
        }
        if (destinations(settings).isEmpty()) {
            support.add(Support.none(
                    "", "nothing is left that a destination of Consul could be made of", "name a host or an address"));
        } else {
            support.add(Support.partial(
                    "",
                    "Consul reaches it through a terminating gateway, from proxies in transparent mode alone",
                    "list {name: " + component.name()
                            + "} in the services of a TerminatingGateway, and run that gateway"));
        }
        return support;
    }

    /**
     * An item of a list.
     *
     * @param index where it stands
     * @param value the item as text
     */
    private record Item(int index, String value) {}

    private static Stream<Item> items(MapValue settings, String list) {
        ListValue values = settings.list(list).orElse(ListValue.EMPTY);
        return IntStream.range(0, values.size())
                .mapToObj(i -> new Item(i, values.get(i).toString()));
    }

    /** Each name and address once, since Consul refuses one that is there twice. */
    private static List<Value> destinations(MapValue settings) {
        Map<String, Value> destinations = new LinkedHashMap<>();
        for (String list : List.of("hosts", "addresses")) {
            for (Value value : settings.list(list).orElse(ListValue.EMPTY)) {
                if (!value.toString().contains("*") && !value.toString().contains("/")) {
                    destinations.putIfAbsent(value.toString(), value);
                }
            }
        }
        return List.copyOf(destinations.values());
    }

    @Override
    public void render(Component component, RenderContext context, Drafts drafts) {
        MapValue settings = component.settings();
        Draft defaults = drafts.draft(
                "consul.hashicorp.com/v1alpha1",
                "ServiceDefaults",
                context.namespaceOf(component),
                component.name().text());
        Optional<Value> protocol = settings.get("protocol");
        protocol.map(spoken -> HTTP.contains(spoken.toString())
                        ? spoken
                        : TextValue.of("tcp").at(spoken))
                .ifPresent(spoken -> defaults.set("/spec/protocol", spoken));
        defaults.set("/spec/destination/addresses", ListValue.of(destinations(settings)));
        settings.get("port").ifPresent(port -> {
            defaults.set("/spec/destination/port", port);
            destinations(settings)
                    .forEach(destination -> defaults.claim(
                            "the destination of Consul at "
                                    + destination.toString().toLowerCase(Locale.ROOT) + " port " + port,
                            "proxies in transparent mode find a destination by its address, so one of the two would not"
                                    + " be reached; write one component for it"));
        });
    }
}
