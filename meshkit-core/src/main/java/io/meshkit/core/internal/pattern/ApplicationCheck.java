// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.pattern;

import io.meshkit.document.BooleanValue;
import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.Place;
import io.meshkit.document.Value;
import io.meshkit.finding.FindingSink;
import io.meshkit.pattern.Component;
import io.meshkit.pattern.Pattern;
import io.meshkit.pattern.PatternCheck;
import io.meshkit.pattern.Versions;
import io.meshkit.pattern.Workload;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Workloads can be made of applications: every container has a name and an image, every version labels of its own. */
final class ApplicationCheck implements PatternCheck {

    @Override
    public void check(Pattern pattern, FindingSink findings) {
        for (Component component : pattern.components()) {
            boolean application = component.type().text().equals("Application")
                    && component.apiVersion().isEmpty();
            if (application && component.settings().has("containers")) {
                checkContainers(component, findings);
                checkService(component, findings);
                checkVersions(component, findings);
            }
        }
    }

    private static void report(FindingSink findings, Component component, Optional<Place> place, String message) {
        findings.report(PatternCodes.APPLICATION
                .finding(message)
                .at(component.keyPlace())
                .at(place)
                .build());
    }

    private static void checkContainers(Component component, FindingSink findings) {
        Set<String> names = new HashSet<>();
        ListValue containers = component.settings().list("containers").orElse(ListValue.EMPTY);
        for (int i = 0; i < containers.size(); i++) {
            MapValue container = containers.get(i) instanceof MapValue map ? map : MapValue.EMPTY;
            Optional<Value> name =
                    i == 0 ? container.get("name").or(() -> Optional.of(component.name())) : container.get("name");
            Optional<Place> place = containers.get(i).place();
            if (name.isEmpty()) {
                report(
                        findings,
                        component,
                        place,
                        "a container of " + component.key() + " beside the first one has no name");
            } else if (!names.add(name.get().toString())) {
                report(
                        findings,
                        component,
                        name.get().place(),
                        "two containers of " + component.key() + " are called " + name.get());
            }
            if (!container.has("image") && !(i == 0 && everyVersionHasAnImage(component))) {
                report(
                        findings,
                        component,
                        place,
                        "a container of " + component.key() + " has no image; name one there"
                                + (i == 0 ? ", or in every version" : ""));
            }
        }
    }

    private static boolean everyVersionHasAnImage(Component component) {
        MapValue versions = Versions.of(component);
        return !versions.isEmpty()
                && versions.entries().stream()
                        .allMatch(version -> version.value() instanceof MapValue map && map.has("image"));
    }

    private static void checkService(Component component, FindingSink findings) {
        MapValue settings = component.settings();
        if (settings.get("service").filter(BooleanValue.TRUE::equals).isPresent() && !settings.has("port")) {
            report(
                    findings,
                    component,
                    settings.keyPlace("service"),
                    "a Service is asked for of " + component.key()
                            + ", which has no port; name settings.port, or the ports" + " of its containers");
        }
        MapValue selector = settings.map("selector").orElse(MapValue.EMPTY);
        MapValue labels = settings.map("labels").orElse(MapValue.EMPTY);
        for (MapValue.Entry label : labels) {
            checkSelected(component, selector, label, labels.keyPlace(label.key()), findings);
        }
        for (String version : Versions.of(component).keys()) {
            MapValue own = Versions.labels(component, version);
            for (MapValue.Entry label : own) {
                checkSelected(component, selector, label, own.keyPlace(label.key()), findings);
            }
        }
    }

    private static void checkSelected(
            Component component, MapValue selector, MapValue.Entry label, Optional<Place> place, FindingSink findings) {
        Optional<Value> selected = selector.get(label.key());
        if (selected.filter(value -> !value.equals(label.value())).isPresent()) {
            report(
                    findings,
                    component,
                    place.or(() -> Versions.of(component).place()),
                    "the pods of " + component.key() + " are known by the label " + label.key() + ": " + selected.get()
                            + ", so none of them can have " + label.key() + ": " + label.value());
        }
    }

    private static void checkVersions(Component component, FindingSink findings) {
        MapValue versions = Versions.of(component);
        List<String> refused = Versions.notLabels(
                Workload.of(component).stream().map(Workload::name).toList());
        Map<MapValue, String> known = new HashMap<>();
        for (Workload workload : Workload.of(component)) {
            Optional<Place> place = workload.version().flatMap(versions::keyPlace);
            if (refused.contains(workload.name())) {
                report(
                        findings,
                        component,
                        place,
                        "\"" + workload.name() + "\" is no name of a Deployment; it has at most 63 lower-case letters,"
                                + " digits and inner hyphens");
            }
            String other =
                    known.putIfAbsent(workload.labels(), workload.version().orElse(""));
            if (other != null) {
                report(
                        findings,
                        component,
                        place,
                        "the versions " + other + " and " + workload.version().orElse("") + " of " + component.key()
                                + " have the same labels, so that nothing tells their pods apart");
            }
        }
    }
}
