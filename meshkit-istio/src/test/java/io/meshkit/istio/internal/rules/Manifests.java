// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.rules;

/** Manifests as users write them, for tests to put together. A name is written {@code namespace/name}. */
public final class Manifests {

    private Manifests() {}

    /** An object of Istio's networking. */
    public static String istio(String kind, String name, String spec) {
        return object("networking.istio.io/v1", kind, name, "spec: {" + spec + "}");
    }

    public static String virtualService(String name, String spec) {
        return istio("VirtualService", name, spec);
    }

    /** A VirtualService with one route of HTTP. */
    public static String route(String name, String destination) {
        return virtualService(
                name, "hosts: [shop.example.com], http: [{route: [{destination: {" + destination + "}}]}]");
    }

    public static String destinationRule(String name, String spec) {
        return istio("DestinationRule", name, spec);
    }

    public static String serviceEntry(String name, String spec) {
        return istio("ServiceEntry", name, spec);
    }

    public static String gateway(String name, String spec) {
        return istio("Gateway", name, spec);
    }

    /** A Service with a port of HTTP. */
    public static String service(String name) {
        return service(
                name,
                "selector: {app: " + name.substring(name.indexOf('/') + 1) + "}, ports: [{name: http, port: 80}]");
    }

    public static String service(String name, String spec) {
        return object("v1", "Service", name, "spec: {" + spec + "}");
    }

    public static String pod(String name, String labels, String spec) {
        return labelled("v1", "Pod", name, labels, "spec: {" + spec + "}");
    }

    public static String pod(String name, String labels) {
        return pod(name, labels, "");
    }

    public static String deployment(String name, String labels) {
        return object("apps/v1", "Deployment", name, "spec: {template: {metadata: {labels: {" + labels + "}}}}");
    }

    public static String object(String version, String kind, String name, String rest) {
        return labelled(version, kind, name, "", rest);
    }

    private static String labelled(String version, String kind, String name, String labels, String rest) {
        int slash = name.indexOf('/');
        return """
            ---
            apiVersion: %s
            kind: %s
            metadata:
              name: %s
            %s
              labels: {%s}
            %s
            """.formatted(
                        version,
                        kind,
                        name.substring(slash + 1),
                        slash < 0 ? "" : "  namespace: " + name.substring(0, slash),
                        labels,
                        rest);
    }
}
