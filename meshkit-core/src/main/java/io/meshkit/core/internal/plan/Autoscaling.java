// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.plan;

import io.meshkit.document.JsonPointer;
import io.meshkit.document.MapValue;
import io.meshkit.document.Value;
import io.meshkit.finding.Finding;
import io.meshkit.plan.DesiredResource;
import io.meshkit.plan.DesiredState;
import io.meshkit.resource.GroupKind;
import io.meshkit.resource.LiveResource;
import io.meshkit.resource.Resource;
import io.meshkit.resource.ResourceKey;
import io.meshkit.resource.ResourceQuery;
import io.meshkit.resource.ResourceStore;
import io.meshkit.resource.SetId;
import io.meshkit.resource.StoreException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Leaves the number of replicas to the autoscaler that targets a workload: what it sets is neither written nor compared
 * (kubernetes/website:content/en/docs/tasks/run-application/horizontal-pod-autoscale.md, "Migrating Deployments and StatefulSets").
 *
 * <p>Autoscalers of the same state are known. Those of others are asked for only where the number is not as we wrote it; as long as it is,
 * there is nothing to disagree on.
 */
final class Autoscaling {

    private static final GroupKind AUTOSCALER = new GroupKind("autoscaling", "HorizontalPodAutoscaler");
    private static final JsonPointer REPLICAS = JsonPointer.of("spec", "replicas");
    private static final JsonPointer HELD_REPLICAS = JsonPointer.of("f:spec", "f:replicas");

    private final ResourceStore store;
    private final Kinds kinds;
    private final LiveState live;
    private final Set<ResourceKey> unwanted;
    private final List<Finding> findings = new ArrayList<>();

    /**
     * What is known of autoscalers.
     *
     * @param unwanted resources that will go away; an autoscaler among them has no say
     */
    Autoscaling(ResourceStore store, Kinds kinds, LiveState live, Set<ResourceKey> unwanted) {
        this.store = store;
        this.kinds = kinds;
        this.live = live;
        this.unwanted = unwanted;
    }

    /** Which numbers were left out, for people. */
    List<Finding> findings() {
        return findings;
    }

    DesiredState leaveOut(DesiredState wanted) {
        if (wanted.resources().stream().noneMatch(Autoscaling::saysReplicas)) {
            return wanted;
        }
        Map<ResourceKey, ResourceKey> scalers = scalers(wanted);
        DesiredState.Builder state = DesiredState.of(wanted.set())
                .foreign(wanted.foreignFields())
                .findings(wanted.report().findings());
        for (DesiredResource resource : wanted.resources()) {
            ResourceKey scaler = scalers.get(resource.key());
            if (scaler == null || !saysReplicas(resource)) {
                state.add(resource);
            } else {
                state.add(resource.with(leaveOut(resource, wanted.set())));
                findings.add(note(resource, scaler));
            }
        }
        return state.build();
    }

    private static boolean saysReplicas(DesiredResource resource) {
        return resource.resource().body().find(REPLICAS).isPresent();
    }

    /** For each workload the autoscaler that targets it. */
    private Map<ResourceKey, ResourceKey> scalers(DesiredState wanted) {
        Map<ResourceKey, ResourceKey> scalers = new HashMap<>();
        wanted.resources().forEach(resource -> add(resource.resource(), scalers));
        Set<String> doubtful = new TreeSet<>();
        for (DesiredResource resource : wanted.resources()) {
            if (saysReplicas(resource) && !scalers.containsKey(resource.key()) && isDoubtful(resource, wanted.set())) {
                doubtful.add(resource.key().namespace());
            }
        }
        if (!doubtful.isEmpty() && kinds.isServed(AUTOSCALER)) {
            Set<ResourceKey> known = new TreeSet<>(unwanted);
            wanted.resources().forEach(resource -> known.add(resource.key()));
            for (String namespace : doubtful) {
                autoscalers(namespace).stream()
                        .filter(there -> !known.contains(there.key()))
                        .forEach(there -> add(there.resource(), scalers));
            }
        }
        return scalers;
    }

    private static void add(Resource resource, Map<ResourceKey, ResourceKey> scalers) {
        ResourceKey key = resource.key();
        if (!key.groupKind().equals(AUTOSCALER)) {
            return;
        }
        MapValue target = resource.body()
                .map("spec")
                .flatMap(spec -> spec.map("scaleTargetRef"))
                .orElse(MapValue.EMPTY);
        Optional<String> kind = target.text("kind").filter(text -> !text.isBlank());
        Optional<String> name = target.text("name").filter(text -> !text.isBlank());
        if (kind.isPresent() && name.isPresent()) {
            GroupKind workload = GroupKind.of(target.text("apiVersion").orElse("v1"), kind.get());
            scalers.putIfAbsent(new ResourceKey(key.store(), workload, key.namespace(), name.get()), key);
        }
    }

    /** Whether the number may be somebody else's: it is there, and not as we wrote it. */
    private boolean isDoubtful(DesiredResource resource, SetId set) {
        return live.get(resource.key())
                .map(there -> !holders(there).contains(FieldManagers.of(set, resource.ownership()))
                        || !there.resource()
                                .body()
                                .find(REPLICAS)
                                .equals(resource.resource().body().find(REPLICAS)))
                .orElse(false);
    }

    private List<LiveResource> autoscalers(String namespace) {
        try {
            return store.listAll(ResourceQuery.of(AUTOSCALER).inNamespace(namespace));
        } catch (StoreException e) {
            if (e.reason() == StoreException.Reason.FORBIDDEN) {
                // then the disagreement is told as a conflict, which names who set the number
                return List.of();
            }
            throw e;
        }
    }

    /**
     * A field that its only holder no longer applies falls back to its default, which is one replica. So as long as nobody else holds the
     * number, it is written as it is.
     */
    private Resource leaveOut(DesiredResource desired, SetId set) {
        MapValue body = desired.resource().body();
        Optional<LiveResource> there = live.get(desired.key());
        Optional<Value> now = there.flatMap(one -> one.resource().body().find(REPLICAS));
        boolean oursAlone = there.map(Autoscaling::holders)
                .filter(Set.of(FieldManagers.of(set, desired.ownership()))::equals)
                .isPresent();
        return desired.resource().withBody((MapValue)
                (oursAlone && now.isPresent() ? body.with(REPLICAS, now.get()) : body.without(REPLICAS)));
    }

    private static Set<String> holders(LiveResource live) {
        return FieldHolders.of(live, HELD_REPLICAS);
    }

    private static Finding note(DesiredResource resource, ResourceKey scaler) {
        return Finding.info(
                        PlanCodes.AUTOSCALED,
                        "spec.replicas of " + resource.key() + " is left to " + scaler
                                + ", which sets it; the number written here has no effect.")
                .parameter("autoscaler", scaler.toString())
                .resource(resource.key())
                .pointer(REPLICAS)
                .at(BodyPlaces.nearest(resource.resource().body(), REPLICAS))
                .build();
    }
}
