// SPDX-License-Identifier: Apache-2.0
package io.meshkit.linkerd.internal.traits;

import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.TextValue;
import io.meshkit.document.Value;
import io.meshkit.pattern.Component;
import io.meshkit.pattern.Draft;
import io.meshkit.pattern.Drafts;
import io.meshkit.pattern.RenderContext;
import io.meshkit.pattern.Support;
import io.meshkit.pattern.Trait;
import io.meshkit.pattern.TraitRenderer;
import io.meshkit.pattern.Versions;
import io.meshkit.pattern.Weights;
import java.util.ArrayList;
import java.util.List;

/** Shares of the traffic for versions: an HTTPRoute over one Service per version, since Linkerd knows no subsets of a Service. */
public final class TrafficSplitTrait implements TraitRenderer {

    @Override
    public List<Support> support(Trait trait, Component component, RenderContext context) {
        if (LinkerdTargets.isProfiled(component, context)) {
            return List.of(LinkerdTargets.PROFILED);
        }
        if (LinkerdTargets.port(component).isEmpty()) {
            return List.of(Support.none(
                    "",
                    "a route of Linkerd leads to ports of Services, and the file does not say which port",
                    "add settings.port to the service"));
        }
        if (LinkerdTargets.isTcp(component)) {
            return List.of(Support.none(
                    "",
                    "an HTTPRoute splits HTTP requests, and settings.protocol says tcp",
                    "set settings.protocol to http, http2 or grpc if that is what the service speaks, or write"
                            + " a TCPRoute"));
        }
        List<String> refused = Versions.notLabels(weights(trait).keys().stream()
                .map(version -> versionName(component, version))
                .toList());
        if (!refused.isEmpty()) {
            return List.of(Support.none(
                    "/weights",
                    "one Service is made for each version, and these are no names of Services: "
                            + String.join(", ", refused),
                    "rename the versions to lower-case letters, digits and hyphens, and keep them short"));
        }
        if (component.settings().map("selector").isEmpty()) {
            return List.of(Support.partial(
                    "",
                    "Linkerd splits between Services, so one Service is made for each version; without"
                            + " settings.selector it takes in every pod of the namespace that bears the labels of the"
                            + " version",
                    "add settings.selector with the labels that all pods of the service bear"));
        }
        return List.of(Support.emulated(
                "", "Linkerd splits between Services, so one Service is made for each version, on the same port"));
    }

    private static MapValue weights(Trait trait) {
        return trait.map().map("weights").orElse(MapValue.EMPTY);
    }

    private static String versionName(Component component, String version) {
        return component.name().text() + "-" + version;
    }

    @Override
    public void render(Trait trait, Component component, RenderContext context, Drafts drafts) {
        Value port = LinkerdTargets.port(component).orElseThrow();
        MapValue percentages = weights(trait);
        List<Value> weights = Weights.whole(
                percentages.entries().stream().map(MapValue.Entry::value).toList());
        Draft route = LinkerdTargets.route(component, context, drafts);
        List<Value> backends = new ArrayList<>();
        for (MapValue.Entry percentage : percentages) {
            Draft service = versionService(component, percentage.key(), port, context, drafts);
            service.serves(route);
            backends.add(MapValue.builder()
                    .put("kind", TextValue.of("Service"))
                    .put("name", TextValue.of(service.key().name()).at(percentage.value()))
                    .put("port", port)
                    .put("weight", weights.get(backends.size()))
                    .build());
        }
        route.set("/spec/rules", ListValue.of(MapValue.of("backendRefs", ListValue.of(backends))));
    }

    private static Draft versionService(
            Component component, String version, Value port, RenderContext context, Drafts drafts) {
        Draft service = drafts.draft("v1", "Service", context.namespaceOf(component), versionName(component, version));
        MapValue.Builder selector = component.settings().map("selector").orElse(MapValue.EMPTY).toBuilder();
        Versions.labels(component, version).forEach(label -> selector.put(label.key(), label.value()));
        service.set("/spec/selector", selector.build());
        // a Service leads to the port of the same number on its pods unless it names a targetPort
        MapValue.Builder ports = MapValue.builder().put("port", port);
        component.settings().get("targetPort").ifPresent(target -> ports.put("targetPort", target));
        service.set("/spec/ports", ListValue.of(ports.build()));
        return service;
    }
}
