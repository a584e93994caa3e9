// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.rules.policies;

import io.meshkit.analysis.Index;
import io.meshkit.analysis.Node;
import io.meshkit.analysis.RuleView;
import io.meshkit.istio.internal.rules.model.Kinds;
import io.meshkit.resource.Resource;
import io.meshkit.resource.StoreId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One change that an EnvoyFilter makes to the configuration of proxies: istio/api:networking/v1alpha3/envoy_filter.proto.
 *
 * @param filter the EnvoyFilter
 * @param position which of its changes it is, from 0
 * @param at an item of {@code configPatches}
 */
record EnvoyPatch(Resource filter, int position, Node at) {

    /** Where two operations are done relative to each other, their order decides, and that of EnvoyFilters without priority is their age. */
    private static final Set<String> RELATIVE = Set.of("INSERT_BEFORE", "INSERT_AFTER", "REPLACE", "REMOVE");

    /** Istio neither adds nor removes these; it merges them, and inserts routes. */
    private static final Set<String> ROUTES = Set.of("ROUTE_CONFIGURATION", "HTTP_ROUTE");

    private static final Set<String> REPLACEABLE = Set.of("NETWORK_FILTER", "HTTP_FILTER", "VIRTUAL_HOST");

    private static final String ANYWHERE = "*";

    private static final Index<Thing, EnvoyPatch> OF_VERSIONS = Index.of(
            "changes for some versions of proxies by what they change",
            Set.of(Kinds.ENVOY_FILTER),
            (filter, entries) -> {
                for (EnvoyPatch patch : all(filter)) {
                    if (!patch.at.get("match", "proxy", "proxyVersion").isEmpty()) {
                        entries.accept(patch.thing(filter.key().namespace()), patch);
                        entries.accept(patch.thing(ANYWHERE), patch);
                    }
                }
            });

    /** Something of a name that EnvoyFilters of one namespace change, or of all. */
    private record Thing(StoreId cluster, String namespace, String name) {}

    private Thing thing(String namespace) {
        return new Thing(filter.key().store(), namespace, name());
    }

    /** All changes of an EnvoyFilter. */
    static List<EnvoyPatch> all(Resource filter) {
        List<EnvoyPatch> patches = new ArrayList<>();
        for (Node at : Node.of(filter).get("spec", "configPatches").items()) {
            patches.add(new EnvoyPatch(filter, patches.size(), at));
        }
        return patches;
    }

    /** The changes of an EnvoyFilter that a rule looks at; istioctl ends at the first that does not say what to do. */
    static Stream<EnvoyPatch> seen(Resource filter, RuleView view) {
        Stream<EnvoyPatch> patches = all(filter).stream();
        return view.imitates("istioctl")
                ? patches.takeWhile(patch -> patch.at.get("patch").isPresent())
                : patches;
    }

    String operation() {
        return at.get("patch", "operation").text("");
    }

    String target() {
        return at.get("applyTo").text("");
    }

    boolean is(String operation) {
        return operation().equals(operation);
    }

    boolean isOfRoutes() {
        return ROUTES.contains(target());
    }

    boolean isReplaceable() {
        return REPLACEABLE.contains(target());
    }

    /** Whether what it does hangs on what other changes did before, and nothing says which come first. */
    boolean isUnordered() {
        boolean applies = is("REMOVE") ? !isOfRoutes() : !is("REPLACE") || isReplaceable();
        long priority = Node.of(filter).get("spec", "priority").number().orElse(0);
        return RELATIVE.contains(operation()) && applies && priority == 0;
    }

    /** What it puts there, or else changes; empty when it does not say. */
    String name() {
        Node value = at.get("patch", "value");
        String named = value.get("name").text("");
        return !named.isEmpty() || value.isEmpty()
                ? named
                : at.get("match", "listener", "filterChain", "filter", "name").text("");
    }

    /**
     * The changes of the same thing that only some versions of proxies get, and that the same proxies may get: those of the namespace and
     * of the root namespace. istioctl compares all EnvoyFilters, and sees those alone that come before.
     */
    Stream<EnvoyPatch> rivals(RuleView view) {
        if (view.imitates("istioctl")) {
            return view.find(OF_VERSIONS, thing(ANYWHERE)).stream().filter(other -> other.comesBefore(this));
        }
        String root = view.settings().rootNamespace();
        String own = filter.key().namespace();
        Stream<String> namespaces = own.equals(root) ? Stream.of(ANYWHERE) : Stream.of(own, root);
        return name().isEmpty()
                ? Stream.empty()
                : namespaces
                        .flatMap(namespace -> view.find(OF_VERSIONS, thing(namespace)).stream())
                        .filter(other -> !other.isSame(this));
    }

    private boolean isSame(EnvoyPatch other) {
        return filter.key().equals(other.filter.key()) && position == other.position;
    }

    private boolean comesBefore(EnvoyPatch other) {
        int order = filter.key().compareTo(other.filter.key());
        return order < 0 || order == 0 && position < other.position;
    }
}
