// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.pattern;

import io.meshkit.document.BooleanValue;
import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.Place;
import io.meshkit.document.TextEdit;
import io.meshkit.document.TextValue;
import io.meshkit.document.Value;
import io.meshkit.finding.Finding;
import io.meshkit.finding.FindingSink;
import io.meshkit.finding.Fix;
import io.meshkit.pattern.Component;
import io.meshkit.pattern.Pattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Folds the older spellings of an application into today's (meshery/meshery:server/models/pattern/patterns/application/application.go, and
 * the samples of service-mesh-patterns), each with a finding.
 */
final class OlderApplications {

    private static final String ADVANCED = "advanced";

    private final FindingSink findings;

    private OlderApplications(FindingSink findings) {
        this.findings = findings;
    }

    static Pattern fold(Pattern pattern, FindingSink findings) {
        OlderApplications older = new OlderApplications(findings);
        List<Component> components = new ArrayList<>();
        for (Component component : pattern.components()) {
            boolean application = component.type().text().equals("Application")
                    && component.apiVersion().isEmpty();
            components.add(application ? older.fold(component) : component);
        }
        return pattern.toBuilder().components(components).build();
    }

    private Component fold(Component component) {
        Component.Builder folded = component.toBuilder();
        MapValue settings = identity(component, folded);
        settings = advanced(settings);
        settings = single(settings);
        return folded.settings(commands(settings)).build();
    }

    private void report(String written, String meant, MapValue around, String key) {
        findings.report(finding(written, meant, around, key).build());
    }

    private static Finding.Builder finding(String written, String meant, MapValue around, String key) {
        return PatternCodes.LEGACY_SPELLING
                .finding(written + " is an older spelling; write " + meant)
                .at(around.keyPlace(key));
    }

    /** Name and namespace once stood in the settings too; they count where the component has none of its own. */
    private MapValue identity(Component component, Component.Builder folded) {
        MapValue settings = component.settings();
        Optional<TextValue> name = text(settings, "name");
        if (name.isPresent()) {
            report("settings.name", "name beside type", settings, "name");
            if (component.name().text().equals(component.key())) {
                folded.name(name.get());
            }
        }
        Optional<TextValue> namespace = text(settings, "namespace");
        if (namespace.isPresent()) {
            report("settings.namespace", "namespace beside type", settings, "namespace");
            if (component.namespace().isEmpty()) {
                folded.namespace(namespace.get());
            }
        }
        MapValue rest = name.isPresent() ? settings.without("name") : settings;
        return namespace.isPresent() ? rest.without("namespace") : rest;
    }

    private static Optional<TextValue> text(MapValue map, String key) {
        return map.get(key).filter(TextValue.class::isInstance).map(TextValue.class::cast);
    }

    private MapValue advanced(MapValue written) {
        Optional<MapValue> advanced = written.map(ADVANCED);
        if (advanced.isEmpty()) {
            return written;
        }
        MapValue settings = written;
        MapValue rest = advanced.get();
        Optional<MapValue> labels = rest.map("labels");
        if (labels.isPresent()) {
            report("settings.advanced.labels", "settings.labels", rest, "labels");
            rest = rest.without("labels");
            settings = settings.with("labels", merged(labels.get(), settings.map("labels")));
        }
        for (String key : List.of("skip_service", "create_service")) {
            Optional<Value> value = rest.get(key).filter(BooleanValue.class::isInstance);
            if (value.isPresent()) {
                boolean made = value.get().equals(BooleanValue.TRUE) == key.equals("create_service");
                report("settings.advanced." + key, "settings.service: " + made, rest, key);
                rest = rest.without(key);
                if (!settings.has("service") && !made) {
                    settings = settings.with("service", BooleanValue.FALSE.at(value.get()));
                }
            }
        }
        return rest.isEmpty() ? settings.without(ADVANCED) : settings.with(ADVANCED, rest);
    }

    /** What is written the way of today counts. */
    private static MapValue merged(MapValue older, Optional<MapValue> current) {
        MapValue.Builder labels = older.toBuilder();
        current.orElse(MapValue.EMPTY).forEach(label -> labels.put(label.key(), label.value()));
        return labels.build();
    }

    private MapValue single(MapValue settings) {
        Optional<Value> container = settings.get("container");
        if (container.isEmpty() || settings.has("containers")) {
            return settings;
        }
        report("settings.container", "the list settings.containers", settings, "container");
        Value list = container.get() instanceof ListValue
                ? container.get()
                : ListValue.of(container.get()).at(container.get());
        return settings.without("container").with("containers", list);
    }

    private MapValue commands(MapValue settings) {
        Optional<ListValue> containers = settings.list("containers");
        if (containers.isEmpty()) {
            return settings;
        }
        List<Value> folded = new ArrayList<>();
        for (Value container : containers.get()) {
            boolean older = container instanceof MapValue map && map.has("commands") && !map.has("command");
            folded.add(older ? commandsOf((MapValue) container) : container);
        }
        return settings.with("containers", ListValue.of(folded).at(containers.get()));
    }

    private MapValue commandsOf(MapValue container) {
        Finding.Builder finding = finding("commands", "command", container, "commands");
        Optional<Place> place = container.keyPlace("commands");
        place.ifPresent(key -> finding.fix(new Fix("write command", List.of(new TextEdit(key, "command")))));
        findings.report(finding.build());
        Value commands = container.get("commands").orElseThrow();
        return container.without("commands").with("command", commands);
    }
}
