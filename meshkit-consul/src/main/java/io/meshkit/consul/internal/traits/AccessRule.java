// SPDX-License-Identifier: Apache-2.0
package io.meshkit.consul.internal.traits;

import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.TextValue;
import io.meshkit.document.Value;
import io.meshkit.pattern.Component;
import io.meshkit.pattern.RenderContext;
import java.util.ArrayList;
import java.util.List;

/**
 * A rule of the access trait, with names of services for callers. Immutable.
 *
 * @param isDeny whether it refuses
 * @param callers the services that it speaks of; empty for anyone
 * @param requests what they may or may not send, as conditions on HTTP requests; empty for all
 */
record AccessRule(boolean isDeny, List<Value> callers, List<MapValue> requests) {

    /** Reads a rule that Consul can express. */
    static AccessRule of(MapValue rule, Component component, RenderContext context) {
        MapValue from = rule.map("from").orElse(MapValue.EMPTY);
        List<Value> callers = new ArrayList<>();
        for (Value service : from.list("services").orElse(ListValue.EMPTY)) {
            callers.add(Callers.name(service, component, context).at(service));
        }
        for (Value identity : from.list("identities").orElse(ListValue.EMPTY)) {
            bearers(identity.toString(), context)
                    .forEach(bearer -> callers.add(bearer.name().at(identity)));
        }
        return new AccessRule(
                rule.text("action").orElse("allow").equals("deny"),
                List.copyOf(callers),
                requests(rule.map("to").orElse(MapValue.EMPTY)));
    }

    /** The services of the pattern whose pods run as a service account, written {@code NAMESPACE/NAME}. */
    static List<Component> bearers(String identity, RenderContext context) {
        return context.accounts().bearers(identity);
    }

    /** One condition for each path, since a permission of Consul has one. */
    private static List<MapValue> requests(MapValue to) {
        MapValue.Builder rest = MapValue.builder();
        RequestMatch.conditions(to, "headers", Comparison::header).ifPresent(headers -> rest.put("header", headers));
        to.list("methods")
                .filter(methods -> methods.size() > 0)
                .ifPresent(methods -> rest.put("methods", RequestMatch.once(methods)));
        MapValue conditions = rest.build();
        ListValue paths = to.list("paths").orElse(ListValue.EMPTY);
        if (paths.size() == 0) {
            return conditions.isEmpty() ? List.of() : List.of(conditions);
        }
        List<MapValue> requests = new ArrayList<>();
        for (Value path : paths) {
            requests.add(path(path, conditions));
        }
        return List.copyOf(requests);
    }

    private static MapValue path(Value path, MapValue conditions) {
        String text = path.toString();
        MapValue.Builder request = MapValue.builder();
        if (text.endsWith("*")) {
            request.put(
                    "pathPrefix",
                    TextValue.of(text.substring(0, text.length() - 1)).at(path));
        } else {
            request.put("pathExact", path);
        }
        conditions.forEach(condition -> request.put(condition.key(), condition.value()));
        return request.build();
    }

    /** Whether it speaks of a caller; {@code *} is anyone that no other rule names. */
    boolean speaksOf(String caller) {
        return callers.isEmpty()
                || callers.stream().anyMatch(name -> name.toString().equals(caller));
    }
}
