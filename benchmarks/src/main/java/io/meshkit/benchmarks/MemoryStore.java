// SPDX-License-Identifier: Apache-2.0
package io.meshkit.benchmarks;

import io.meshkit.document.MapValue;
import io.meshkit.resource.ApplyOptions;
import io.meshkit.resource.DeleteOptions;
import io.meshkit.resource.GroupKind;
import io.meshkit.resource.Inventory;
import io.meshkit.resource.InventoryStore;
import io.meshkit.resource.LiveResource;
import io.meshkit.resource.Preview;
import io.meshkit.resource.Readiness;
import io.meshkit.resource.Resource;
import io.meshkit.resource.ResourceKey;
import io.meshkit.resource.ResourceListener;
import io.meshkit.resource.ResourcePage;
import io.meshkit.resource.ResourceQuery;
import io.meshkit.resource.ResourceStore;
import io.meshkit.resource.ResourceVersion;
import io.meshkit.resource.SetId;
import io.meshkit.resource.StoreFeatures;
import io.meshkit.resource.StoreId;
import io.meshkit.resource.Watch;
import java.util.List;
import java.util.Optional;

/**
 * A store in which nothing is yet but namespaces, and every write would succeed: what a plan costs apart from its store. It refuses to be
 * written.
 */
final class MemoryStore implements ResourceStore, InventoryStore {

    private static final StoreId ID = new StoreId("memory");
    private static final GroupKind NAMESPACE = new GroupKind("", "Namespace");

    @Override
    public StoreId id() {
        return ID;
    }

    @Override
    public Optional<LiveResource> get(ResourceKey key) {
        return key.groupKind().equals(NAMESPACE)
                ? Optional.of(new LiveResource(Resource.of(key, MapValue.EMPTY), new ResourceVersion("1")))
                : Optional.empty();
    }

    @Override
    public ResourcePage list(ResourceQuery query) {
        return new ResourcePage(List.of(), new ResourceVersion("1"), Optional.empty());
    }

    @Override
    public Preview preview(Resource desired, ApplyOptions options) {
        return new Preview(Preview.Basis.COMPARISON, Optional.of(desired), Optional.empty(), List.of());
    }

    @Override
    public LiveResource apply(Resource desired, ApplyOptions options) {
        throw new UnsupportedOperationException("plans write nothing");
    }

    @Override
    public boolean delete(ResourceKey key, DeleteOptions options) {
        throw new UnsupportedOperationException("plans write nothing");
    }

    @Override
    public boolean isUnchanged(Resource desired, LiveResource live, ApplyOptions options) {
        return desired.body().equals(live.resource().body());
    }

    @Override
    public Readiness readiness(LiveResource live) {
        return new Readiness(Readiness.Status.CURRENT, "");
    }

    @Override
    public Watch watch(ResourceQuery query, ResourceListener listener) {
        throw new UnsupportedOperationException("plans watch nothing");
    }

    @Override
    public StoreFeatures features() {
        return new StoreFeatures(true, true, true, true);
    }

    @Override
    public InventoryStore inventories() {
        return this;
    }

    @Override
    public Optional<Inventory> read(SetId set) {
        return Optional.empty();
    }

    @Override
    public Inventory write(Inventory next) {
        throw new UnsupportedOperationException("plans write nothing");
    }

    @Override
    public void remove(Inventory last) {
        throw new UnsupportedOperationException("plans write nothing");
    }

    @Override
    public List<SetId> sets() {
        return List.of();
    }

    @Override
    public List<Integer> revisions(SetId set) {
        return List.of();
    }

    @Override
    public Optional<byte[]> readRevision(SetId set, int number) {
        return Optional.empty();
    }

    @Override
    public void writeRevision(SetId set, int number, byte[] content) {
        throw new UnsupportedOperationException("plans write nothing");
    }

    @Override
    public void removeRevision(SetId set, int number) {
        throw new UnsupportedOperationException("plans write nothing");
    }

    @Override
    public Resource mark(Resource resource, SetId set) {
        return resource;
    }

    @Override
    public Membership membership(LiveResource live, SetId set) {
        return Membership.UNMARKED;
    }
}
