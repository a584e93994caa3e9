// SPDX-License-Identifier: Apache-2.0
package io.meshkit.linkerd.internal.traits;

import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.pattern.Component;
import io.meshkit.pattern.Draft;
import io.meshkit.pattern.Drafts;
import io.meshkit.pattern.RenderContext;
import io.meshkit.pattern.Support;
import io.meshkit.pattern.Versions;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** One Service for each version that requests are sent to, since Linkerd knows no subsets of a Service. */
final class VersionServices {

    private VersionServices() {}

    /** The verdict on sending requests to versions of a service. */
    static Support support(String field, Component component) {
        if (component.settings().map("selector").isEmpty()) {
            return Support.partial(
                    field,
                    "Linkerd splits between Services, so one Service is made for each version; without"
                            + " settings.selector it takes in every pod of the namespace that bears the labels of the"
                            + " version",
                    "add settings.selector with the labels that all pods of the service bear");
        }
        return Support.emulated(
                field, "Linkerd splits between Services, so one Service is made for each version, on the same port");
    }

    /** The names of Services for versions that Kubernetes would refuse. */
    static List<String> notNames(Component component, Collection<String> versions) {
        return Versions.notLabels(
                versions.stream().map(version -> name(component, version)).toList());
    }

    /** The verdict on Services for versions that bear the name of another service of the pattern; empty when none does. */
    static Optional<Support> taken(
            String field, Component component, Collection<String> versions, RenderContext context) {
        for (String version : versions) {
            String name = name(component, version);
            Optional<Component> other = context.pattern().components().stream()
                    .filter(one -> isService(one)
                            && one.name().text().equals(name)
                            && context.namespaceOf(one).equals(context.namespaceOf(component)))
                    .findFirst();
            if (other.isPresent()) {
                return Optional.of(Support.none(
                        field,
                        "the Service " + name + ", which is made for version " + version + " of " + component.key()
                                + ", would replace " + other.get().key() + ", another service of the pattern",
                        "call the version or that service otherwise, or split between the services by route"));
            }
        }
        return Optional.empty();
    }

    private static boolean isService(Component component) {
        return component.isA("Service") || component.type().text().matches("Service(\\.K8s)?");
    }

    private static String name(Component component, String version) {
        return component.name().text() + "-" + version;
    }

    /** The Service of one version, on the port of the service. */
    static Draft draft(Component component, String version, RenderContext context, Drafts drafts) {
        Draft service = drafts.draft("v1", "Service", context.namespaceOf(component), name(component, version));
        MapValue.Builder selector = component.settings().map("selector").orElse(MapValue.EMPTY).toBuilder();
        Versions.labels(component, version).forEach(label -> selector.put(label.key(), label.value()));
        service.set("/spec/selector", selector.build());
        // a Service leads to the port of the same number on its pods unless it names a targetPort
        MapValue.Builder ports =
                MapValue.builder().put("port", LinkerdTargets.port(component).orElseThrow());
        component.settings().get("targetPort").ifPresent(target -> ports.put("targetPort", target));
        service.set("/spec/ports", ListValue.of(ports.build()));
        return service;
    }
}
