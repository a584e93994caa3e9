// SPDX-License-Identifier: Apache-2.0
package io.meshkit.consul.internal.components;

import io.meshkit.document.BooleanValue;
import io.meshkit.document.JsonPointer;
import io.meshkit.document.MapValue;
import io.meshkit.document.TextValue;
import io.meshkit.document.Value;
import io.meshkit.pattern.Component;
import io.meshkit.pattern.ComponentRenderer;
import io.meshkit.pattern.Draft;
import io.meshkit.pattern.Drafts;
import io.meshkit.pattern.RenderContext;
import io.meshkit.pattern.Support;
import io.meshkit.pattern.Versions;
import io.meshkit.pattern.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What Consul wants on the pods of an application: that they are injected, the service they are and its port, and the labels of their
 * version as metadata, by which subsets tell them apart
 * (hashicorp/consul-k8s:control-plane/connect-inject/constants/annotations_and_labels.go).
 */
public final class ApplicationAddition implements ComponentRenderer {

    private static final String PREFIX = "consul.hashicorp.com/";

    @Override
    public List<Support> support(Component component, RenderContext context) {
        List<Support> support = new ArrayList<>();
        // hashicorp/consul-k8s:control-plane/subcommand/connect-init/command.go, getConnectServiceRegistrations
        if (!hasService(component)) {
            support.add(Support.partial(
                    "",
                    "Consul registers pods by the Service that selects them, and none is made here; they do not start"
                            + " until there is one",
                    "give the application a port, or write a Service that selects its pods"));
        }
        boolean other = component
                .settings()
                .text("serviceAccount")
                .filter(account -> !account.equals(component.name().text()))
                .isPresent();
        if (other) {
            support.add(Support.partial(
                    "/serviceAccount",
                    "where Consul has access control on, it refuses pods whose service account is not called as their"
                            + " service is",
                    "leave serviceAccount out"));
        }
        return support;
    }

    private static boolean hasService(Component component) {
        return component.settings().has("port")
                && component
                        .settings()
                        .get("service")
                        .filter(BooleanValue.FALSE::equals)
                        .isEmpty();
    }

    @Override
    public void render(Component component, RenderContext context, Drafts drafts) {
        for (Workload workload : Workload.of(component)) {
            Draft deployment = drafts.draft("apps/v1", "Deployment", context.namespaceOf(component), workload.name());
            annotate(deployment, "connect-inject", TextValue.of("true").at(component.type()));
            if (hasService(component)) {
                annotate(deployment, "connect-service", component.name());
                port(component)
                        .ifPresent(port -> annotate(
                                deployment,
                                "connect-service-port",
                                TextValue.of(port.toString()).at(port)));
            }
            meta(component, workload)
                    .forEach(label -> annotate(deployment, "service-meta-" + label.key(), label.value()));
        }
        protocol(component, context, drafts);
    }

    private static Optional<Value> port(Component component) {
        return component
                .settings()
                .get("targetPort")
                .or(() -> component.settings().get("port"));
    }

    private static MapValue meta(Component component, Workload workload) {
        return workload.version()
                .map(version -> Versions.labels(component, version))
                .orElse(MapValue.EMPTY);
    }

    private static void annotate(Draft deployment, String name, Value value) {
        deployment.set(
                JsonPointer.of("spec", "template", "metadata", "annotations", PREFIX + name)
                        .toString(),
                value);
    }

    /** Consul takes what it is not told of for TCP. */
    private static void protocol(Component component, RenderContext context, Drafts drafts) {
        Optional<Value> protocol = component.settings().get("protocol");
        if (protocol.filter(spoken -> !spoken.toString().equals("tcp")).isPresent() && hasService(component)) {
            drafts.draft(
                            "consul.hashicorp.com/v1alpha1",
                            "ServiceDefaults",
                            context.namespaceOf(component),
                            component.name().text())
                    .set("/spec/protocol", protocol.get());
        }
    }
}
