// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.plan;

import io.meshkit.finding.Finding;
import io.meshkit.finding.Report;
import io.meshkit.plan.Change;
import io.meshkit.plan.DesiredResource;
import io.meshkit.plan.DesiredState;
import io.meshkit.plan.Plan;
import io.meshkit.plan.PlanOptions;
import io.meshkit.plan.SecretRef;
import io.meshkit.plan.SecretSource;
import io.meshkit.plan.Step;
import io.meshkit.resource.Inventory;
import io.meshkit.resource.LiveResource;
import io.meshkit.resource.Preview;
import io.meshkit.resource.ResourceKey;
import io.meshkit.resource.ResourceStore;
import io.meshkit.resource.SetId;
import io.meshkit.resource.StoreException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The whole way from a desired state to a plan: bind it to the store, read what is there, find out what must happen to each resource, find
 * their order, make steps of them, and decide what becomes of members that are not wanted any more. Reads and dry-runs; never writes.
 */
final class PlanPipeline {

    private static final int SETS_SHOWN = 10;

    private final ResourceStore store;
    private final Revisions revisions;

    PlanPipeline(ResourceStore store, Revisions revisions) {
        this.store = store;
        this.revisions = revisions;
    }

    Plan plan(DesiredState wanted, PlanOptions options, boolean removal) {
        List<Finding> findings = new ArrayList<>();

        Kinds kinds = new Kinds(store, wanted.resources());
        DesiredBinder binder = new DesiredBinder(store, kinds, options);
        DesiredState bound = binder.bind(wanted);
        findings.addAll(binder.findings());

        Optional<Inventory> inventory = store.inventories().read(wanted.set());
        Set<ResourceKey> members = inventory.map(Inventory::members).orElseGet(() -> lost(bound, kinds, findings));
        if (removal && inventory.isEmpty() && members.isEmpty()) {
            findings.add(noSet(wanted.set()));
        }
        Set<ResourceKey> unwanted = unwanted(members, bound);
        LiveState live = read(bound, unwanted, kinds);
        Autoscaling autoscaling = new Autoscaling(store, kinds, live, unwanted);
        Set<ResourceKey> secretless = new TreeSet<>();
        DesiredState desired = withSecrets(
                new Adopted(store).mark(autoscaling.leaveOut(bound), live, members), live, findings, secretless);
        findings.addAll(autoscaling.findings());

        List<Assessment> assessed = new Assessor(store, desired, live, kinds, options, members, secretless).assess();
        assessed.forEach(assessment -> findings.addAll(assessment.findings()));

        List<Node> nodes = assessed.stream().map(one -> Node.of(one.desired())).toList();
        OrderEdges edges = new OrderEdges(nodes);
        findings.addAll(new Cycles(nodes).breakAll(edges.order(), edges.serving()));
        List<Step> steps =
                new ArrayList<>(new StepGraph(assessed, edges.order(), edges.serving(), options, wanted.set()).steps());

        Map<ResourceKey, DesiredResource> recorded = recorded(wanted.set(), unwanted, live, findings);
        Pruning pruning = new Pruning(store, wanted.set(), options, recorded).decide(unwanted, live);
        findings.addAll(pruning.findings());
        steps.addAll(
                new DeletionOrder(wanted.set(), recorded, new ResourceDiff(new ForeignFields(desired.foreignFields())))
                        .steps(pruning.deleted(), pruning.released(), released(pruning.released())));

        if (inventory.isEmpty() && !removal) {
            new RecordsHome(store, kinds).missing(wanted.set(), steps).ifPresent(findings::add);
        }

        Plan.Builder plan = Plan.of(store.id(), desired)
                .options(options)
                .steps(steps)
                .report(Report.of(findings))
                .retained(pruning.retained())
                .removal(removal)
                .unfinished(isUnfinished(inventory, desired, pruning.retained(), removal, steps));
        inventory.flatMap(Inventory::version).ifPresent(plan::inventory);
        return plan.build();
    }

    private Set<ResourceKey> lost(DesiredState bound, Kinds kinds, List<Finding> findings) {
        SetId set = bound.set();
        List<DesiredResource> recorded = revisions.newest(set, findings);
        Set<ResourceKey> found = new LostMembers(store, set, recorded).find(bound, read(bound, Set.of(), kinds));
        if (!found.isEmpty()) {
            findings.add(Finding.info(
                            PlanCodes.FOUND_AGAIN,
                            "the inventory of " + set + " is gone; " + found.size()
                                    + (found.size() == 1 ? " member was" : " members were")
                                    + " found again by the last revision and by the mark of the set.")
                    .build());
        }
        return found;
    }

    /** Who removes twice is not wrong, who mistypes a name is: a warning tells the one and does not stop the other. */
    private Finding noSet(SetId set) {
        List<SetId> sets;
        try {
            sets = store.inventories().sets();
        } catch (StoreException e) {
            sets = List.of();
        }
        String there = sets.stream().limit(SETS_SHOWN).map(SetId::toString).collect(Collectors.joining(", "));
        return Finding.warning(
                        PlanCodes.NO_SET,
                        "there is no set " + set + ", so nothing is removed"
                                + (there.isEmpty() ? "." : "; there is " + there + "."))
                .parameter("set", set.toString())
                .build();
    }

    private static Set<ResourceKey> unwanted(Set<ResourceKey> members, DesiredState desired) {
        Set<ResourceKey> unwanted = new TreeSet<>(members);
        desired.resources().forEach(resource -> unwanted.remove(resource.key()));
        return unwanted;
    }

    private LiveState read(DesiredState desired, Set<ResourceKey> unwanted, Kinds kinds) {
        Set<ResourceKey> keys = new TreeSet<>(unwanted);
        desired.resources().stream()
                .map(DesiredResource::key)
                .filter(key -> kinds.isServed(key.groupKind()))
                .forEach(keys::add);
        return new LiveReader(store).read(keys).orThrow();
    }

    /** A state that comes from a revision has digests where secrets were; the live objects still have the values, or nobody has. */
    private DesiredState withSecrets(
            DesiredState bound, LiveState live, List<Finding> findings, Set<ResourceKey> secretless) {
        Secrets secrets = new Secrets(live, SecretSource.NONE);
        DesiredState.Builder state = DesiredState.of(bound.set())
                .foreign(bound.foreignFields())
                .findings(bound.report().findings());
        for (DesiredResource desired : bound.resources()) {
            Secrets.Resolved resolved = secrets.resolve(desired.resource());
            resolved.missing().forEach(reference -> findings.add(unknownSecret(reference)));
            if (!resolved.missing().isEmpty()) {
                secretless.add(desired.key());
            }
            state.add(desired.with(resolved.resource()));
        }
        return state.build();
    }

    private static Finding unknownSecret(SecretRef reference) {
        return Finding.error(
                        PlanCodes.SECRET,
                        "the value of " + reference + " is known by its digest alone, and " + reference.resource()
                                + " does not have it any more. Plan from the file that has the value.")
                .resource(reference.resource())
                .pointer(reference.field())
                .build();
    }

    /** The last revision tells the order of what goes away; it is asked only when something does. */
    private Map<ResourceKey, DesiredResource> recorded(
            SetId set, Set<ResourceKey> unwanted, LiveState live, List<Finding> findings) {
        Map<ResourceKey, DesiredResource> recorded = new HashMap<>();
        Set<ResourceKey> there = new TreeSet<>(unwanted);
        there.removeIf(key -> live.get(key).isEmpty());
        if (!there.isEmpty()) {
            revisions.newest(set, there, findings).forEach(resource -> recorded.put(resource.key(), resource));
        }
        return recorded;
    }

    private Map<ResourceKey, LiveResource> released(Collection<Release> released) {
        Map<ResourceKey, LiveResource> after = new HashMap<>();
        for (Release release : released) {
            LiveResource live = release.live();
            Preview preview = store.preview(release.written(), release.write());
            preview.result().ifPresent(left -> after.put(live.key(), new LiveResource(left, live.version())));
        }
        return after;
    }

    /** Whether the records do not yet say what the store has, although no step is left that would make them. */
    private static boolean isUnfinished(
            Optional<Inventory> inventory,
            DesiredState desired,
            List<ResourceKey> retained,
            boolean removal,
            List<Step> steps) {
        if (steps.stream().anyMatch(step -> step.change() != Change.NO_CHANGE)) {
            return false;
        }
        if (removal) {
            return inventory.isPresent();
        }
        if (inventory.isEmpty()) {
            return !desired.resources().isEmpty();
        }
        Set<ResourceKey> shall = new TreeSet<>(retained);
        desired.resources().forEach(resource -> shall.add(resource.key()));
        return inventory.get().revision() == 0 || !shall.equals(inventory.get().members());
    }
}
