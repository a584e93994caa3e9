// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.rules.routing;

import io.meshkit.analysis.Node;
import io.meshkit.document.JsonPointer;
import io.meshkit.document.MapValue;
import io.meshkit.document.Value;
import io.meshkit.resource.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The routes of a VirtualService in the order in which Envoy tries them, and what each takes away from those after it. */
final class RouteMatches {

    private static final List<String> PARTS = List.of("method", "authority", "scheme");
    private static final List<String> CALLERS = List.of("gateways", "sourceLabels", "sourceNamespace");
    private static final List<String> MAPS = List.of("headers", "queryParams", "withoutHeaders");

    private RouteMatches() {}

    /** The routes of each protocol. */
    static List<List<Node>> routes(Resource virtualService) {
        Node spec = Node.of(virtualService).get("spec");
        return List.of(
                spec.get("http").items(),
                spec.get("tls").items(),
                spec.get("tcp").items());
    }

    /** Whether two matches are for the same requests, whatever they are called. */
    static boolean same(Node one, Node other) {
        return nameless(one).equals(nameless(other));
    }

    private static Optional<Value> nameless(Node match) {
        return match.value().map(value -> value.without(JsonPointer.of("name")));
    }

    /** The matches of all routes up to one that take all their requests, in order. */
    static List<Node> before(List<Node> routes, int index, boolean asIstioctl) {
        List<Node> matches = new ArrayList<>();
        routes.subList(0, index).stream()
                .filter(route -> asIstioctl || takesAll(route))
                .forEach(route -> matches.addAll(route.get("match").items()));
        return matches;
    }

    /**
     * Whether a route takes all requests of its matches. One with a delegate takes those that the delegate has a route for, and the others
     * go on to the next (istio/istio:pilot/pkg/model/virtualservice.go); istioctl does not look at delegates.
     */
    static boolean takesAll(Node route) {
        return !route.get("delegate").isPresent();
    }

    /**
     * Whether all requests of a later match are taken by an earlier one, both by prefixes of the path. A method that an earlier match does
     * not name is any; istioctl takes it for GET, and does not look at who calls, at which gateway, and with which case.
     */
    static boolean covers(Node earlier, Node later, boolean asIstioctl) {
        String prefix = earlier.get("uri", "prefix").text("");
        String longer = later.get("uri", "prefix").text("");
        return !prefix.isEmpty()
                && !prefix.equals(longer)
                && longer.startsWith(prefix)
                && earlier.get("port").value().equals(later.get("port").value())
                && PARTS.stream().allMatch(part -> coversText(earlier.get(part), later.get(part), asIstioctl, part))
                && MAPS.stream().allMatch(map -> coversMap(earlier.get(map), later.get(map)))
                && (asIstioctl || coversCallers(earlier, later));
    }

    private static boolean coversCallers(Node earlier, Node later) {
        boolean sameCallers = CALLERS.stream()
                .allMatch(part -> earlier.get(part).isEmpty()
                        || earlier.get(part).value().equals(later.get(part).value()));
        return sameCallers
                && (earlier.get("ignoreUriCase").isTrue()
                        || !later.get("ignoreUriCase").isTrue());
    }

    private static boolean coversText(Node earlier, Node later, boolean asIstioctl, String part) {
        if (asIstioctl && part.equals("method")) {
            return exact(earlier).equals(exact(later));
        }
        return !earlier.isPresent() || earlier.value().equals(later.value());
    }

    private static String exact(Node method) {
        return method.isPresent() ? method.get("exact").text("") : "GET";
    }

    private static boolean coversMap(Node earlier, Node later) {
        if (!earlier.isPresent()) {
            return true;
        }
        Map<String, Value> wanted = values(earlier);
        return values(later).entrySet().containsAll(wanted.entrySet());
    }

    private static Map<String, Value> values(Node map) {
        return map.value().filter(MapValue.class::isInstance).map(MapValue.class::cast).stream()
                .flatMap(entries -> entries.entries().stream())
                .collect(java.util.stream.Collectors.toMap(MapValue.Entry::key, MapValue.Entry::value));
    }
}
