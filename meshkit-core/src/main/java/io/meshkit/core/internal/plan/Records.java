// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.plan;

import io.meshkit.plan.DesiredResource;
import io.meshkit.plan.Plan;
import io.meshkit.resource.Inventory;
import io.meshkit.resource.ResourceKey;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The records of a set while a plan of it is carried out. Before the first change, the inventory names all that is and all that will be,
 * with revision 0; only when all is done it names what is, with the new revision. A crash in between leaves too much in it, never too
 * little, and revision 0 tells the next plan that something is left over.
 */
final class Records {

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

    void begin() {
        Set<ResourceKey> all = new TreeSet<>(before.members());
        plan.desired().resources().forEach(resource -> all.add(resource.key()));
        Inventory wide = before.withMembers(all).withRevision(0);
        if (before.version().isEmpty() || !wide.equals(before)) {
            held = store.write(wide);
        }
    }

    /** Gives the number of the revision that was recorded; none when the set is gone. */
    Optional<Integer> finish() {
        if (plan.removal()) {
            if (held.version().isPresent()) {
                store.remove(held);
            }
            return Optional.empty();
        }
        Set<ResourceKey> members = new TreeSet<>(plan.retained());
        plan.desired().resources().stream().map(DesiredResource::key).forEach(members::add);
        int number = revisions.next(plan.set());
        store.writeRevision(plan.set(), number, revisions.content(plan.desired()));
        held = store.write(held.withMembers(members).withRevision(number));
        forgetOld();
        return Optional.of(number);
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
