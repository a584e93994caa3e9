// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.plan;

import io.meshkit.document.JsonPointer;
import io.meshkit.document.MapValue;
import io.meshkit.document.TextValue;
import io.meshkit.resource.Inventory;
import io.meshkit.resource.InventoryStore;
import io.meshkit.resource.LiveResource;
import io.meshkit.resource.Resource;
import io.meshkit.resource.ResourceVersion;
import io.meshkit.resource.SetId;
import io.meshkit.resource.StoreException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Inventories and revisions in memory; the mark of a member is a label. */
final class MemoryInventories implements InventoryStore {

    static final String LABEL = "set";
    private static final JsonPointer MARK = JsonPointer.of("metadata", "labels", LABEL);
    private static final JsonPointer ADOPTED = JsonPointer.of("metadata", "annotations", "adopted");

    private final MemoryStore store;
    private final Map<SetId, Inventory> inventories = new TreeMap<>();
    private final Map<SetId, SortedMap<Integer, byte[]>> revisions = new TreeMap<>();
    private int versions;

    MemoryInventories(MemoryStore store) {
        this.store = store;
    }

    @Override
    public synchronized Optional<Inventory> read(SetId set) {
        return Optional.ofNullable(inventories.get(set));
    }

    @Override
    public Inventory write(Inventory next) {
        return store.writing("inventory " + next.set().name(), () -> put(next));
    }

    private synchronized Inventory put(Inventory next) {
        check(next);
        ResourceVersion version = new ResourceVersion("i" + ++versions);
        Inventory written = new Inventory(next.set(), next.members(), next.revision(), Optional.of(version));
        inventories.put(next.set(), written);
        return written;
    }

    private void check(Inventory next) {
        if (!read(next.set()).flatMap(Inventory::version).equals(next.version())) {
            throw new StoreException(
                    StoreException.Reason.CHANGED, null, "the inventory changed.", "Read it again.", null, null);
        }
    }

    @Override
    public void remove(Inventory last) {
        store.writing("remove inventory " + last.set().name(), () -> forget(last));
    }

    private synchronized Inventory forget(Inventory last) {
        check(last);
        inventories.remove(last.set());
        revisions.remove(last.set());
        return last;
    }

    @Override
    public synchronized List<SetId> sets() {
        return List.copyOf(inventories.keySet());
    }

    @Override
    public synchronized List<Integer> revisions(SetId set) {
        return List.copyOf(of(set).keySet());
    }

    @Override
    public synchronized Optional<byte[]> readRevision(SetId set, int number) {
        return Optional.ofNullable(of(set).get(number));
    }

    @Override
    public void writeRevision(SetId set, int number, byte[] content) {
        store.writing("revision " + number, () -> keep(set, number, content));
    }

    private synchronized int keep(SetId set, int number, byte[] content) {
        of(set).put(number, content.clone());
        return number;
    }

    /** Puts a revision there behind everybody's back. */
    synchronized void damage(SetId set, int number, byte[] content) {
        of(set).put(number, content);
    }

    @Override
    public void removeRevision(SetId set, int number) {
        store.writing("remove revision " + number, () -> drop(set, number));
    }

    private synchronized int drop(SetId set, int number) {
        of(set).remove(number);
        return number;
    }

    private SortedMap<Integer, byte[]> of(SetId set) {
        return revisions.computeIfAbsent(set, one -> new TreeMap<>());
    }

    @Override
    public Resource mark(Resource resource, SetId set) {
        return resource.withBody((MapValue) resource.body().with(MARK, TextValue.of(set.name())));
    }

    @Override
    public Resource markAdopted(Resource resource, boolean adopted) {
        boolean is = resource.body().find(ADOPTED).isPresent();
        if (!adopted && !is) {
            return resource;
        }
        return resource.withBody((MapValue)
                (adopted
                        ? resource.body().with(ADOPTED, TextValue.of("true"))
                        : resource.body().without(ADOPTED)));
    }

    @Override
    public boolean isAdopted(LiveResource live) {
        return live.resource().body().find(ADOPTED).isPresent();
    }

    @Override
    public Resource unmarked(Resource resource) {
        return markAdopted(resource.withBody((MapValue) resource.body().without(MARK)), false);
    }

    @Override
    public Membership membership(LiveResource live, SetId set) {
        String mark = live.resource().labels().get(LABEL);
        if (mark == null) {
            return Membership.UNMARKED;
        }
        return mark.equals(set.name()) ? Membership.MEMBER : Membership.FOREIGN;
    }
}
