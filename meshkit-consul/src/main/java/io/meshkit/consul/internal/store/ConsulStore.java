// SPDX-License-Identifier: Apache-2.0
package io.meshkit.consul.internal.store;

import io.meshkit.consul.internal.store.ConsulApi.Reply;
import io.meshkit.consul.internal.store.ConsulApi.Request;
import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.Value;
import io.meshkit.resource.ApplyOptions;
import io.meshkit.resource.DeleteOptions;
import io.meshkit.resource.GroupKind;
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
import io.meshkit.resource.StoreException;
import io.meshkit.resource.StoreException.Reason;
import io.meshkit.resource.StoreFeatures;
import io.meshkit.resource.StoreId;
import io.meshkit.resource.Watch;
import io.meshkit.spi.DocumentWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The config entries of a datacentre. An entry is written as a whole and only over the state it was read in (check-and-set); nobody owns
 * single fields. What an entry would become is found out by comparison, since Consul has no dry run: what its servers would refuse is
 * known only when it is written.
 */
final class ConsulStore implements ResourceStore {

    /** Whoever loses a race this often is refused. */
    private static final int RACES = 5;

    private final StoreId id;
    private final ConsulApi api;
    private final EntryTypes types;
    private final EntryForm form;
    private final DocumentWriter writer;
    private final ConsulInventories inventories;

    ConsulStore(StoreId id, ConsulApi api, EntryTypes types, DocumentWriter writer) {
        this.id = id;
        this.api = api;
        this.types = types;
        this.form = new EntryForm(types);
        this.writer = writer;
        this.inventories = new ConsulInventories(
                id, api, types, writer, () -> UUID.randomUUID().toString());
    }

    @Override
    public StoreId id() {
        return id;
    }

    @Override
    public StoreFeatures features() {
        return new StoreFeatures(false, false, false, false);
    }

    @Override
    public InventoryStore inventories() {
        return inventories;
    }

    @Override
    public Resource inForm(Resource resource) {
        return form.of(resource).in(id);
    }

    @Override
    public Optional<LiveResource> get(ResourceKey key) {
        if (types.type(key.groupKind()).isEmpty()) {
            return Optional.empty();
        }
        String what = "cannot read " + key;
        Reply reply = api.send(Request.get(List.of("config", key.groupKind().kind(), key.name())), key, null, what);
        if (reply.status() == 404) {
            return Optional.empty();
        }
        return Optional.of(live(api.json(reply, key, what), key.groupKind()));
    }

    private LiveResource live(Value entry, GroupKind kind) {
        if (!(entry instanceof MapValue body)) {
            throw new StoreException(
                    Reason.SERVER, null, "Consul gave a " + kind + " that is no map.", "Check the agent.", null, null);
        }
        // Consul leaves the names of a few kinds out: there is one entry of them
        String name = body.text("Name").filter(text -> !text.isEmpty()).orElse(kind.kind());
        ResourceKey key = new ResourceKey(id, kind, "", name);
        String version = body.get("ModifyIndex").map(Value::toString).orElse("");
        return new LiveResource(Resource.of(key, body), new ResourceVersion(version));
    }

    @Override
    public ResourcePage list(ResourceQuery query) {
        Listing listing = list(
                query.groupKind(),
                Request.get(List.of("config", query.groupKind().kind())));
        List<LiveResource> items = matching(listing.items(), query);
        return new ResourcePage(items, new ResourceVersion(Long.toString(listing.index())), Optional.empty());
    }

    /** Those among entries of a kind that are asked for; labels are looked for in their Meta. */
    static List<LiveResource> matching(List<LiveResource> items, ResourceQuery query) {
        boolean elsewhere =
                query.namespace().filter(name -> !name.equals("default")).isPresent();
        return elsewhere
                ? List.of()
                : items.stream().filter(live -> hasLabels(live, query)).toList();
    }

    private static boolean hasLabels(LiveResource live, ResourceQuery query) {
        MapValue meta = live.resource().body().map("Meta").orElse(MapValue.EMPTY);
        return query.labels().entrySet().stream()
                .allMatch(label -> meta.text(label.getKey())
                        .filter(label.getValue()::equals)
                        .isPresent());
    }

    /** All entries of a kind as they were at an index. */
    record Listing(List<LiveResource> items, long index) {}

    Listing list(GroupKind kind, Request request) {
        String what = "cannot list " + kind;
        if (types.type(kind).isEmpty()) {
            throw new StoreException(
                    Reason.UNKNOWN_KIND,
                    null,
                    what + ": Consul has no such kind of config entries.",
                    "Ask for one of " + String.join(", ", types.kinds()) + ".",
                    null,
                    null);
        }
        Reply reply = api.send(request, null, null, what);
        Value read = reply.status() == 404 ? ListValue.EMPTY : api.json(reply, null, what);
        if (reply.filtered()) {
            throw new StoreException(
                    Reason.FORBIDDEN,
                    null,
                    what + ": the token may not read all of them.",
                    "Give a token whose policy allows operator:read or service:read for them.",
                    null,
                    null);
        }
        List<LiveResource> items = new ArrayList<>();
        if (read instanceof ListValue list) {
            list.forEach(entry -> items.add(live(entry, kind)));
        }
        return new Listing(items, reply.index().orElse(0));
    }

    @Override
    public Preview preview(Resource desired, ApplyOptions options) {
        Optional<LiveResource> there = get(desired.key());
        Resource result = there.map(live -> result(desired, live, options)).orElse(desired.in(id));
        return new Preview(Preview.Basis.COMPARISON, Optional.of(result), Optional.empty(), List.of());
    }

    private Resource result(Resource desired, LiveResource live, ApplyOptions options) {
        MapValue body = new EntryComparison(options.partial())
                .result(desired.body(), live.resource().body(), type(desired.key()));
        return live.resource().withBody(body);
    }

    private FieldType type(ResourceKey key) {
        return types.type(key.groupKind()).orElse(FieldType.ANY);
    }

    @Override
    public boolean isUnchanged(Resource desired, LiveResource live, ApplyOptions options) {
        return result(desired, live, options).body().equals(live.resource().body());
    }

    @Override
    public LiveResource apply(Resource desired, ApplyOptions options) {
        ResourceKey key = desired.key().in(id);
        for (int race = 0; race < RACES; race++) {
            Optional<LiveResource> there = get(key);
            expect(there, options.expectedVersion(), key);
            if (options.expectsAbsence() && there.isPresent()) {
                throw alreadyThere(key);
            }
            if (there.filter(live -> isUnchanged(desired, live, options)).isPresent()) {
                return there.get();
            }
            if (write(desired, there, options)) {
                return get(key).orElseThrow(() -> changed(key));
            }
        }
        throw changed(key);
    }

    private boolean write(Resource desired, Optional<LiveResource> there, ApplyOptions options) {
        ResourceKey key = desired.key();
        MapValue body = options.partial() && there.isPresent()
                ? result(desired, there.get(), options).body()
                : desired.body();
        String index = there.map(live -> live.version().value()).orElse("0");
        Request request =
                Request.put(List.of("config"), writer.json(EntryComparison.writable(body, type(key))), "cas=" + index);
        return api.send(request, key, desired, "cannot write " + key).isTrue();
    }

    private static void expect(Optional<LiveResource> there, Optional<ResourceVersion> expected, ResourceKey key) {
        if (expected.isPresent()
                && there.map(LiveResource::version)
                        .filter(expected.get()::equals)
                        .isEmpty()) {
            throw changed(key);
        }
    }

    private static StoreException alreadyThere(ResourceKey key) {
        return new StoreException(
                Reason.ALREADY_EXISTS,
                key,
                key + " is there already, so it was not created.",
                "Look whose it is; update it instead, or take another name.",
                null,
                null);
    }

    private static StoreException changed(ResourceKey key) {
        return new StoreException(
                Reason.CHANGED,
                key,
                key + " changed since it was read; nothing was written.",
                "Read it again, look at what is new, and decide anew.",
                null,
                null);
    }

    @Override
    public boolean delete(ResourceKey key, DeleteOptions options) {
        for (int race = 0; race < RACES; race++) {
            Optional<LiveResource> there = get(key.in(id));
            if (there.isEmpty()) {
                return false;
            }
            expect(there, options.expectedVersion(), key);
            Request request = Request.delete(
                    List.of("config", key.groupKind().kind(), key.name()),
                    "cas=" + there.get().version());
            if (api.send(request, key, null, "cannot delete " + key).isTrue()) {
                return true;
            }
        }
        throw changed(key);
    }

    @Override
    public Readiness readiness(LiveResource live) {
        return new Readiness(
                Readiness.Status.UNKNOWN, "Consul does not say whether its proxies have taken an entry up");
    }

    @Override
    public Watch watch(ResourceQuery query, ResourceListener listener) {
        return ConsulWatch.start(this, query, listener);
    }
}
