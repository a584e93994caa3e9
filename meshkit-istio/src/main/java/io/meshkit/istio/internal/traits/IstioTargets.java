// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.traits;

import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.TextValue;
import io.meshkit.document.Value;
import io.meshkit.pattern.Component;
import io.meshkit.pattern.Draft;
import io.meshkit.pattern.DraftNode;
import io.meshkit.pattern.Drafts;
import io.meshkit.pattern.RenderContext;
import io.meshkit.pattern.Versions;
import java.util.Locale;

/**
 * The objects that traits of one service meet in: one VirtualService and one DestinationRule per host, since Istio merges several of them
 * unreliably (istio/istio:pilot/pkg/model/virtualservice.go, mergeVirtualServicesIfNeeded; destination_rule.go, mergeDestinationRule).
 */
final class IstioTargets {

    static final String NETWORKING = "networking.istio.io/v1";
    static final String SECURITY = "security.istio.io/v1";

    /** Where the HTTP routes of a VirtualService stand. */
    static final String ROUTES = "/spec/http";

    private static final String DEFAULT_ROUTE = "default";
    private static final int LAST = Integer.MAX_VALUE;

    private IstioTargets() {}

    /** The host by which callers know the service. */
    static Value host(Component component) {
        return component
                .settings()
                .get("host")
                .filter(TextValue.class::isInstance)
                .orElse(component.name());
    }

    /** The VirtualService of a service, without routes. */
    static Draft virtualService(Component component, RenderContext context, Drafts drafts) {
        Draft draft = drafts.draft(
                NETWORKING,
                "VirtualService",
                context.namespaceOf(component),
                component.name().text());
        draft.set("/spec/hosts", ListValue.of(host(component)));
        return draft.claim(
                "the VirtualService of host " + fullHost(component, context),
                "Istio's proxies take one of several, so the traits of one would have no effect; set them on one"
                        + " component, or write the objects as raw kinds");
    }

    /** The host as proxies know it: names without a dot are services of the namespace (istio/istio:pkg/model/config.go, ResolveShortnameToFQDN). */
    private static String fullHost(Component component, RenderContext context) {
        String host = host(component).toString().toLowerCase(Locale.ROOT);
        return host.contains(".") ? host : host + "." + context.namespaceOf(component) + ".svc.cluster.local";
    }

    /** The VirtualService of a service that speaks HTTP. Its last route, for what no rule matches, leads to the service itself. */
    static Draft httpRoutes(Component component, RenderContext context, Drafts drafts) {
        Draft draft = virtualService(component, context, drafts);
        if (!RouteTrait.catchesAll(component)) {
            defaultRoute(draft).fallback("/route", ListValue.of(MapValue.of("destination", destination(component))));
        }
        return draft;
    }

    /** Replaces what the last route leads to. */
    static void routeDefault(Draft virtualService, ListValue destinations) {
        defaultRoute(virtualService).set("/route", destinations);
    }

    /** The last route, for what no rule matches. */
    static DraftNode defaultRoute(Draft virtualService) {
        return virtualService.list(ROUTES).item(DEFAULT_ROUTE, LAST);
    }

    /** The DestinationRule of a service. */
    static Draft destinationRule(Component component, RenderContext context, Drafts drafts) {
        Draft draft = drafts.draft(
                NETWORKING,
                "DestinationRule",
                context.namespaceOf(component),
                component.name().text());
        draft.set("/spec/host", host(component));
        return draft.claim(
                "the DestinationRule of host " + fullHost(component, context) + " in namespace "
                        + context.namespaceOf(component),
                "Istio joins several unreliably and takes the settings of one; set the traits on one component, or"
                        + " write the objects as raw kinds");
    }

    /** The DestinationRule of a service, with a subset for every version that the file declares. */
    static Draft subsets(Component component, RenderContext context, Drafts drafts) {
        Draft draft = destinationRule(component, context, drafts);
        int order = 0;
        for (MapValue.Entry version : Versions.of(component)) {
            draft.list("/spec/subsets")
                    .item(version.key(), order)
                    .set("/name", TextValue.of(version.key()).at(version.value()))
                    .set("/labels", Versions.labels(component, version.key()));
            order++;
        }
        return draft;
    }

    /** A destination that is the service as a whole, at its port when the file names one. */
    static MapValue destination(Component component) {
        MapValue.Builder destination = MapValue.builder().put("host", host(component));
        component.settings().get("port").ifPresent(port -> destination.put("port", MapValue.of("number", port)));
        return destination.build();
    }

    /** A destination that is one version of the service. */
    static MapValue destination(Component component, String version, Value writtenAt) {
        return destination(component).toBuilder()
                .put("subset", TextValue.of(version).at(writtenAt))
                .build();
    }
}
