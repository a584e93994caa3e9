// SPDX-License-Identifier: Apache-2.0
package io.meshkit.pattern;

import io.meshkit.document.MapValue;
import io.meshkit.document.TextValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The pods that a component of a pattern runs, whatever kind of workload makes them, as they are once an overlay for the mesh at hand is
 * laid over.
 *
 * @param namespace where they run
 * @param labels their labels
 * @param account the service account that they run as
 */
record ComponentPods(String namespace, MapValue labels, String account) {

    /** What pods run as that name no account (kubernetes/kubernetes:plugin/pkg/admission/serviceaccount/admission.go). */
    static final String DEFAULT_ACCOUNT = "default";

    private static final String ACCOUNT = "serviceAccountName";
    private static final String POD = "Pod";

    /** Where objects keep the metadata and the spec of their pods, unless under {@link #USUAL} (kubernetes/api:core/v1, batch/v1 types.go). */
    private static final Map<String, List<String>> PLACES =
            Map.of(POD, List.of(), "CronJob", List.of("spec", "jobTemplate", "spec", "template"));

    private static final List<String> USUAL = List.of("spec", "template");

    /** The pods of a component; none when it runs none. */
    static List<ComponentPods> of(Component component, RenderContext context) {
        if (component.isA("Application")) {
            return ofApplication(component, context);
        }
        if (component.isA("Service")) {
            return List.of();
        }
        // a suffix says whose kind it is, as in Deployment.K8s
        String kind = component.type().text().split("\\.", 2)[0];
        MapValue settings = component.settings();
        MapValue metadata = settings.map("metadata").orElse(MapValue.EMPTY);
        MapValue body = MapValue.builder()
                .put("metadata", kind.equals(POD) ? labelled(metadata, component.labels()) : metadata)
                .put("spec", settings.map("spec").orElse(settings))
                .build();
        return of(body, kind, namespace(metadata, component, context), component, context).stream()
                .toList();
    }

    private static MapValue labelled(MapValue metadata, MapValue more) {
        MapValue.Builder labels = metadata.map("labels").orElse(MapValue.EMPTY).toBuilder();
        more.forEach(label -> labels.put(label.key(), label.value()));
        return metadata.with("labels", labels.build());
    }

    /** Meshery's tools wrote the namespace into the settings as well; it counts where the component has none of its own. */
    private static String namespace(MapValue metadata, Component component, RenderContext context) {
        Stream<Optional<String>> written = component.namespace().isPresent()
                ? Stream.empty()
                : Stream.of(metadata.text("namespace"), component.settings().text("namespace"));
        return written.flatMap(Optional::stream)
                .filter(name -> !name.isBlank())
                .findFirst()
                .orElseGet(() -> context.namespaceOf(component));
    }

    private static List<ComponentPods> ofApplication(Component component, RenderContext context) {
        MapValue settings = component.settings();
        TextValue account = settings.text("serviceAccount").map(TextValue::of).orElse(component.name());
        List<ComponentPods> pods = new ArrayList<>();
        for (Workload workload : Workload.of(component)) {
            MapValue.Builder labels = settings.map("labels").orElse(MapValue.EMPTY).toBuilder();
            workload.labels().forEach(label -> labels.put(label.key(), label.value()));
            MapValue template = MapValue.builder()
                    .put("metadata", MapValue.of("labels", labels.build()))
                    .put("spec", MapValue.of(ACCOUNT, account))
                    .build();
            MapValue body = MapValue.of("spec", MapValue.of("template", template));
            of(body, "Deployment", context.namespaceOf(component), component, context)
                    .ifPresent(pods::add);
        }
        return List.copyOf(pods);
    }

    private static Optional<ComponentPods> of(
            MapValue body, String kind, String namespace, Component component, RenderContext context) {
        MapValue overlay = component
                .extensions()
                .map(context.mesh().value())
                .flatMap(kinds -> kinds.map(kind))
                .orElse(MapValue.EMPTY);
        OverlaidValue pod = new OverlaidValue(body, overlay);
        for (String step : PLACES.getOrDefault(kind, USUAL)) {
            pod = pod.child(step);
        }
        MapValue labels = pod.child("metadata").child("labels").map();
        if (labels.isEmpty() && !kind.equals(POD)) {
            return Optional.empty();
        }
        OverlaidValue spec = pod.child("spec");
        // the older name counts where the newer one is empty (kubernetes/kubernetes:pkg/apis/core/v1/conversion.go)
        String account = Stream.of(ACCOUNT, "serviceAccount")
                .flatMap(name -> spec.child(name).text().stream())
                .findFirst()
                .orElse(DEFAULT_ACCOUNT);
        return Optional.of(new ComponentPods(namespace, labels, account));
    }

    /** Whether a selector of a namespace takes these pods in; one without labels takes none. */
    boolean isSelectedBy(MapValue selector, String where) {
        return namespace.equals(where) && isWithin(labels, selector);
    }

    /** Whether labels have all that a selector asks for; one that asks for none selects nothing. */
    static boolean isWithin(MapValue labels, MapValue selector) {
        return !selector.isEmpty()
                && selector.entries().stream()
                        .allMatch(label -> labels.get(label.key())
                                .filter(value ->
                                        value.toString().equals(label.value().toString()))
                                .isPresent());
    }
}
