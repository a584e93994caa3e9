// SPDX-License-Identifier: Apache-2.0
package io.meshkit.linkerd.internal.components;

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
import io.meshkit.plan.DesiredResource.Ownership;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A service outside as an EgressNetwork, which takes in what leaves the cluster, and an HTTPRoute on it for the host
 * (linkerd/website:linkerd.io/content/2-edge/reference/egress-network.md, tasks/managing-egress-traffic.md). Of several networks around one
 * address the narrowest counts, so services that are known by name share the one that takes in everything.
 */
public final class ExternalServiceComponent implements ComponentRenderer {

    private static final Set<String> HTTP = Set.of("http", "http2", "grpc");
    private static final String POLICY = "policy.linkerd.io";

    /** The name that Linkerd's own guide uses for it. */
    private static final String EVERYTHING = "all-egress-traffic";

    @Override
    public List<Support> support(Component component, RenderContext context) {
        MapValue settings = component.settings();
        List<Support> support = new ArrayList<>();
        support.add(Support.partial(
                "",
                "an EgressNetwork takes in what callers in its namespace send out of the cluster, here "
                        + context.namespaceOf(component) + ", and no others",
                "write the ExternalService in each namespace of callers"));
        List<MapValue> ports = ports(settings);
        for (int i = 0; i < ports.size(); i++) {
            if (!isHttp(ports.get(i))) {
                support.add(Support.partial(
                        "/ports/" + i,
                        "what is not plain HTTP leaves the cluster by the network alone, whatever its host",
                        "write a TLSRoute on the EgressNetwork to tell hosts apart"));
            }
        }
        boolean fixed = settings.text("resolution").orElse("").equals("static");
        for (String setting : fixed ? List.of("endpoints", "resolution") : List.of("endpoints")) {
            if (settings.has(setting)) {
                support.add(Support.none(
                        "/" + setting,
                        "Linkerd sends on to the address that the caller found, and knows no others",
                        "leave " + setting + " out"));
            }
        }
        return support;
    }

    private static List<MapValue> ports(MapValue settings) {
        return settings.list("ports").orElse(ListValue.EMPTY).items().stream()
                .map(port -> port instanceof MapValue map ? map : MapValue.EMPTY)
                .toList();
    }

    private static boolean isHttp(MapValue port) {
        return HTTP.contains(port.text("protocol").orElse(""));
    }

    @Override
    public void render(Component component, RenderContext context, Drafts drafts) {
        Draft network = network(component, context, drafts);
        List<MapValue> ports = ports(component.settings());
        Optional<MapValue> first =
                ports.stream().filter(ExternalServiceComponent::isHttp).findFirst();
        if (first.isEmpty()) {
            return;
        }
        Draft route = drafts.draft(
                "gateway.networking.k8s.io/v1",
                "HTTPRoute",
                context.namespaceOf(component),
                component.name().text());
        network.serves(route);
        component.settings().get("hosts").ifPresent(hosts -> route.set("/spec/hostnames", hosts));
        int order = 0;
        for (MapValue port : ports) {
            if (isHttp(port)) {
                Value number = port.get("port").orElse(TextValue.of(""));
                route.list("/spec/parentRefs")
                        .item(number.toString(), order)
                        .set("/group", TextValue.of(POLICY))
                        .set("/kind", TextValue.of("EgressNetwork"))
                        .set("/name", TextValue.of(network.key().name()))
                        .set("/port", number);
                claim(route, network, component.settings(), number, context.namespaceOf(component));
                order++;
            }
        }
        MapValue everything = MapValue.builder()
                .put("type", TextValue.of("PathPrefix"))
                .put("value", TextValue.of("/"))
                .build();
        route.list("/spec/rules").item("default", 0).set("/matches", ListValue.of(MapValue.of("path", everything)));
    }

    /** Of several routes for a host the oldest counts (kubernetes-sigs/gateway-api:apis/v1/httproute_types.go, HTTPRouteSpec.hostnames). */
    private static void claim(Draft route, Draft network, MapValue settings, Value port, String namespace) {
        for (Value host : settings.list("hosts").orElse(ListValue.EMPTY)) {
            route.claim(
                    "the HTTPRoute of host " + host.toString().toLowerCase(Locale.ROOT) + " on port " + port
                            + " of the EgressNetwork " + network.key().name() + " in namespace " + namespace,
                    "Linkerd follows one of several, so the traits of one would have no effect; write one component for"
                            + " the host");
        }
    }

    /** The network of everything stays when the pattern goes, since others may use it. */
    private static Draft network(Component component, RenderContext context, Drafts drafts) {
        Optional<ListValue> addresses = component.settings().list("addresses");
        String name = addresses.isPresent() ? component.name().text() : EVERYTHING;
        Draft network = drafts.draft(POLICY + "/v1alpha1", "EgressNetwork", context.namespaceOf(component), name);
        network.ownership(addresses.isPresent() ? Ownership.WHOLE : Ownership.FIELDS_OR_NEW);
        network.set("/spec/trafficPolicy", TextValue.of("Allow"));
        addresses.ifPresent(written -> network.set("/spec/networks", networks(written)));
        return network;
    }

    private static ListValue networks(ListValue addresses) {
        List<Value> networks = new ArrayList<>();
        for (Value address : addresses) {
            String text = address.toString();
            String block = text.contains("/") ? text : text + (text.contains(":") ? "/128" : "/32");
            networks.add(MapValue.of("cidr", TextValue.of(block).at(address)));
        }
        return ListValue.of(networks).at(addresses);
    }
}
