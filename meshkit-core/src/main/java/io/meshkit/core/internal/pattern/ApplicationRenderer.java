// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.pattern;

import io.meshkit.document.BooleanValue;
import io.meshkit.document.JsonPointer;
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
import io.meshkit.pattern.Versions;
import io.meshkit.pattern.Workload;
import io.meshkit.plan.DesiredResource.Ownership;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Renders an application: a Deployment for each version (kubernetes/api:apps/v1/types.go, core/v1/types.go), the Service over all of them
 * and the account that they run as. The settings are those that {@link ImpliedSettings} completed.
 */
final class ApplicationRenderer implements ComponentRenderer {

    /** kubernetes/website:content/en/docs/concepts/overview/working-with-objects/common-labels.md. */
    private static final String NAME_LABEL = "app.kubernetes.io/name";

    /**
     * How a port says what is spoken on it. The word of HTTP/2 is the one that Istio and Linkerd both know
     * (istio/istio:pkg/config/kube/conversion.go, linkerd/linkerd2:policy-controller/k8s/index/src/outbound/index.rs).
     */
    private static final Map<String, String> APP_PROTOCOLS =
            Map.of("http", "http", "http2", "kubernetes.io/h2c", "grpc", "grpc");

    @Override
    public void render(Component component, RenderContext context, Drafts drafts) {
        Value account = account(component, context, drafts);
        service(component, context, drafts);
        for (Workload workload : Workload.of(component)) {
            deployment(workload, account, component, context, drafts);
        }
    }

    private static Draft draft(
            String apiVersion, String kind, String name, Component component, RenderContext context, Drafts drafts) {
        return drafts.draft(apiVersion, kind, context.namespaceOf(component), name);
    }

    /** An account of another name may be shared, so that it is no more ours than a Namespace is. */
    private static Value account(Component component, RenderContext context, Drafts drafts) {
        Optional<Value> named = component.settings().get("serviceAccount");
        String name = named.orElse(component.name()).toString();
        Draft account = draft("v1", "ServiceAccount", name, component, context, drafts);
        if (named.isPresent()) {
            account.ownership(Ownership.FIELDS_OR_NEW).set("/metadata/name", named.get());
        } else {
            label(account, component);
        }
        return named.orElse(component.name());
    }

    private static void label(Draft object, Component component) {
        object.ownership(Ownership.WHOLE);
        object.fallback(JsonPointer.of("metadata", "labels", NAME_LABEL).toString(), component.name());
    }

    private static void service(Component component, RenderContext context, Drafts drafts) {
        MapValue settings = component.settings();
        boolean wanted =
                !settings.get("service").filter(BooleanValue.FALSE::equals).isPresent();
        if (!wanted || !settings.has("port")) {
            return;
        }
        Draft service = draft("v1", "Service", component.name().text(), component, context, drafts);
        label(service, component);
        service.set("/spec/selector", settings.map("selector").orElse(MapValue.EMPTY));
        ports(settings, service);
    }

    /** The port that it is called on, then whatever else its containers listen on, under the same number. */
    private static void ports(MapValue settings, Draft service) {
        Value port = settings.get("port").orElseThrow();
        Value target = settings.get("targetPort").orElse(port);
        List<ContainerPorts.Port> listened = ContainerPorts.of(settings);
        Value name = settings.get("protocol")
                .or(() -> listened.stream()
                        .filter(one -> one.number().equals(target))
                        .findFirst()
                        .flatMap(ContainerPorts.Port::name))
                .orElseGet(() -> TextValue.of("main").at(port));
        DraftNode main = port(service, port, target, name, 0);
        settings.get("protocol")
                .ifPresent(protocol -> Optional.ofNullable(APP_PROTOCOLS.get(protocol.toString()))
                        .ifPresent(word ->
                                main.set("/appProtocol", TextValue.of(word).at(protocol))));
        Set<String> numbers = new HashSet<>(List.of(port.toString(), target.toString()));
        for (ContainerPorts.Port other : listened) {
            if (numbers.add(other.number().toString())) {
                Value own = other.name()
                        .filter(given -> !given.equals(name))
                        .orElseGet(() -> TextValue.of("port-" + other.number()).at(other.number()));
                port(service, other.number(), other.number(), own, numbers.size());
            }
        }
    }

    private static DraftNode port(Draft service, Value number, Value target, Value name, int order) {
        return service.list("/spec/ports")
                .item(number.toString(), order)
                .set("/port", number)
                .set("/targetPort", target)
                .set("/name", name);
    }

    private static void deployment(
            Workload workload, Value account, Component component, RenderContext context, Drafts drafts) {
        MapValue settings = component.settings();
        Draft deployment = draft("apps/v1", "Deployment", workload.name(), component, context, drafts);
        label(deployment, component);
        MapValue version = workload.version()
                .flatMap(name -> Versions.of(component).map(name))
                .orElse(MapValue.EMPTY);
        workload.labels()
                .forEach(label -> deployment.fallback(
                        JsonPointer.of("metadata", "labels", label.key()).toString(), label.value()));
        version.get("replicas")
                .or(() -> settings.get("replicas"))
                .ifPresent(replicas -> deployment.set("/spec/replicas", replicas));
        deployment.set("/spec/selector/matchLabels", workload.labels());
        deployment.set("/spec/template/metadata/labels", podLabels(workload, component));
        deployment.set("/spec/template/spec/serviceAccountName", account);
        int order = 0;
        for (Value container : settings.list("containers").orElse(ListValue.EMPTY)) {
            if (container instanceof MapValue map) {
                Value name = map.get("name").orElse(component.name());
                deployment
                        .list("/spec/template/spec/containers")
                        .item(name.toString(), order)
                        .set("", container(map, name, order == 0 ? version.get("image") : Optional.empty()));
                order++;
            }
        }
    }

    private static MapValue podLabels(Workload workload, Component component) {
        MapValue.Builder labels = MapValue.builder().put(NAME_LABEL, component.name());
        component
                .settings()
                .map("labels")
                .orElse(MapValue.EMPTY)
                .forEach(label -> labels.put(label.key(), label.value()));
        workload.labels().forEach(label -> labels.put(label.key(), label.value()));
        return labels.build();
    }

    private static MapValue container(MapValue written, Value name, Optional<Value> image) {
        MapValue container = written.with("name", name);
        if (image.isPresent()) {
            container = container.with("image", image.get());
        }
        Optional<ListValue> ports = written.list("ports");
        if (ports.isPresent()) {
            List<MapValue> spelled =
                    ports.get().items().stream().map(ContainerPorts::spelled).toList();
            container = container.with("ports", ListValue.of(spelled).at(ports.get()));
        }
        return container;
    }
}
