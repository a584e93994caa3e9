// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.plan;

import io.meshkit.plan.DesiredResource;
import io.meshkit.plan.DesiredState;
import io.meshkit.resource.GroupKind;
import io.meshkit.resource.InventoryStore.Membership;
import io.meshkit.resource.LiveResource;
import io.meshkit.resource.ResourceKey;
import io.meshkit.resource.ResourceQuery;
import io.meshkit.resource.ResourceStore;
import io.meshkit.resource.SetId;
import io.meshkit.resource.StoreException;
import io.meshkit.resource.StoreException.Reason;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The members of a set whose inventory is gone, found again by what is left: the newest revision that can be read, and the mark on objects of
 * the kinds in it and in the desired state. One list for each kind, and none for a set of which nothing is left.
 */
final class LostMembers {

    private final ResourceStore store;
    private final SetId set;
    private final Collection<DesiredResource> recorded;

    /**
     * For one set.
     *
     * @param recorded the resources of its newest revision
     */
    LostMembers(ResourceStore store, SetId set, Collection<DesiredResource> recorded) {
        this.store = store;
        this.set = set;
        this.recorded = recorded;
    }

    Set<ResourceKey> find(DesiredState desired, LiveState live) {
        boolean marked = desired.resources().stream()
                .flatMap(resource -> live.get(resource.key()).stream())
                .anyMatch(this::isMember);
        if (!marked && recorded.isEmpty()) {
            return Set.of();
        }
        List<ResourceKey> known = new ArrayList<>();
        desired.resources().forEach(resource -> known.add(resource.key()));
        recorded.forEach(resource -> known.add(resource.key()));
        Set<ResourceKey> found =
                recorded.stream().map(DesiredResource::key).collect(Collectors.toCollection(TreeSet::new));
        Set<String> namespaces =
                known.stream().map(ResourceKey::namespace).collect(Collectors.toCollection(TreeSet::new));
        namespaces.add(set.namespace());
        known.stream()
                .map(ResourceKey::groupKind)
                .distinct()
                .sorted()
                .forEach(kind -> marked(kind, namespaces).stream()
                        .filter(this::isMember)
                        .forEach(member -> found.add(member.key())));
        return found;
    }

    private boolean isMember(LiveResource live) {
        return store.inventories().membership(live, set) == Membership.MEMBER;
    }

    private List<LiveResource> marked(GroupKind kind, Set<String> namespaces) {
        ResourceQuery query = store.inventories().marked(ResourceQuery.of(kind), set);
        try {
            return store.listAll(query);
        } catch (StoreException e) {
            if (e.reason() == Reason.UNKNOWN_KIND) {
                return List.of();
            }
            if (e.reason() != Reason.FORBIDDEN) {
                throw e;
            }
        }
        // who may not list a whole cluster may still list the namespaces at hand
        List<LiveResource> all = new ArrayList<>();
        namespaces.stream()
                .filter(namespace -> !namespace.isEmpty())
                .forEach(namespace -> all.addAll(store.listAll(query.inNamespace(namespace))));
        return all;
    }
}
