// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.plan;

import io.meshkit.document.JsonPointer;
import io.meshkit.document.TextValue;
import io.meshkit.document.Value;
import io.meshkit.resource.GroupKind;
import io.meshkit.resource.ResourceKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which of a list of resources come before which: as they say themselves ({@code after}, {@code serves}), and as their kinds demand, by
 * the table below. Edges to resources that are not in the list are dropped.
 */
final class OrderEdges {

    /** One rule: which resources one resource needs. */
    private interface Need {
        List<Integer> before(int node, OrderEdges edges);
    }

    private static final List<Need> NEEDS =
            List.of(OrderEdges::namespace, OrderEdges::definition, OrderEdges::namedByPods, OrderEdges::namedRole);

    private static final GroupKind SERVICE = new GroupKind("", "Service");

    private final List<Node> nodes;
    private final Map<ResourceKey, Integer> byKey = new HashMap<>();
    private final Map<GroupKind, Integer> definitions = new HashMap<>();
    private final Graph order;
    private final Graph serving;

    OrderEdges(List<Node> nodes) {
        this.nodes = nodes;
        order = new Graph(nodes.size());
        serving = new Graph(nodes.size());
        for (int i = 0; i < nodes.size(); i++) {
            byKey.put(nodes.get(i).key(), i);
            int index = i;
            Kinds.definedKind(nodes.get(i).resource()).ifPresent(kind -> definitions.put(kind, index));
        }
        for (int i = 0; i < nodes.size(); i++) {
            stated(i);
            for (Need need : NEEDS) {
                for (int first : need.before(i, this)) {
                    if (first != i) {
                        order.edge(first, i);
                    }
                }
            }
        }
        webhooksLast();
    }

    /** Edges from what comes first to what comes after. */
    Graph order() {
        return order;
    }

    /** Edges from what is pointed into to what points into it. */
    Graph serving() {
        return serving;
    }

    private void stated(int node) {
        nodes.get(node).after().forEach(key -> find(key).ifPresent(first -> order.edge(first, node)));
        nodes.get(node).serves().forEach(key -> find(key).ifPresent(then -> serving.edge(node, then)));
    }

    private Optional<Integer> find(ResourceKey key) {
        return Optional.ofNullable(byKey.get(key));
    }

    private Optional<Integer> find(ResourceKey like, GroupKind kind, String namespace, String name) {
        return name.isBlank() ? Optional.empty() : find(new ResourceKey(like.store(), kind, namespace, name));
    }

    private static List<Integer> namespace(int node, OrderEdges edges) {
        ResourceKey key = edges.nodes.get(node).key();
        return edges.find(key, Kinds.NAMESPACE, "", key.namespace()).stream().toList();
    }

    private static List<Integer> definition(int node, OrderEdges edges) {
        Integer definition = edges.definitions.get(edges.nodes.get(node).key().groupKind());
        return definition == null ? List.of() : List.of(definition);
    }

    private static List<Integer> namedByPods(int node, OrderEdges edges) {
        return PodReferences.of(edges.nodes.get(node).resource()).stream()
                .flatMap(key -> edges.find(key).stream())
                .toList();
    }

    /** A binding needs its role (kubernetes/api:rbac/v1/types.go). */
    private static List<Integer> namedRole(int node, OrderEdges edges) {
        ResourceKey key = edges.nodes.get(node).key();
        if (!key.groupKind().group().equals("rbac.authorization.k8s.io")
                || !key.groupKind().kind().endsWith("Binding")) {
            return List.of();
        }
        Value body = edges.nodes.get(node).resource().body();
        String kind = text(body, "/roleRef/kind");
        if (kind.isBlank()) {
            return List.of();
        }
        GroupKind role = new GroupKind(key.groupKind().group(), kind);
        String namespace = kind.equals("Role") ? key.namespace() : "";
        return edges.find(key, role, namespace, text(body, "/roleRef/name")).stream()
                .toList();
    }

    /**
     * A webhook that is there before its server refuses or delays what it should only check. So it comes after the Service it calls, the
     * workloads of that namespace and the rest of its component, except what was said to come after the webhook.
     */
    private void webhooksLast() {
        for (int i = 0; i < nodes.size(); i++) {
            GroupKind kind = nodes.get(i).key().groupKind();
            if (kind.equals(KindOrder.VALIDATING) || kind.equals(KindOrder.MUTATING)) {
                boolean[] later = order.and(serving).reachable(i);
                for (int first : servers(i)) {
                    if (!later[first]) {
                        order.edge(first, i);
                    }
                }
            }
        }
    }

    private List<Integer> servers(int webhook) {
        Node node = nodes.get(webhook);
        List<Integer> servers = new ArrayList<>();
        List<String> namespaces = new ArrayList<>();
        for (JsonPointer service :
                ForeignFields.places(node.resource().body(), JsonPointer.parse("/webhooks/*/clientConfig/service"))) {
            Value named = node.resource().body().find(service).orElseThrow();
            String namespace = text(named, "/namespace");
            namespaces.add(namespace);
            find(node.key(), SERVICE, namespace, text(named, "/name")).ifPresent(servers::add);
        }
        for (int i = 0; i < nodes.size(); i++) {
            ResourceKey key = nodes.get(i).key();
            boolean webhookToo = key.groupKind().group().equals(KindOrder.VALIDATING.group());
            boolean serves = PodReferences.isWorkload(key.groupKind()) && namespaces.contains(key.namespace());
            boolean sameComponent =
                    !node.component().isEmpty() && nodes.get(i).component().equals(node.component());
            if (!webhookToo && (serves || sameComponent)) {
                servers.add(i);
            }
        }
        return servers;
    }

    private static String text(Value value, String pointer) {
        return value.find(pointer)
                .filter(TextValue.class::isInstance)
                .map(Object::toString)
                .orElse("");
    }
}
