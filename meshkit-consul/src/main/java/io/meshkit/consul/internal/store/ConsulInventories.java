// SPDX-License-Identifier: Apache-2.0
package io.meshkit.consul.internal.store;

import io.meshkit.consul.internal.store.ConsulApi.Reply;
import io.meshkit.consul.internal.store.ConsulApi.Request;
import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.TextValue;
import io.meshkit.document.Value;
import io.meshkit.resource.GroupKind;
import io.meshkit.resource.Inventory;
import io.meshkit.resource.InventoryStore;
import io.meshkit.resource.LiveResource;
import io.meshkit.resource.Resource;
import io.meshkit.resource.ResourceKey;
import io.meshkit.resource.ResourceQuery;
import io.meshkit.resource.ResourceVersion;
import io.meshkit.resource.SetId;
import io.meshkit.resource.StoreException;
import io.meshkit.resource.StoreException.Reason;
import io.meshkit.resource.StoreId;
import io.meshkit.spi.DocumentWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Inventories and revisions in Consul's key-value store: {@code meshkit/sets/NAMESPACE/NAME} and
 * {@code meshkit/revisions/NAMESPACE/NAME/NUMBER/…}, an empty namespace as {@code -}. Values are base64 of gzip, since a value holds at most
 * 512 KiB; a revision is split. Members bear the mark {@value #MARK} in their Meta.
 */
final class ConsulInventories implements InventoryStore {

    static final String MARK = "meshkit.dev/part-of";
    private static final String ADOPTED = "meshkit.dev/adopted";

    private static final List<String> SETS = List.of("meshkit", "sets");
    private static final List<String> REVISIONS = List.of("meshkit", "revisions");
    private static final String NO_NAMESPACE = "-";
    private static final String HEAD = "head";
    private static final String WRITER = "writer";
    /** Base64 makes four characters of three bytes. */
    private static final int LARGEST_PART = 360 * 1024;

    private static final int LARGEST_VALUE = 512 * 1024;
    private static final int LARGEST_INVENTORY = 64 * 1024 * 1024;

    private final StoreId id;
    private final ConsulApi api;
    private final EntryTypes types;
    private final DocumentWriter writer;
    private final Supplier<String> writers;

    /**
     * The inventories of a datacentre.
     *
     * @param writers gives a word without blanks for each write that no other write bears
     */
    ConsulInventories(StoreId id, ConsulApi api, EntryTypes types, DocumentWriter writer, Supplier<String> writers) {
        this.id = id;
        this.api = api;
        this.types = types;
        this.writer = writer;
        this.writers = writers;
    }

    /** A value of the store and the index that it was last written at. */
    private record Stored(byte[] bytes, String index) {}

    private static List<String> way(List<String> root, SetId set, String... further) {
        List<String> way = new ArrayList<>(List.of("kv"));
        way.addAll(root);
        way.add(set.namespace().isEmpty() ? NO_NAMESPACE : set.namespace());
        way.add(set.name());
        way.addAll(List.of(further));
        return way;
    }

    private static String what(String doing, SetId set) {
        return "cannot " + doing + " the records of " + set;
    }

    private Optional<Stored> stored(List<String> way, String what) {
        Reply reply = api.send(Request.get(way), null, null, what);
        if (reply.status() == 404) {
            return Optional.empty();
        }
        Value read = api.json(reply, null, what);
        if (read instanceof ListValue list && list.size() == 1 && list.get(0) instanceof MapValue pair) {
            String index = pair.get("ModifyIndex").map(Value::toString).orElse("");
            return Optional.of(new Stored(decoded(pair.text("Value").orElse(""), what), index));
        }
        throw damaged(what, "the answer is not one pair", null);
    }

    /** Once for the API, once more because values of ours are text. */
    private static byte[] decoded(String value, String what) {
        try {
            byte[] text = Base64.getDecoder().decode(value);
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw damaged(what, "the value is not what was written", e);
        }
    }

    private static StoreException damaged(String what, String why, @Nullable Exception cause) {
        return new StoreException(
                Reason.DAMAGED,
                null,
                what + ": " + why + ".",
                "Somebody wrote under meshkit/ in Consul's key-value store; remove what was written there.",
                null,
                cause);
    }

    private boolean put(List<String> way, byte[] bytes, String what, String... parameters) {
        String text = Base64.getEncoder().encodeToString(bytes);
        if (text.length() > LARGEST_VALUE) {
            throw new StoreException(
                    Reason.UNSUPPORTED,
                    null,
                    what + ": they need " + text.length() + " bytes, and Consul keeps at most " + LARGEST_VALUE + ".",
                    "Divide the set.",
                    null,
                    null);
        }
        return api.send(Request.put(way, text, parameters), null, null, what).isTrue();
    }

    /** Without a condition there is no reason to refuse. */
    private void putAnyway(List<String> way, byte[] bytes, String what) {
        if (!put(way, bytes, what)) {
            throw damaged(what, "Consul answered that it did not write", null);
        }
    }

    private List<String> keys(List<String> way, String what) {
        List<String> folder = new ArrayList<>(way);
        folder.add("");
        Reply reply = api.send(Request.get(folder, "keys"), null, null, what);
        if (reply.status() == 404) {
            return List.of();
        }
        if (!(api.json(reply, null, what) instanceof ListValue list)) {
            throw damaged(what, "the answer is no list of keys", null);
        }
        return list.items().stream().map(Value::toString).toList();
    }

    @Override
    public Optional<Inventory> read(SetId set) {
        String what = what("read", set);
        return stored(way(SETS, set), what).map(stored -> inventory(set, stored, what));
    }

    private static String text(Stored stored, String what) {
        return new String(unpacked(stored.bytes(), LARGEST_INVENTORY, what), StandardCharsets.UTF_8);
    }

    private Inventory inventory(SetId set, Stored stored, String what) {
        String text = text(stored, what);
        Set<ResourceKey> members = new TreeSet<>();
        int revision = 0;
        for (String line : text.split("\n")) {
            String[] parts = line.split(" ", -1);
            if (parts.length == 2 && parts[0].equals("revision")) {
                revision = number(parts[1], what);
            } else if (parts.length == 2 && parts[0].equals(WRITER)) {
                continue;
            } else if (parts.length == 5 && parts[0].equals("member")) {
                members.add(new ResourceKey(id, new GroupKind(parts[1], parts[2]), parts[3], parts[4]));
            } else {
                throw damaged(what, "a line of the inventory has an unknown form", null);
            }
        }
        return new Inventory(set, members, revision, Optional.of(new ResourceVersion(stored.index())));
    }

    private static int number(String text, String what) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw damaged(what, "\"" + text + "\" is no number", e);
        }
    }

    @Override
    public Inventory write(Inventory next) {
        String what = what("write", next.set());
        String writer = WRITER + " " + writers.get() + "\n";
        StringBuilder text = new StringBuilder("revision " + next.revision() + "\n" + writer);
        for (ResourceKey member : next.members()) {
            text.append("member ")
                    .append(member.groupKind().group())
                    .append(' ')
                    .append(member.groupKind().kind())
                    .append(' ')
                    .append(member.namespace())
                    .append(' ')
                    .append(member.name())
                    .append('\n');
        }
        String index = next.version().map(ResourceVersion::value).orElse("0");
        byte[] packed = packed(text.toString().getBytes(StandardCharsets.UTF_8));
        boolean put = put(way(SETS, next.set()), packed, what, "cas=" + index);
        // what is there tells whether it was written, by the word of the write: that of another may be equal
        return stored(way(SETS, next.set()), what)
                .filter(stored -> text(stored, what).contains(writer))
                .map(stored -> inventory(next.set(), stored, what))
                .orElseThrow(() -> changed(next.set(), put));
    }

    private static StoreException changed(SetId set, boolean written) {
        return new StoreException(
                Reason.CHANGED,
                null,
                "The records of " + set
                        + (written
                                ? " were written over by somebody else at once."
                                : " changed since they were read; nothing was written."),
                "Somebody else applies the same set; plan again.",
                null,
                null);
    }

    @Override
    public void remove(Inventory last) {
        String what = what("remove", last.set());
        String index = last.version().map(ResourceVersion::value).orElse("0");
        Request inventory = Request.delete(way(SETS, last.set()), "cas=" + index);
        if (!api.send(inventory, null, null, what).isTrue()) {
            throw changed(last.set(), false);
        }
        api.send(Request.delete(way(REVISIONS, last.set(), ""), "recurse"), null, null, what);
    }

    @Override
    public List<SetId> sets() {
        List<String> folder = new ArrayList<>(List.of("kv"));
        folder.addAll(SETS);
        List<SetId> sets = new ArrayList<>();
        for (String key : keys(folder, "cannot list the sets")) {
            String[] parts = key.split("/");
            if (parts.length == 4) {
                sets.add(new SetId(parts[2].equals(NO_NAMESPACE) ? "" : parts[2], parts[3]));
            }
        }
        return sets.stream().sorted().toList();
    }

    @Override
    public List<Integer> revisions(SetId set) {
        String what = what("read", set);
        return keys(way(REVISIONS, set), what).stream()
                .filter(key -> key.endsWith("/" + HEAD))
                .map(key -> key.split("/"))
                .map(parts -> number(parts[parts.length - 2], what))
                .sorted()
                .toList();
    }

    @Override
    public Optional<byte[]> readRevision(SetId set, int number) {
        String what = what("read revision " + number + " of", set);
        Optional<Stored> head = stored(way(REVISIONS, set, Integer.toString(number), HEAD), what);
        if (head.isEmpty()) {
            return Optional.empty();
        }
        String[] parts = new String(head.get().bytes(), StandardCharsets.UTF_8).split(" ");
        if (parts.length != 2) {
            throw damaged(what, "the head of the revision has an unknown form", null);
        }
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        for (int i = 0; i < number(parts[1], what); i++) {
            byte[] part = stored(way(REVISIONS, set, Integer.toString(number), parts[0], Integer.toString(i)), what)
                    .orElseThrow(() -> damaged(what, "a part is missing", null))
                    .bytes();
            whole.writeBytes(part);
        }
        byte[] packed = whole.toByteArray();
        if (!digest(packed).equals(parts[0])) {
            throw damaged(what, "the digest does not fit", null);
        }
        return Optional.of(unpacked(packed, LARGEST_INVENTORY, what));
    }

    /** Parts first, under their digest; the head that names them last, so that a revision is there as a whole or not at all. */
    @Override
    public void writeRevision(SetId set, int number, byte[] content) {
        String what = what("write revision " + number + " of", set);
        byte[] packed = packed(content);
        String digest = digest(packed);
        int count = (packed.length + LARGEST_PART - 1) / LARGEST_PART;
        for (int i = 0; i < count; i++) {
            byte[] part = Arrays.copyOfRange(packed, i * LARGEST_PART, Math.min(packed.length, (i + 1) * LARGEST_PART));
            putAnyway(way(REVISIONS, set, Integer.toString(number), digest, Integer.toString(i)), part, what);
        }
        byte[] head = (digest + " " + count).getBytes(StandardCharsets.UTF_8);
        putAnyway(way(REVISIONS, set, Integer.toString(number), HEAD), head, what);
        removeOlder(set, number, digest, what);
    }

    private void removeOlder(SetId set, int number, String digest, String what) {
        Set<String> older = new TreeSet<>();
        for (String key : keys(way(REVISIONS, set, Integer.toString(number)), what)) {
            String[] parts = key.split("/");
            String generation = parts[parts.length - 2];
            if (!key.endsWith("/" + HEAD) && !generation.equals(digest)) {
                older.add(generation);
            }
        }
        older.forEach(generation -> api.send(
                Request.delete(way(REVISIONS, set, Integer.toString(number), generation, ""), "recurse"),
                null,
                null,
                what));
    }

    @Override
    public void removeRevision(SetId set, int number) {
        String what = what("remove revision " + number + " of", set);
        api.send(Request.delete(way(REVISIONS, set, Integer.toString(number), HEAD)), null, null, what);
        api.send(Request.delete(way(REVISIONS, set, Integer.toString(number), ""), "recurse"), null, null, what);
    }

    @Override
    public Resource mark(Resource resource, SetId set) {
        return withMeta(resource, MARK, set.toString());
    }

    private Resource withMeta(Resource resource, String key, String value) {
        boolean hasMeta = types.type(resource.key().groupKind())
                .flatMap(type -> type.field("Meta"))
                .isPresent();
        if (!hasMeta) {
            return resource;
        }
        MapValue meta = resource.body().map("Meta").orElse(MapValue.EMPTY);
        return resource.withBody(resource.body().with("Meta", meta.with(key, TextValue.of(value))));
    }

    private static Resource withoutMeta(Resource resource, String key) {
        Optional<MapValue> meta = resource.body().map("Meta").filter(map -> map.has(key));
        if (meta.isEmpty()) {
            return resource;
        }
        MapValue left = meta.get().without(key);
        return resource.withBody(
                left.isEmpty()
                        ? resource.body().without("Meta")
                        : resource.body().with("Meta", left));
    }

    @Override
    public Resource markAdopted(Resource resource, boolean adopted) {
        return adopted ? withMeta(resource, ADOPTED, "true") : withoutMeta(resource, ADOPTED);
    }

    @Override
    public boolean isAdopted(LiveResource live) {
        return live.resource()
                .body()
                .map("Meta")
                .filter(meta -> meta.has(ADOPTED))
                .isPresent();
    }

    @Override
    public Resource unmarked(Resource resource) {
        return withoutMeta(withoutMeta(resource, ADOPTED), MARK);
    }

    @Override
    public ResourceQuery marked(ResourceQuery query, SetId set) {
        return query.withLabel(MARK, set.toString());
    }

    @Override
    public Membership membership(LiveResource live, SetId set) {
        Optional<String> mark = live.resource().body().map("Meta").flatMap(meta -> meta.text(MARK));
        if (mark.isEmpty()) {
            return Membership.UNMARKED;
        }
        return mark.get().equals(set.toString()) ? Membership.MEMBER : Membership.FOREIGN;
    }

    private static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes), 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static byte[] packed(byte[] content) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot be written to", e);
        }
        return packed.toByteArray();
    }

    private static byte[] unpacked(byte[] packed, int largest, String what) {
        try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            byte[] content = gzip.readNBytes(largest + 1);
            if (content.length > largest) {
                throw damaged(what, "they are larger than " + largest + " bytes", null);
            }
            return content;
        } catch (IOException e) {
            throw damaged(what, "the value is not what was written", e);
        }
    }
}
