// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.plan;

import io.meshkit.document.JsonPointer;
import io.meshkit.document.MapValue;
import io.meshkit.document.TextValue;
import io.meshkit.document.Value;
import io.meshkit.resource.ApiResource;
import io.meshkit.resource.ApplyOptions;
import io.meshkit.resource.Cluster;
import io.meshkit.resource.DeleteOptions;
import io.meshkit.resource.GroupKind;
import io.meshkit.resource.InventoryStore;
import io.meshkit.resource.LiveResource;
import io.meshkit.resource.Preview;
import io.meshkit.resource.Readiness;
import io.meshkit.resource.Rejection;
import io.meshkit.resource.Resource;
import io.meshkit.resource.ResourceKey;
import io.meshkit.resource.ResourceListener;
import io.meshkit.resource.ResourcePage;
import io.meshkit.resource.ResourceQuery;
import io.meshkit.resource.ResourceVersion;
import io.meshkit.resource.StoreException;
import io.meshkit.resource.StoreException.Reason;
import io.meshkit.resource.StoreFeatures;
import io.meshkit.resource.StoreId;
import io.meshkit.resource.Watch;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A cluster in memory. Serves every kind except those named in {@link #unserved}, until their definition is applied; has the namespace
 * {@code default}. Tests switch readiness, hold deletions back, refuse writes, and hear of each write before and after it.
 */
final class MemoryStore implements Cluster {

    static final StoreId ID = new StoreId("memory");
    private static final Set<String> CLUSTER_WIDE = Set.of(
            "Namespace",
            "CustomResourceDefinition",
            "ClusterRole",
            "ClusterRoleBinding",
            "ValidatingWebhookConfiguration",
            "MutatingWebhookConfiguration");

    private static final JsonPointer UID = JsonPointer.of("metadata", "uid");

    final Set<GroupKind> unserved = ConcurrentHashMap.newKeySet();
    final Set<JsonPointer> immutable = new HashSet<>();
    final Map<ResourceKey, Rejection> rejections = new HashMap<>();
    final List<String> warnings = new CopyOnWriteArrayList<>();
    final List<String> writes = Collections.synchronizedList(new ArrayList<>());
    final List<ResourceKey> previews = Collections.synchronizedList(new ArrayList<>());
    final Map<ResourceKey, Readiness> readiness = new ConcurrentHashMap<>();
    volatile Consumer<String> beforeWrite = write -> {};
    volatile Consumer<String> afterWrite = write -> {};
    volatile Consumer<String> watched = write -> {};
    volatile Consumer<ResourceKey> beforePreview = key -> {};
    volatile Consumer<GroupKind> beforeRead = kind -> {};
    volatile Function<Resource, Readiness> becomes = resource -> new Readiness(Readiness.Status.CURRENT, "");
    volatile boolean holdsDeletions;
    volatile StoreFeatures features = new StoreFeatures(true, true, true, true);

    private final SortedMap<ResourceKey, LiveResource> live = new TreeMap<>();
    private final MemoryInventories inventories = new MemoryInventories(this);
    private int versions;
    private int uids;

    /** Does a write, and tells of it. */
    <T> T writing(String what, Supplier<T> write) {
        beforeWrite.accept(what);
        T written = write.get();
        writes.add(what);
        watched.accept(what);
        afterWrite.accept(what);
        return written;
    }

    @Override
    public StoreId id() {
        return ID;
    }

    @Override
    public Optional<LiveResource> get(ResourceKey key) {
        beforeRead.accept(key.groupKind());
        refuseUnknown(key.groupKind());
        return find(key)
                .or(() -> Optional.of(new LiveResource(Resource.of(key, MapValue.EMPTY), new ResourceVersion("1")))
                        .filter(always -> key.groupKind().kind().equals("Namespace") && hasNamespace(key.name())));
    }

    synchronized Optional<LiveResource> find(ResourceKey key) {
        return Optional.ofNullable(live.get(key));
    }

    synchronized List<LiveResource> all() {
        return List.copyOf(live.values());
    }

    @Override
    public ResourcePage list(ResourceQuery query) {
        beforeRead.accept(query.groupKind());
        refuseUnknown(query.groupKind());
        List<LiveResource> found = all().stream()
                .filter(one -> one.key().groupKind().equals(query.groupKind()))
                .filter(one ->
                        query.namespace().map(one.key().namespace()::equals).orElse(true))
                .toList();
        return new ResourcePage(found, new ResourceVersion("0"), Optional.empty());
    }

    private void refuseUnknown(GroupKind kind) {
        if (unserved.contains(kind)) {
            throw failure(Reason.UNKNOWN_KIND, null, "the kind " + kind + " is not known.");
        }
    }

    static StoreException failure(Reason reason, ResourceKey key, String message) {
        return new StoreException(reason, key, message, "Mend it.", new Rejection(reason, message, List.of()), null);
    }

    private static StoreException failure(ResourceKey key, Rejection rejection) {
        return new StoreException(rejection.reason(), key, rejection.message(), "Mend it.", rejection, null);
    }

    @Override
    public Preview preview(Resource desired, ApplyOptions options) {
        refuseUnknown(desired.key().groupKind());
        beforePreview.accept(desired.key());
        previews.add(desired.key());
        Optional<Rejection> refusal = refusal(desired, options);
        Optional<Resource> result = refusal.isPresent() ? Optional.empty() : Optional.of(merged(desired, options));
        return new Preview(Preview.Basis.SERVER, result, refusal, warnings);
    }

    private synchronized Optional<Rejection> refusal(Resource desired, ApplyOptions options) {
        ResourceKey key = desired.key();
        Rejection switched = rejections.get(key);
        if (switched != null) {
            return Optional.of(switched);
        }
        if (!key.namespace().isEmpty() && !hasNamespace(key.namespace())) {
            String message = "namespaces \"" + key.namespace() + "\" not found";
            return Optional.of(new Rejection(Reason.NOT_FOUND, message, List.of()));
        }
        MapValue body = find(key).map(one -> one.resource().body()).orElse(MapValue.EMPTY);
        if (!features.fieldOwnership()) {
            return Optional.empty();
        }
        MergedBody merged = MergedBody.of(body, desired.body(), options.fieldManager(), options.force());
        if (!options.force() && !merged.conflicts().isEmpty()) {
            List<Rejection.Cause> causes = new ArrayList<>();
            merged.conflicts()
                    .forEach((field, owner) -> causes.add(new Rejection.Cause(
                            field.toString(), Optional.of(field), "conflict with " + owner, Optional.of(owner))));
            return Optional.of(new Rejection(Reason.FIELD_CONFLICT, "conflict", causes));
        }
        for (JsonPointer field : immutable) {
            Optional<Value> was = body.find(field);
            if (was.isPresent() && !was.equals(merged.body().find(field))) {
                Rejection.Cause cause = new Rejection.Cause(
                        field.toString(), Optional.of(field), "field is immutable", Optional.empty());
                return Optional.of(new Rejection(Reason.IMMUTABLE, "invalid", List.of(cause)));
            }
        }
        return Optional.empty();
    }

    private boolean hasNamespace(String name) {
        return name.equals("default")
                || live.containsKey(new ResourceKey(ID, new GroupKind("", "Namespace"), "", name));
    }

    private synchronized Resource merged(Resource desired, ApplyOptions options) {
        MapValue body = find(desired.key()).map(one -> one.resource().body()).orElse(identity(desired));
        if (!features.fieldOwnership()) {
            return desired.withBody(written(desired, body, options));
        }
        return desired.withBody(MergedBody.of(body, desired.body(), options.fieldManager(), options.force())
                .body());
    }

    /** Without owners of fields: a write is of the whole, or adds to what is there. */
    private MapValue written(Resource desired, MapValue body, ApplyOptions options) {
        Value uid = body.find(UID).orElse(TextValue.of("uid-" + uids));
        MapValue bare = (MapValue) identity(desired).with(UID, uid);
        return MergedBody.withoutOwners(options.partial() ? body : bare, desired.body());
    }

    private MapValue identity(Resource desired) {
        MapValue.Builder metadata =
                MapValue.builder().put("name", desired.key().name()).put("uid", "uid-" + uids);
        if (!desired.key().namespace().isEmpty()) {
            metadata.put("namespace", desired.key().namespace());
        }
        return MapValue.builder()
                .put("apiVersion", desired.apiVersion())
                .put("kind", desired.key().groupKind().kind())
                .put("metadata", metadata.build())
                .build();
    }

    @Override
    public LiveResource apply(Resource desired, ApplyOptions options) {
        return writing("apply " + desired.key(), () -> put(desired, options));
    }

    private synchronized LiveResource put(Resource desired, ApplyOptions options) {
        ResourceKey key = desired.key();
        refuseUnknown(key.groupKind());
        expect(key, options);
        refusal(desired, options).ifPresent(rejection -> {
            throw failure(key, rejection);
        });
        Resource merged = merged(desired, options);
        LiveResource before = live.get(key);
        if (before != null && before.resource().equals(merged)) {
            return before;
        }
        uids += before == null ? 1 : 0;
        LiveResource after = new LiveResource(merged, new ResourceVersion(Integer.toString(++versions)));
        live.put(key, after);
        readiness.put(key, becomes.apply(merged));
        Kinds.definedKind(merged).ifPresent(unserved::remove);
        return after;
    }

    private void expect(ResourceKey key, ApplyOptions options) {
        Optional<LiveResource> there = find(key);
        if (options.expectsAbsence() && there.isPresent()) {
            throw failure(Reason.ALREADY_EXISTS, key, key + " is there already.");
        }
        boolean otherVersion = options.expectedVersion().isPresent()
                && !there.map(LiveResource::version).equals(options.expectedVersion());
        boolean other = options.expectedUid().isPresent()
                && !there.flatMap(LiveResource::uid).equals(options.expectedUid());
        if (otherVersion || other) {
            throw failure(Reason.CHANGED, key, key + " changed.");
        }
    }

    @Override
    public boolean delete(ResourceKey key, DeleteOptions options) {
        return writing("delete " + key, () -> take(key, options));
    }

    private synchronized boolean take(ResourceKey key, DeleteOptions options) {
        LiveResource before = live.get(key);
        if (before == null) {
            return false;
        }
        boolean otherVersion = options.expectedVersion().isPresent()
                && !options.expectedVersion().get().equals(before.version());
        if (otherVersion
                || options.expectedUid().isPresent() && !options.expectedUid().equals(before.uid())) {
            throw failure(Reason.CHANGED, key, key + " is another object now.");
        }
        if (holdsDeletions) {
            Value held = before.resource()
                    .body()
                    .with(JsonPointer.of("metadata", "deletionTimestamp"), TextValue.of("2026-01-01T00:00:00Z"));
            live.put(
                    key,
                    new LiveResource(
                            before.resource().withBody((MapValue) held),
                            new ResourceVersion(Integer.toString(++versions))));
        } else {
            live.remove(key);
        }
        return true;
    }

    /** Lets go what was deleted while deletions were held back. */
    synchronized void letGo() {
        holdsDeletions = false;
        live.values().removeIf(ServerFields::isTerminating);
    }

    @Override
    public boolean isUnchanged(Resource desired, LiveResource there, ApplyOptions options) {
        if (!features.fieldOwnership()) {
            return written(desired, there.resource().body(), options)
                    .equals(there.resource().body());
        }
        return MergedBody.isUnchanged(there.resource().body(), desired.body(), options.fieldManager());
    }

    @Override
    public Readiness readiness(LiveResource one) {
        return readiness.getOrDefault(one.key(), new Readiness(Readiness.Status.CURRENT, ""));
    }

    @Override
    public Watch watch(ResourceQuery query, ResourceListener listener) {
        throw new UnsupportedOperationException("planning watches nothing");
    }

    @Override
    public StoreFeatures features() {
        return features;
    }

    @Override
    public InventoryStore inventories() {
        return inventories;
    }

    MemoryInventories records() {
        return inventories;
    }

    @Override
    public String serverVersion() {
        return "v1.36.0";
    }

    @Override
    public List<ApiResource> apiResources() {
        return List.of();
    }

    @Override
    public Optional<ApiResource> apiResource(GroupKind kind) {
        boolean namespaced = !CLUSTER_WIDE.contains(kind.kind());
        return unserved.contains(kind)
                ? Optional.empty()
                : Optional.of(new ApiResource(kind, "v1", List.of("v1"), "things", namespaced, Set.of()));
    }

    @Override
    public Optional<MapValue> customSchema(GroupKind kind, String version) {
        return Optional.empty();
    }

    @Override
    public AccessDecision review(AccessRequest request) {
        return new AccessDecision(true, "");
    }

    @Override
    public String logs(String namespace, String pod, String container, int tailLines) {
        throw new UnsupportedOperationException("planning reads no logs");
    }

    @Override
    public ProxyReply proxyGet(String namespace, String pod, int port, String path) {
        throw new UnsupportedOperationException("planning asks no pods");
    }

    @Override
    public <T> Optional<T> unwrap(Class<T> type) {
        return Optional.empty();
    }
}
