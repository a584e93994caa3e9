// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.rules.policies;

import io.meshkit.analysis.Index;
import io.meshkit.analysis.Node;
import io.meshkit.analysis.RuleView;
import io.meshkit.istio.internal.rules.model.Kinds;
import io.meshkit.resource.Resource;
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

    private static final Index<String, EnvoyPatch> OF_VERSIONS = Index.of(
            "changes for some versions of proxies by what they change",
            Set.of(Kinds.ENVOY_FILTER),
            (filter, entries) -> {
                for (EnvoyPatch patch : all(filter)) {
                    if (!patch.at.get("match", "proxy", "proxyVersion").isEmpty()) {
                        entries.accept(patch.name(), patch);
                    }
                }
            });

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
     * The changes of the same thing that only some versions of proxies get, and that the same proxies may get. istioctl compares all
     * EnvoyFilters of the cluster, and sees those alone that come before.
     */
    List<EnvoyPatch> rivals(RuleView view) {
        boolean precise = !view.imitates("istioctl");
        if (precise && name().isEmpty()) {
            return List.of();
        }
        return view.find(OF_VERSIONS, name()).stream()
                .filter(other -> precise ? mayMeet(other, view) : other.comesBefore(this))
                .toList();
    }

    private boolean mayMeet(EnvoyPatch other, RuleView view) {
        String root = view.settings().rootNamespace();
        String mine = filter.key().namespace();
        String its = other.filter.key().namespace();
        boolean same = other.filter.key().equals(filter.key()) && other.position == position;
        return !same
                && other.filter.key().store().equals(filter.key().store())
                && (its.equals(mine) || its.equals(root) || mine.equals(root));
    }

    private boolean comesBefore(EnvoyPatch other) {
        int order = filter.key().compareTo(other.filter.key());
        return order < 0 || order == 0 && position < other.position;
    }
}
