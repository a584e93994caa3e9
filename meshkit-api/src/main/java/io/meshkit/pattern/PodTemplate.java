// SPDX-License-Identifier: Apache-2.0
package io.meshkit.pattern;

import io.meshkit.document.JsonPointer;
import io.meshkit.document.MapValue;
import io.meshkit.document.Value;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The pods that a component of a pattern runs, whatever kind of workload makes them.
 *
 * @param namespace where they run
 * @param labels their labels
 * @param account the service account that they run as
 */
record PodTemplate(String namespace, MapValue labels, String account) {

    /** What pods run as that name no account (kubernetes/kubernetes:plugin/pkg/admission/serviceaccount/admission.go). */
    private static final String DEFAULT_ACCOUNT = "default";

    private static final String ACCOUNT = "serviceAccountName";

    /** The pods of a component; none when it runs none. */
    static List<PodTemplate> of(Component component, RenderContext context) {
        if (component.isA("Application")) {
            return ofApplication(component, context);
        }
        if (component.isA("Service")) {
            return List.of();
        }
        MapValue settings = component.settings();
        MapValue spec = settings.map("spec").orElse(settings);
        MapValue metadata = settings.map("metadata").orElse(MapValue.EMPTY);
        String namespace = component.namespace().isPresent()
                ? context.namespaceOf(component)
                : metadata.text("namespace")
                        .or(() -> settings.text("namespace"))
                        .orElseGet(() -> context.namespaceOf(component));
        if (component.type().text().matches("Pod(\\.K8s)?")) {
            MapValue.Builder labels = metadata.map("labels").orElse(MapValue.EMPTY).toBuilder();
            component.labels().forEach(label -> labels.put(label.key(), label.value()));
            return List.of(new PodTemplate(namespace, labels.build(), account(spec, component, context)));
        }
        // a CronJob has the template of its pods in that of its jobs
        Optional<MapValue> template = Stream.of("/template", "/jobTemplate/spec/template")
                .flatMap(way -> spec.find(JsonPointer.parse(way)).stream())
                .filter(MapValue.class::isInstance)
                .map(MapValue.class::cast)
                .findFirst();
        return template.flatMap(pods -> pods.map("metadata").flatMap(own -> own.map("labels")))
                .map(labels -> List.of(new PodTemplate(
                        namespace,
                        labels,
                        account(template.get().map("spec").orElse(MapValue.EMPTY), component, context))))
                .orElse(List.of());
    }

    private static List<PodTemplate> ofApplication(Component component, RenderContext context) {
        MapValue settings = component.settings();
        String account = overlaid(component, context)
                .or(() -> settings.text("serviceAccount"))
                .orElseGet(() -> component.name().text());
        return Workload.of(component).stream()
                .map(workload -> {
                    MapValue.Builder labels = settings.map("labels").orElse(MapValue.EMPTY).toBuilder();
                    workload.labels().forEach(label -> labels.put(label.key(), label.value()));
                    return new PodTemplate(context.namespaceOf(component), labels.build(), account);
                })
                .toList();
    }

    private static String account(MapValue pod, Component component, RenderContext context) {
        return overlaid(component, context)
                .or(() -> pod.text(ACCOUNT))
                .or(() -> pod.text("serviceAccount"))
                .filter(name -> !name.isEmpty())
                .orElse(DEFAULT_ACCOUNT);
    }

    /** What an overlay for the mesh at hand says. */
    private static Optional<String> overlaid(Component component, RenderContext context) {
        MapValue kinds = component.extensions().map(context.mesh().value()).orElse(MapValue.EMPTY);
        return kinds.entries().stream()
                .flatMap(kind -> kind.value().find(JsonPointer.of("spec", "template", "spec", ACCOUNT)).stream())
                .map(Value::toString)
                .findFirst();
    }

    /** Whether a selector of a namespace takes these pods in; one without labels takes none. */
    boolean isSelectedBy(MapValue selector, String where) {
        return namespace.equals(where)
                && !selector.isEmpty()
                && selector.entries().stream()
                        .allMatch(label -> labels.get(label.key())
                                .filter(value ->
                                        value.toString().equals(label.value().toString()))
                                .isPresent());
    }
}
