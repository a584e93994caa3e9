// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.plan;

import io.meshkit.document.JsonPointer;
import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.Value;
import io.meshkit.finding.Finding;
import io.meshkit.plan.Change;
import io.meshkit.plan.DesiredResource;
import io.meshkit.plan.DesiredResource.Ownership;
import io.meshkit.plan.DesiredState;
import io.meshkit.plan.FieldChange;
import io.meshkit.plan.PlanOptions;
import io.meshkit.resource.ApplyOptions;
import io.meshkit.resource.GroupKind;
import io.meshkit.resource.InventoryStore.Membership;
import io.meshkit.resource.LiveResource;
import io.meshkit.resource.Preview;
import io.meshkit.resource.Readiness;
import io.meshkit.resource.Rejection;
import io.meshkit.resource.Resource;
import io.meshkit.resource.ResourceKey;
import io.meshkit.resource.ResourceStore;
import io.meshkit.resource.SetId;
import io.meshkit.resource.StoreException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds out for each desired resource what must happen. Asks the store for a dry run only where something differs. */
final class Assessor {

    private static final int DRY_RUNS_AT_ONCE = 8;
    private static final int FIELDS_SHOWN = 5;
    private static final int LONGEST_SHOWN = 60;

    private final ResourceStore store;
    private final DesiredState desired;
    private final LiveState live;
    private final Kinds kinds;
    private final PlanOptions options;
    private final Set<ResourceKey> members;
    private final Set<ResourceKey> secretless;
    private final ResourceDiff differences;
    private final KnownErrors known;
    private final Map<ResourceKey, Change> foundations = new HashMap<>();

    /**
     * Of a desired state.
     *
     * @param secretless those with a secret that is not known, which no dry run is asked about: it would refuse the place holder
     */
    Assessor(
            ResourceStore store,
            DesiredState desired,
            LiveState live,
            Kinds kinds,
            PlanOptions options,
            Set<ResourceKey> members,
            Set<ResourceKey> secretless) {
        this.store = store;
        this.desired = desired;
        this.live = live;
        this.kinds = kinds;
        this.options = options;
        this.members = members;
        this.secretless = secretless;
        known = new KnownErrors(desired.report().findings());
        differences = new ResourceDiff(new ForeignFields(desired.foreignFields()));
    }

    /** Definitions and namespaces first: whether they change decides what can be known of the others. */
    List<Assessment> assess() {
        Map<ResourceKey, Assessment> assessed = new HashMap<>();
        Parallel parallel = new Parallel(DRY_RUNS_AT_ONCE);
        parallel.map(foundations(true), this::assess).forEach(one -> {
            assessed.put(one.key(), one);
            foundations.put(one.key(), one.change());
        });
        parallel.map(foundations(false), this::assess).forEach(one -> assessed.put(one.key(), one));
        return desired.resources().stream()
                .map(resource -> assessed.get(resource.key()))
                .toList();
    }

    private List<DesiredResource> foundations(boolean wanted) {
        return desired.resources().stream()
                .filter(resource -> isFoundation(resource.key().groupKind()) == wanted)
                .toList();
    }

    private static boolean isFoundation(GroupKind kind) {
        return kind.equals(Kinds.NAMESPACE) || kind.equals(Kinds.DEFINITION);
    }

    private Assessment assess(DesiredResource resource) {
        GroupKind kind = resource.key().groupKind();
        if (!kinds.isServed(kind)) {
            Assessment unknown = Assessment.of(resource, Optional.empty(), Change.UNKNOWN, List.of());
            return kinds.definition(kind).isPresent() ? unknown : unknown.with(List.of(unknownKind(resource)));
        }
        Optional<LiveResource> there = live.get(resource.key());
        if (there.isEmpty()) {
            return absent(resource);
        }
        if (ServerFields.isTerminating(there.get())) {
            return Assessment.of(resource, Optional.empty(), Change.CREATE, List.of())
                    .after(Assessment.Wait.GONE);
        }
        return resource.ownership() == Ownership.WHOLE
                ? whole(resource, there.get())
                : changed(resource, there.get(), Change.UPDATE);
    }

    private Assessment absent(DesiredResource resource) {
        Assessment create = Assessment.of(resource, Optional.empty(), Change.CREATE, List.of());
        if (resource.ownership() == Ownership.FIELDS) {
            return create.with(List.of(noObject(resource)));
        }
        if (isNamespaceMade(resource.key())
                || isDefinitionChanged(resource.key())
                || secretless.contains(resource.key())) {
            return create;
        }
        Preview preview = store.preview(resource.resource(), write(resource));
        return create.with(complaints(resource, preview));
    }

    private ApplyOptions write(DesiredResource resource) {
        return FieldManagers.write(desired.set(), resource.ownership()).force(options.forceConflicts());
    }

    private boolean isNamespaceMade(ResourceKey key) {
        ResourceKey namespace = namespaceOf(key);
        return foundations.get(namespace) == Change.CREATE;
    }

    private static ResourceKey namespaceOf(ResourceKey key) {
        return new ResourceKey(key.store(), Kinds.NAMESPACE, "", key.namespace().isEmpty() ? "-" : key.namespace());
    }

    private boolean isDefinitionChanged(ResourceKey key) {
        return kinds.definition(key.groupKind())
                .map(definition -> foundations.getOrDefault(definition, Change.NO_CHANGE) != Change.NO_CHANGE)
                .orElse(false);
    }

    private Assessment whole(DesiredResource resource, LiveResource there) {
        Membership membership = store.inventories().membership(there, desired.set());
        if (membership == Membership.FOREIGN) {
            return Assessment.of(resource, Optional.of(there), Change.ADOPT, List.of())
                    .with(List.of(otherSet(resource, there)));
        }
        Adopted adopted = new Adopted(store);
        if (!adopted.isNew(there, desired.set(), members)) {
            return changed(resource, there, Change.UPDATE);
        }
        if (options.adoption() == PlanOptions.Adoption.REFUSE) {
            return Assessment.of(resource, Optional.of(there), Change.ADOPT, List.of())
                    .with(List.of(notAdopted(resource)));
        }
        Assessment adopting = changed(resource, there, Change.ADOPT);
        List<FieldChange> lost = adopted.lost(adopting.diff());
        if (options.adoption() == PlanOptions.Adoption.ADOPT || lost.isEmpty()) {
            return adopting;
        }
        List<Finding> findings = new ArrayList<>(adopting.findings());
        findings.add(losesFields(resource, lost));
        return adopting.with(findings);
    }

    private Assessment changed(DesiredResource resource, LiveResource there, Change change) {
        if (change == Change.UPDATE && store.isUnchanged(resource.resource(), there, write(resource))) {
            return unchanged(resource, there);
        }
        if (isDefinitionChanged(resource.key()) || secretless.contains(resource.key())) {
            return Assessment.of(resource, Optional.of(there), Change.UNKNOWN, List.of());
        }
        Preview preview = store.preview(resource.resource(), write(resource));
        if (preview.rejection().isPresent()) {
            return refused(resource, there, preview.rejection().get(), change);
        }
        Resource result = preview.result().orElseThrow();
        List<FieldChange> diff =
                differences.between(resource.key(), there.resource().body(), result.body());
        if (change == Change.UPDATE
                && diff.isEmpty()
                && ownership(there.resource()).equals(ownership(result))) {
            return unchanged(resource, there).with(complaints(resource, preview));
        }
        return Assessment.of(resource, Optional.of(there), change, diff).with(complaints(resource, preview));
    }

    private Assessment unchanged(DesiredResource resource, LiveResource there) {
        Assessment unchanged = Assessment.of(resource, Optional.of(there), Change.NO_CHANGE, List.of());
        Readiness.Status status = store.readiness(there).status();
        boolean works = status == Readiness.Status.CURRENT || status == Readiness.Status.UNKNOWN;
        return works || !store.features().readiness() ? unchanged : unchanged.after(Assessment.Wait.READY);
    }

    private Assessment refused(DesiredResource resource, LiveResource there, Rejection rejection, Change change) {
        if (Refusals.isImmutable(rejection) && options.allowReplace() && resource.ownership() == Ownership.WHOLE) {
            return Assessment.of(resource, Optional.of(there), Change.REPLACE, List.of());
        }
        if (Refusals.isDryRunUnsupported(rejection)) {
            return Assessment.of(resource, Optional.of(there), Change.UNKNOWN, List.of());
        }
        return Assessment.of(resource, Optional.of(there), change, List.of())
                .with(Refusals.of(resource.resource(), rejection, known));
    }

    private List<Finding> complaints(DesiredResource resource, Preview preview) {
        List<Finding> findings = new ArrayList<>();
        preview.rejection()
                .filter(rejection -> !Refusals.isDryRunUnsupported(rejection))
                .ifPresent(rejection -> findings.addAll(Refusals.of(resource.resource(), rejection, known)));
        for (String warning : preview.warnings()) {
            findings.add(
                    Finding.warning(PlanCodes.SERVER_WARNING, "the server warns of " + resource.key() + ": " + warning)
                            .parameter("warning", warning)
                            .resource(resource.key())
                            .at(BodyPlaces.nearest(resource.resource().body(), ""))
                            .build());
        }
        return findings;
    }

    /**
     * Who owns what, without the times and so without the order, which follows them: a dry run that changes nothing may give our entry a new
     * time, where the server puts defaults into a list that is owned as a whole. Empty in stores that do not say.
     */
    private static Set<Value> ownership(Resource resource) {
        Set<Value> entries = new HashSet<>();
        resource.body()
                .find(JsonPointer.of("metadata", "managedFields"))
                .filter(ListValue.class::isInstance)
                .ifPresent(list -> ((ListValue) list)
                        .forEach(entry -> entries.add(entry instanceof MapValue map ? map.without("time") : entry)));
        return entries;
    }

    private static Finding unknownKind(DesiredResource resource) {
        GroupKind kind = resource.key().groupKind();
        return Finding.error(
                        PlanCodes.UNKNOWN_KIND,
                        "the server does not know the kind " + kind
                                + "; install its CustomResourceDefinition first, or with the same plan")
                .parameter("kind", kind.toString())
                .resource(resource.key())
                .pointer(JsonPointer.of("kind"))
                .at(BodyPlaces.nearest(resource.resource().body(), "/kind"))
                .build();
    }

    private static Finding noObject(DesiredResource resource) {
        return Finding.error(
                        PlanCodes.NO_OBJECT,
                        resource.key() + " is not there, so its fields cannot be set; create it first")
                .resource(resource.key())
                .at(BodyPlaces.nearest(resource.resource().body(), ""))
                .build();
    }

    private Finding otherSet(DesiredResource resource, LiveResource there) {
        String owner = owner(there).map(set -> "the set " + set).orElse("another set or tool");
        return Finding.error(
                        PlanCodes.OTHER_SET,
                        resource.key() + " belongs to " + owner
                                + "; give it another name, or remove it from there first")
                .parameter("owner", owner)
                .resource(resource.key())
                .at(BodyPlaces.nearest(resource.resource().body(), ""))
                .build();
    }

    /** A mark does not tell the name of its set; only the sets that may be listed are known. */
    private Optional<SetId> owner(LiveResource there) {
        try {
            return store.inventories().sets().stream()
                    .filter(set -> store.inventories().membership(there, set) == Membership.MEMBER)
                    .findFirst();
        } catch (StoreException e) {
            return Optional.empty();
        }
    }

    private static Finding notAdopted(DesiredResource resource) {
        return Finding.error(
                        PlanCodes.NOT_ADOPTED,
                        resource.key() + " is there already and was not made by this set. "
                                + "Allow adoption to take it in, or give it another name.")
                .resource(resource.key())
                .at(BodyPlaces.nearest(resource.resource().body(), ""))
                .build();
    }

    private static Finding losesFields(DesiredResource resource, List<FieldChange> lost) {
        String fields = lost.stream().limit(FIELDS_SHOWN).map(Assessor::loss).collect(Collectors.joining(", "))
                + (lost.size() > FIELDS_SHOWN ? " and " + (lost.size() - FIELDS_SHOWN) + " more" : "");
        return Finding.error(
                        PlanCodes.NOT_ADOPTED,
                        resource.key()
                                + " is there already and was not made by this set. Its store does not know who wrote"
                                + " which field, so taking it in would lose what somebody wrote: " + fields
                                + ". Want these too, give it another name, or allow the loss with the adoption policy"
                                + " ADOPT of the plan's options.")
                .parameter("lost", fields)
                .resource(resource.key())
                .at(BodyPlaces.nearest(resource.resource().body(), ""))
                .build();
    }

    /** With its value when that is short; the lines of the plan show the rest. */
    private static String loss(FieldChange change) {
        String value = change.before().orElseThrow().toString();
        return change.field() + (value.length() > LONGEST_SHOWN ? "" : " " + value);
    }
}
