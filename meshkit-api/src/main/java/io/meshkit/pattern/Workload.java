// SPDX-License-Identifier: Apache-2.0
package io.meshkit.pattern;

import static java.util.Objects.requireNonNull;

import io.meshkit.document.MapValue;
import io.meshkit.document.TextValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What runs an {@code Application}: a Deployment for each of its versions, or one when it declares none.
 *
 * @param name the name of the Deployment
 * @param version the version that it runs; empty when the application declares none
 * @param labels the labels by which its pods are told from all others: those of the service, then those of the version
 * @since 0.1.0
 */
public record Workload(String name, Optional<String> version, MapValue labels) {

    /** Checks that nothing is null. */
    public Workload {
        requireNonNull(name, "name");
        requireNonNull(version, "version");
        requireNonNull(labels, "labels");
    }

    /**
     * The workloads of an application in the order of the file.
     *
     * @param application a component of that type
     * @return one for each version, or a single one
     */
    public static List<Workload> of(Component application) {
        String name = application.name().text();
        MapValue selector = selector(application);
        List<Workload> workloads = new ArrayList<>();
        for (String version : Versions.of(application).keys()) {
            MapValue.Builder labels = selector.toBuilder();
            Versions.labels(application, version).forEach(label -> labels.put(label.key(), label.value()));
            workloads.add(new Workload(name + "-" + version, Optional.of(version), labels.build()));
        }
        return workloads.isEmpty() ? List.of(new Workload(name, Optional.empty(), selector)) : List.copyOf(workloads);
    }

    private static MapValue selector(Component application) {
        return application
                .settings()
                .map("selector")
                .filter(labels -> !labels.isEmpty())
                .orElseGet(() -> MapValue.of(
                        "app", TextValue.of(application.name().text()).at(application.name())));
    }
}
