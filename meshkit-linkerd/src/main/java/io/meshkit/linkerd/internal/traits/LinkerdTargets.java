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
import io.meshkit.plan.DesiredResource.Ownership;
import java.util.Optional;
import java.util.stream.Collectors;

/** The objects that traits of one service meet in: the Service itself, for annotations, and one HTTPRoute. */
final class LinkerdTargets {

    /**
     * The verdict on annotations and routes of a service that has a ServiceProfile
     * (linkerd/website:linkerd.io/content/2-edge/reference/retries.md, timeouts.md and httproute.md).
     */
    static final Support PROFILED = Support.none(
            "",
            "the pattern has a ServiceProfile for this service, and Linkerd then follows it and ignores annotations and"
                    + " routes",
            "leave the ServiceProfile out, or write retries and timeouts into it");

    /** Where the rules of an HTTPRoute stand. */
    static final String RULES = "/spec/rules";

    private static final String DEFAULT_RULE = "default";
    private static final int LAST = Integer.MAX_VALUE;

    private static final String ROUTES = "gateway.networking.k8s.io/v1";

    private LinkerdTargets() {}

    /** Whether the pattern has a ServiceProfile for a service; its name is the host with the domain of the cluster. */
    static boolean isProfiled(Component component, RenderContext context) {
        String host = component.name().text() + "." + context.namespaceOf(component) + ".svc.";
        return context.pattern().components().stream()
                .filter(other -> other.type().text().matches("ServiceProfile(\\.Linkerd)?"))
                .anyMatch(profile -> profile.name().text().startsWith(host));
    }

    /** The Service that is there already; only annotations on it are ours. */
    static Draft service(Component component, RenderContext context, Drafts drafts) {
        return drafts.draft(
                        "v1",
                        "Service",
                        context.namespaceOf(component),
                        component.name().text())
                .ownership(Ownership.FIELDS);
    }

    /** Sets an annotation; the key needs no escaping. */
    static void annotate(Draft draft, String key, Value value) {
        draft.set("/metadata/annotations/" + key.replace("/", "~1"), value);
    }

    /**
     * The HTTPRoute of a service, one for all its rules, since several on one parent go by age. Linkerd takes the port of the parent as
     * "this port only".
     */
    static Draft route(Component component, RenderContext context, Drafts drafts) {
        Draft draft = drafts.draft(
                ROUTES,
                "HTTPRoute",
                context.namespaceOf(component),
                component.name().text());
        MapValue.Builder parent = MapValue.builder()
                .put("group", TextValue.of(""))
                .put("kind", TextValue.of("Service"))
                .put("name", component.name());
        port(component).ifPresent(port -> parent.put("port", port));
        draft.set("/spec/parentRefs", ListValue.of(parent.build()));
        return draft;
    }

    /** Says what the last rule of an HTTPRoute leads to. */
    static void routeDefault(Draft route, ListValue backends) {
        route.list(RULES).item(DEFAULT_RULE, LAST).set("/backendRefs", backends);
    }

    /** Lets the last rule lead to the service itself where nobody says otherwise: what no rule takes is answered with 404. */
    static void routeToItself(Draft route, Component component, RenderContext context) {
        route.list(RULES)
                .item(DEFAULT_RULE, LAST)
                .fallback(
                        "/backendRefs",
                        ListValue.of(backend(component, component.name(), component, context)
                                .build()));
    }

    /** The verdict on HTTPRoutes for a service (linkerd/linkerd2:policy-controller/grpc/src/outbound.rs, to_proto). */
    static Support httpRoutes(Component component) {
        return component.settings().text("protocol").orElse("").equals("grpc")
                ? Support.partial(
                        "",
                        "Linkerd follows GRPCRoutes only where the Service's appProtocol is grpc",
                        "leave appProtocol out of the Service, or write a GRPCRoute")
                : Support.NATIVE;
    }

    /** A backend that is a Service by some name, on the port of a component; a route in another namespace names that of the component. */
    static MapValue.Builder backend(Component of, Value name, Component routed, RenderContext context) {
        MapValue.Builder backend =
                MapValue.builder().put("kind", TextValue.of("Service")).put("name", name);
        String namespace = context.namespaceOf(of);
        if (!namespace.equals(context.namespaceOf(routed))) {
            backend.put("namespace", TextValue.of(namespace).at(name));
        }
        return backend.put("port", port(of).orElseThrow());
    }

    /**
     * What annotations on requests to a component stand on: the Service, or the HTTPRoute of a host outside, which Linkerd reads alike
     * (linkerd/linkerd2:policy-controller/k8s/index/src/outbound/index/http.rs, convert_route).
     */
    static Draft requests(Component component, RenderContext context, Drafts drafts) {
        return component.isA("ExternalService")
                ? drafts.draft(
                        ROUTES,
                        "HTTPRoute",
                        context.namespaceOf(component),
                        component.name().text())
                : service(component, context, drafts);
    }

    /** The Server of the service's pods on one of their ports. */
    static Draft server(Component component, Value port, RenderContext context, Drafts drafts) {
        Draft server = drafts.draft(
                "policy.linkerd.io/v1beta3",
                "Server",
                context.namespaceOf(component),
                AccessPolicies.serverName(component, port));
        server.set("/spec/podSelector/matchLabels", selector(component));
        server.set("/spec/port", port);
        // linkerd/linkerd2:policy-controller/src/admission.rs, ServerSpec: overlaps
        return server.claim(
                "the Server of port " + port + " of the pods " + labels(component) + " in namespace "
                        + context.namespaceOf(component),
                "Linkerd refuses a second one; set access and mTLS on one component for these pods");
    }

    private static String labels(Component component) {
        return selector(component).entries().stream()
                .map(label -> label.key() + "=" + label.value())
                .sorted()
                .collect(Collectors.joining(","));
    }

    /** The labels of the service's pods; empty when the file names none. */
    static MapValue selector(Component component) {
        return component.settings().map("selector").orElse(MapValue.EMPTY);
    }

    /** The port that the pods listen on. */
    static Optional<Value> podPort(Component component) {
        return component.settings().get("targetPort").or(() -> port(component));
    }

    /** The port that the file names. */
    static Optional<Value> port(Component component) {
        return component.settings().get("port");
    }
}
