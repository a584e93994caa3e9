// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.plan;

import io.meshkit.resource.ApplyOptions;
import io.meshkit.resource.DeleteOptions;
import io.meshkit.resource.Inventory;
import io.meshkit.resource.LiveResource;
import io.meshkit.resource.Resource;
import io.meshkit.resource.ResourceKey;
import io.meshkit.resource.ResourceStore;
import io.meshkit.resource.SetId;
import io.meshkit.resource.StoreException;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** The writes of one operation, counted. */
final class CountedStore {

    /** After these the server may have done what it was asked, or not; after all others it has not. */
    private static final Set<StoreException.Reason> UNCERTAIN = EnumSet.of(
            StoreException.Reason.UNAVAILABLE,
            StoreException.Reason.TIMEOUT,
            StoreException.Reason.CONNECTION,
            StoreException.Reason.INTERRUPTED,
            StoreException.Reason.SERVER);

    private final ResourceStore store;
    private final AtomicInteger writes = new AtomicInteger();

    CountedStore(ResourceStore store) {
        this.store = store;
    }

    ResourceStore store() {
        return store;
    }

    /** Whether a write that failed so may have been done all the same. */
    static boolean mayHaveWritten(StoreException failure) {
        return UNCERTAIN.contains(failure.reason());
    }

    int writes() {
        return writes.get();
    }

    LiveResource apply(Resource resource, ApplyOptions options) {
        writes.incrementAndGet();
        return store.apply(resource, options);
    }

    boolean delete(ResourceKey key, DeleteOptions options) {
        writes.incrementAndGet();
        return store.delete(key, options);
    }

    Inventory write(Inventory inventory) {
        writes.incrementAndGet();
        return store.inventories().write(inventory);
    }

    void remove(Inventory inventory) {
        writes.incrementAndGet();
        store.inventories().remove(inventory);
    }

    void writeRevision(SetId set, int number, byte[] content) {
        writes.incrementAndGet();
        store.inventories().writeRevision(set, number, content);
    }

    void removeRevision(SetId set, int number) {
        writes.incrementAndGet();
        store.inventories().removeRevision(set, number);
    }
}
