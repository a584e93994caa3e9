// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.plan;

import io.meshkit.MeshKitException;
import io.meshkit.plan.DesiredResource;
import io.meshkit.plan.Plan;
import io.meshkit.resource.Inventory;
import io.meshkit.resource.ResourceKey;
import io.meshkit.resource.StoreException;
import io.meshkit.resource.StoreException.Reason;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The records of a set while a plan of it is carried out. Before the first change, the inventory names all that is and all that will be,
 * with revision 0; only when all is done it names what is, with the new revision. A crash in between leaves too much in it, never too
 * little, and revision 0 tells the next plan that something is left over.
 */
final class Records {

    private static final String BESIDE =
            "Plan again and look at what is new; what both have written is a mixture, and no revision was recorded.";

    private final Plan plan;
    private final CountedStore store;
    private final Revisions revisions;
    private final Inventory before;
    private Inventory held;

    Records(Plan plan, CountedStore store, Revisions revisions, Inventory before) {
        this.plan = plan;
        this.store = store;
        this.revisions = revisions;
        this.before = before;
        held = before;
    }

    /**
     * Takes the records: whoever planned on the same ones and comes later is refused. Nothing is locked: who plans anew after this goes on
     * from here, also when the process that took them is gone.
     *
     * @throws MeshKitException with code {@code MK-PLAN-STALE} when somebody took them first; then nothing was written
     */
    void begin() {
        Set<ResourceKey> all = new TreeSet<>(before.members());
        all.addAll(plan.retained());
        all.addAll(Staleness.touched(plan));
        plan.desired().resources().forEach(resource -> all.add(resource.key()));
        try {
            held = store.write(before.withMembers(all).withRevision(0));
        } catch (StoreException e) {
            throw e.reason() == Reason.CHANGED
                    ? taken("Plan again and look at what is new; nothing was written.", e)
                    : e;
        }
    }

    /** Gives the number of the revision that was recorded; none when the set is gone. */
    Optional<Integer> finish() {
        try {
            return plan.removal() ? forget() : record();
        } catch (StoreException e) {
            throw e.reason() == Reason.CHANGED ? taken(BESIDE, e) : e;
        }
    }

    private Optional<Integer> forget() {
        if (held.version().isPresent()) {
            store.remove(held);
        }
        return Optional.empty();
    }

    private Optional<Integer> record() {
        boolean ours = store.store()
                .inventories()
                .read(plan.set())
                .flatMap(Inventory::version)
                .equals(held.version());
        if (!ours) {
            throw taken(BESIDE, null);
        }
        Set<ResourceKey> members = new TreeSet<>(plan.retained());
        plan.desired().resources().stream().map(DesiredResource::key).forEach(members::add);
        int number = revisions.next(plan.set());
        byte[] content = revisions.content(plan.desired());
        store.writeRevision(plan.set(), number, content);
        try {
            held = store.write(held.withMembers(members).withRevision(number));
        } catch (StoreException e) {
            if (e.reason() == Reason.CHANGED) {
                takeBack(number, content);
            }
            throw e;
        }
        forgetOld();
        return Optional.of(number);
    }

    /** A revision that no inventory took up; one that somebody else wrote under the same number stays. */
    private void takeBack(int number, byte[] content) {
        Optional<byte[]> there = store.store().inventories().readRevision(plan.set(), number);
        if (there.filter(bytes -> Arrays.equals(bytes, content)).isPresent()) {
            store.removeRevision(plan.set(), number);
        }
    }

    private MeshKitException taken(String remedy, @Nullable StoreException cause) {
        return new MeshKitException(
                PlanCodes.STALE,
                "somebody else applies " + plan.set() + " at the same time: its inventory was written since.",
                remedy,
                cause);
    }

    private void forgetOld() {
        List<Integer> numbers = revisions.numbers(plan.set());
        for (int i = 0; i < numbers.size() - plan.options().keepRevisions(); i++) {
            store.removeRevision(plan.set(), numbers.get(i));
        }
    }

    /**
     * After all was undone: the records as they were.
     *
     * @param staying the Namespace of the records, when this operation made it: it stays, and with it the inventory that names it
     */
    void restore(Optional<ResourceKey> staying) {
        if (held == before) {
            return;
        }
        if (before.version().isEmpty() && staying.isEmpty()) {
            store.remove(held);
            return;
        }
        Set<ResourceKey> members = new TreeSet<>(before.members());
        staying.ifPresent(members::add);
        held = store.write(held.withMembers(members).withRevision(before.revision()));
    }
}
