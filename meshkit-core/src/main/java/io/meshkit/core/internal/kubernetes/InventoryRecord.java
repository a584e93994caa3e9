// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.kubernetes;

import io.meshkit.core.internal.json.JsonReader;
import io.meshkit.core.internal.json.JsonWriter;
import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.NumberValue;
import io.meshkit.document.TextValue;
import io.meshkit.document.Value;
import io.meshkit.resource.GroupKind;
import io.meshkit.resource.Inventory;
import io.meshkit.resource.LiveResource;
import io.meshkit.resource.Resource;
import io.meshkit.resource.ResourceKey;
import io.meshkit.resource.SetId;
import io.meshkit.resource.StoreException;
import io.meshkit.resource.StoreException.Reason;
import io.meshkit.resource.StoreId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * An inventory as the Secret that is the parent of its ApplySet. Labels and annotations tell others which kinds and namespaces the set
 * reaches; the exact members stand in the data, so that nothing has to be searched.
 */
final class InventoryRecord {

    /** Label of all that is kept of a set: its name. */
    static final String SET_LABEL = "meshkit.dev/set";

    /** Label of all that is kept of a set: what it is. */
    static final String RECORD_LABEL = "meshkit.dev/record";

    static final String MANAGED_BY_LABEL = "app.kubernetes.io/managed-by";

    private static final GroupKind SECRET = new GroupKind("", "Secret");
    private static final String DATA = "inventory";
    private static final String WRITER = "writer";
    private static final long FORM = 1;

    /** A Secret holds 1 MiB; the rest is for labels, annotations and managed fields. */
    private static final int LARGEST = 900 * 1024;

    private InventoryRecord() {}

    static ResourceKey key(StoreId store, SetId set) {
        return new ResourceKey(store, SECRET, set.namespace(), ApplySet.parentName(set));
    }

    /**
     * An inventory as a Secret.
     *
     * @param writer a word that no other write bears, so that whoever lost an answer knows the own record from an equal one
     */
    static Resource write(StoreId store, Inventory inventory, String writer) {
        SetId set = inventory.set();
        ResourceKey key = key(store, set);
        byte[] packed = Compressed.pack(JsonWriter.write(content(inventory, writer)));
        if (packed.length > LARGEST) {
            throw StoreFailures.invalid(
                    key,
                    "the inventory of set " + set + " has "
                            + inventory.members().size() + " members, more than one Secret holds",
                    "Split the pattern into several.");
        }
        MapValue metadata = MapValue.builder()
                .put("name", key.name())
                .put("namespace", key.namespace())
                .put("labels", labels(set, "inventory").with(ApplySet.ID, TextValue.of(ApplySet.id(set))))
                .put(
                        "annotations",
                        MapValue.builder()
                                .put(ApplySet.TOOLING, ApplySet.OUR_TOOLING)
                                .put(ApplySet.GROUP_KINDS, ApplySet.groupKinds(inventory.members()))
                                .put(ApplySet.NAMESPACES, ApplySet.additionalNamespaces(set, inventory.members()))
                                .build())
                .build();
        return Resource.of(key, secret(metadata, "meshkit.dev/inventory", DATA, packed));
    }

    static MapValue labels(SetId set, String record) {
        return MapValue.builder()
                .put(MANAGED_BY_LABEL, "meshkit")
                .put(RECORD_LABEL, record)
                .put(SET_LABEL, set.name())
                .build();
    }

    static MapValue secret(MapValue metadata, String type, String dataKey, byte[] data) {
        return MapValue.builder()
                .put("apiVersion", "v1")
                .put("kind", "Secret")
                .put("metadata", metadata)
                .put("type", type)
                .put(
                        "data",
                        MapValue.of(dataKey, TextValue.of(Base64.getEncoder().encodeToString(data))))
                .build();
    }

    /** The bytes under a key of a Secret; empty when they are absent or no base64. */
    static Optional<byte[]> data(Resource secret, String dataKey) {
        try {
            return secret.body().map("data").flatMap(data -> data.text(dataKey)).map(Base64.getDecoder()::decode);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static MapValue content(Inventory inventory, String writer) {
        List<Value> members = new ArrayList<>();
        for (ResourceKey key : inventory.members()) {
            members.add(ListValue.ofTexts(
                    List.of(key.groupKind().group(), key.groupKind().kind(), key.namespace(), key.name())));
        }
        return MapValue.builder()
                .put("form", FORM)
                .put("revision", inventory.revision())
                .put(WRITER, writer)
                .put("members", ListValue.of(members))
                .build();
    }

    /**
     * Reads an inventory.
     *
     * @throws StoreException when the Secret is not ours, or damaged
     */
    static Inventory read(SetId set, LiveResource live) {
        Resource secret = live.resource();
        String tooling = secret.annotations().getOrDefault(ApplySet.TOOLING, "");
        if (!ApplySet.isOurs(tooling)
                || !ApplySet.id(set).equals(secret.labels().get(ApplySet.ID))) {
            throw new StoreException(
                    Reason.INVALID,
                    secret.key(),
                    secret.key() + " is not the inventory of set " + set + ": its tooling is \"" + tooling + "\"",
                    "Give the set another name, or remove the Secret if nothing needs it.",
                    null,
                    null);
        }
        try {
            MapValue content = content(secret);
            if (number(content, "form") != FORM) {
                throw new IOException("written by a newer MeshKit, in form " + number(content, "form"));
            }
            Set<ResourceKey> members = members(secret.key().store(), content);
            return new Inventory(set, members, (int) number(content, "revision"), Optional.of(live.version()));
        } catch (IOException | JsonReader.MalformedException | IllegalArgumentException e) {
            throw new StoreException(
                    Reason.DAMAGED,
                    secret.key(),
                    "the inventory of set " + set + " in " + secret.key() + " cannot be read: " + e.getMessage(),
                    "Restore the Secret from a backup, or remove it and apply again; members are then adopted by their"
                            + " label "
                            + ApplySet.PART_OF + "=" + ApplySet.id(set) + ".",
                    null,
                    e);
        }
    }

    private static MapValue content(Resource secret) throws IOException, JsonReader.MalformedException {
        byte[] packed = data(secret, DATA).orElseThrow(() -> new IOException("no data"));
        return JsonReader.readMap(Compressed.unpack(packed));
    }

    /** Whether a record is that of a certain write. */
    static boolean isWrittenBy(String writer, LiveResource live) {
        try {
            return content(live.resource()).text(WRITER).filter(writer::equals).isPresent();
        } catch (IOException | JsonReader.MalformedException e) {
            return false;
        }
    }

    private static Set<ResourceKey> members(StoreId store, MapValue content) throws IOException {
        Set<ResourceKey> members = new TreeSet<>();
        for (Value value : content.list("members").orElseThrow(() -> new IOException("no members"))) {
            if (!(value instanceof ListValue member) || member.size() != 4) {
                throw new IOException("a member of another form");
            }
            List<String> parts = member.items().stream().map(Value::toString).toList();
            members.add(new ResourceKey(store, new GroupKind(parts.get(0), parts.get(1)), parts.get(2), parts.get(3)));
        }
        return members;
    }

    private static long number(MapValue content, String key) throws IOException {
        return content.get(key)
                .filter(NumberValue.class::isInstance)
                .map(value -> ((NumberValue) value).asLong().orElse(-1))
                .orElseThrow(() -> new IOException("no " + key));
    }
}
