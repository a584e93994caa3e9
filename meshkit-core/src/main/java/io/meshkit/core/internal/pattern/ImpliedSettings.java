// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.pattern;

import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.TextValue;
import io.meshkit.document.Value;
import io.meshkit.pattern.Component;
import io.meshkit.pattern.Pattern;
import java.util.Optional;

/**
 * What components imply of themselves, written out as the settings of a Service have it. An Application knows the labels and ports of its
 * pods, an ExternalService its host, so that traits find the same settings on all of them.
 */
final class ImpliedSettings {

    private ImpliedSettings() {}

    static Pattern complete(Pattern pattern) {
        return pattern.toBuilder()
                .components(pattern.components().stream()
                        .map(ImpliedSettings::complete)
                        .toList())
                .build();
    }

    private static Component complete(Component component) {
        if (component.apiVersion().isPresent()) {
            return component;
        }
        return switch (component.type().text()) {
            case "Application" ->
                component.toBuilder().settings(application(component)).build();
            case "ExternalService" ->
                component.toBuilder().settings(external(component.settings())).build();
            default -> component;
        };
    }

    private static MapValue application(Component component) {
        MapValue settings = component.settings();
        if (settings.map("selector").orElse(MapValue.EMPTY).isEmpty()) {
            Value app = settings.map("labels")
                    .flatMap(labels -> labels.get("app"))
                    .orElseGet(() -> TextValue.of(component.name().text()).at(component.name()));
            settings = settings.with("selector", MapValue.of("app", app).at(app));
        }
        Optional<Value> listened = ContainerPorts.of(settings).stream()
                .map(ContainerPorts.Port::number)
                .findFirst();
        if (listened.isEmpty()) {
            return settings;
        }
        if (!settings.has("port")) {
            settings = settings.with("port", settings.get("targetPort").orElse(listened.get()));
        } else if (!settings.has("targetPort")) {
            settings = settings.with("targetPort", listened.get());
        }
        return settings;
    }

    private static MapValue external(MapValue settings) {
        Optional<Value> host =
                settings.list("hosts").filter(hosts -> hosts.size() > 0).map(hosts -> hosts.get(0));
        Optional<MapValue> port = settings.list("ports").orElse(ListValue.EMPTY).items().stream()
                .filter(MapValue.class::isInstance)
                .map(MapValue.class::cast)
                .findFirst();
        MapValue.Builder complete = settings.toBuilder();
        host.ifPresent(name -> complete.put("host", name));
        port.flatMap(first -> first.get("port")).ifPresent(number -> complete.put("port", number));
        port.flatMap(first -> first.get("protocol")).ifPresent(protocol -> complete.put("protocol", protocol));
        return complete.build();
    }
}
