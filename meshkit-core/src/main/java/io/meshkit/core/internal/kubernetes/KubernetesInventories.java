// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.kubernetes;

import io.meshkit.document.JsonPointer;
import io.meshkit.document.MapValue;
import io.meshkit.document.TextValue;
import io.meshkit.document.Value;
import io.meshkit.resource.ApplyOptions;
import io.meshkit.resource.DeleteOptions;
import io.meshkit.resource.GroupKind;
import io.meshkit.resource.Inventory;
import io.meshkit.resource.InventoryStore;
import io.meshkit.resource.LiveResource;
import io.meshkit.resource.Resource;
import io.meshkit.resource.ResourceQuery;
import io.meshkit.resource.SetId;
import io.meshkit.resource.StoreException;
import io.meshkit.resource.StoreException.Reason;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Inventories as parents of ApplySets, revisions as Secrets beside them, both in the set's namespace; members bear the label of their set.
 */
final class KubernetesInventories implements InventoryStore {

    private static final GroupKind SECRET = new GroupKind("", "Secret");
    private static final JsonPointer PART_OF = JsonPointer.of("metadata", "labels", ApplySet.PART_OF);
    private static final JsonPointer ADOPTED = JsonPointer.of("metadata", "annotations", "meshkit.dev/adopted");

    private final KubernetesStore store;
    private final Supplier<String> writers;
    private final RevisionParts revisions;

    /**
     * The inventories of a cluster.
     *
     * @param writers gives a word for each write that no other write bears
     */
    KubernetesInventories(KubernetesStore store, Supplier<String> writers) {
        this.store = store;
        this.writers = writers;
        this.revisions = new RevisionParts(store);
    }

    @Override
    public Optional<Inventory> read(SetId set) {
        return live(set).map(live -> InventoryRecord.read(set, live));
    }

    @Override
    public Inventory write(Inventory next) {
        requireNamespace(next.set());
        String writer = writers.get();
        Resource record = InventoryRecord.write(store.id(), next, writer);
        try {
            LiveResource written = next.version().isPresent()
                    ? store.apply(
                            record,
                            ApplyOptions.DEFAULT
                                    .force(true)
                                    .expectVersion(next.version().get()))
                    : store.create(record);
            return new Inventory(next.set(), next.members(), next.revision(), Optional.of(written.version()));
        } catch (StoreException e) {
            return afterFailure(next, writer, e);
        }
    }

    /** A write whose answer was lost may have been carried out; what is there tells, by the word of the write: another may be equal. */
    private Inventory afterFailure(Inventory next, String writer, StoreException failure) {
        boolean mayBeWritten = switch (failure.reason()) {
            case CHANGED, ALREADY_EXISTS, CONNECTION, TIMEOUT -> true;
            default -> false;
        };
        if (!mayBeWritten) {
            throw failure;
        }
        Optional<LiveResource> there = live(next.set()).filter(live -> InventoryRecord.isWrittenBy(writer, live));
        if (there.isPresent()) {
            return InventoryRecord.read(next.set(), there.get());
        }
        throw failure.reason() == Reason.ALREADY_EXISTS || failure.reason() == Reason.CHANGED
                ? changed(next.set(), failure)
                : failure;
    }

    @Override
    public void remove(Inventory last) {
        LiveResource live = live(last.set())
                .filter(now -> last.version().filter(now.version()::equals).isPresent())
                .orElseThrow(() -> changed(last.set(), null));
        revisions.removeAll(last.set());
        DeleteOptions options = DeleteOptions.DEFAULT.expectVersion(live.version());
        store.delete(live.key(), live.uid().map(options::expectUid).orElse(options));
    }

    @Override
    public List<SetId> sets() {
        return store.listAll(ResourceQuery.of(SECRET).withLabel(InventoryRecord.RECORD_LABEL, "inventory")).stream()
                .flatMap(live -> set(live.resource()).stream())
                .sorted()
                .toList();
    }

    private static Optional<SetId> set(Resource secret) {
        String name = secret.labels().getOrDefault(InventoryRecord.SET_LABEL, "");
        try {
            SetId set = new SetId(secret.key().namespace(), name);
            return Optional.of(set)
                    .filter(one -> ApplySet.id(one).equals(secret.labels().get(ApplySet.ID)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    public List<Integer> revisions(SetId set) {
        requireNamespace(set);
        return revisions.numbers(set);
    }

    @Override
    public Optional<byte[]> readRevision(SetId set, int number) {
        requireNamespace(set);
        return revisions.read(set, number);
    }

    @Override
    public void writeRevision(SetId set, int number, byte[] content) {
        requireNamespace(set);
        if (number < 1) {
            throw new IllegalArgumentException("revisions are numbered from 1; got " + number);
        }
        revisions.write(set, number, content);
    }

    @Override
    public void removeRevision(SetId set, int number) {
        requireNamespace(set);
        revisions.remove(set, number);
    }

    @Override
    public Resource mark(Resource resource, SetId set) {
        return resource.withBody((MapValue) resource.body().with(PART_OF, TextValue.of(ApplySet.id(set))));
    }

    @Override
    public Resource markAdopted(Resource resource, boolean adopted) {
        if (adopted) {
            return resource.withBody((MapValue) resource.body().with(ADOPTED, TextValue.of("true")));
        }
        return without(resource, ADOPTED);
    }

    @Override
    public boolean isAdopted(LiveResource live) {
        return live.resource().annotations().containsKey(ADOPTED.last());
    }

    @Override
    public Resource unmarked(Resource resource) {
        return without(without(resource, ADOPTED), PART_OF);
    }

    /** Without a field of the metadata, and without what is around it when that becomes empty. */
    private static Resource without(Resource resource, JsonPointer field) {
        if (resource.body().find(field).isEmpty()) {
            return resource;
        }
        Value left = resource.body().without(field);
        boolean empty = left.find(field.parent()).filter(MapValue.EMPTY::equals).isPresent();
        return resource.withBody((MapValue) (empty ? left.without(field.parent()) : left));
    }

    @Override
    public ResourceQuery marked(ResourceQuery query, SetId set) {
        return query.withLabel(ApplySet.PART_OF, ApplySet.id(set));
    }

    @Override
    public Membership membership(LiveResource live, SetId set) {
        Map<String, String> labels = live.resource().labels();
        String partOf = labels.getOrDefault(ApplySet.PART_OF, "");
        if (partOf.equals(ApplySet.id(set))) {
            return Membership.MEMBER;
        }
        String tooling = live.resource().annotations().getOrDefault(ApplySet.TOOLING, "");
        boolean foreignParent = !tooling.isEmpty() && !ApplySet.isOurs(tooling);
        return partOf.isEmpty() && !foreignParent ? Membership.UNMARKED : Membership.FOREIGN;
    }

    private Optional<LiveResource> live(SetId set) {
        requireNamespace(set);
        return store.get(InventoryRecord.key(store.id(), set));
    }

    private void requireNamespace(SetId set) {
        if (set.namespace().isEmpty()) {
            throw StoreFailures.invalid(
                    InventoryRecord.key(store.id(), set),
                    "the set " + set + " has no namespace to keep its inventory in",
                    "Name a namespace for the set.");
        }
    }

    private StoreException changed(SetId set, @Nullable Exception cause) {
        return new StoreException(
                Reason.CHANGED,
                InventoryRecord.key(store.id(), set),
                "somebody else wrote the inventory of set " + set + " in between",
                "Plan again from the inventory as it is now.",
                null,
                cause);
    }
}
