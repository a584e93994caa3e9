// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.kubernetes;

import static java.util.Objects.requireNonNull;

import io.meshkit.document.MapValue;
import io.meshkit.document.TextValue;
import io.meshkit.resource.ApplyOptions;
import io.meshkit.resource.DeleteOptions;
import io.meshkit.resource.GroupKind;
import io.meshkit.resource.LiveResource;
import io.meshkit.resource.Resource;
import io.meshkit.resource.ResourceKey;
import io.meshkit.resource.ResourceQuery;
import io.meshkit.resource.ResourceStore;
import io.meshkit.resource.SetId;
import io.meshkit.resource.StoreException;
import io.meshkit.resource.StoreException.Reason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Revisions as Secrets: packed, split into parts that stay below 1 MiB as objects, with number and checksum on the last part. The last part
 * is written last and removed first, so a revision of which some parts are missing is never taken for a whole one.
 */
final class RevisionParts {

    private static final GroupKind SECRET = new GroupKind("", "Secret");
    private static final String RECORD = "revision";
    private static final String REVISION_LABEL = "meshkit.dev/revision";
    private static final String PART_LABEL = "meshkit.dev/part";
    private static final String PARTS_ANNOTATION = "meshkit.dev/parts";
    private static final String CHECKSUM_ANNOTATION = "meshkit.dev/sha256";
    private static final String DATA = "content";

    /** In base64 these are 933 kB, which leaves room below 1 MiB for the rest of the object. */
    private static final int PART_SIZE = 700 * 1024;

    private final ResourceStore store;

    RevisionParts(ResourceStore store) {
        this.store = store;
    }

    List<Integer> numbers(SetId set) {
        List<Integer> whole = new ArrayList<>();
        for (LiveResource part : parts(set, Map.of())) {
            if (part.resource().annotations().containsKey(CHECKSUM_ANNOTATION)) {
                number(part, REVISION_LABEL).ifPresent(whole::add);
            }
        }
        return whole.stream().distinct().sorted().toList();
    }

    Optional<byte[]> read(SetId set, int number) {
        SortedMap<Integer, LiveResource> parts = partsOf(set, number);
        if (parts.isEmpty()) {
            return Optional.empty();
        }
        LiveResource last = requireNonNull(parts.get(parts.lastKey()), "the last key has a part");
        Map<String, String> annotations = last.resource().annotations();
        String checksum = annotations.get(CHECKSUM_ANNOTATION);
        if (checksum == null) {
            throw damaged(set, number, last, "its last part was never written", null);
        }
        if (!String.valueOf(parts.size()).equals(annotations.get(PARTS_ANNOTATION))) {
            throw damaged(
                    set,
                    number,
                    last,
                    "of " + annotations.get(PARTS_ANNOTATION) + " parts there are " + parts.size(),
                    null);
        }
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        for (LiveResource part : parts.values()) {
            byte[] bytes = InventoryRecord.data(part.resource(), DATA)
                    .orElseThrow(() -> damaged(set, number, part, "a part has no data", null));
            packed.write(bytes, 0, bytes.length);
        }
        if (!checksum.equals(checksum(packed.toByteArray()))) {
            throw damaged(set, number, last, "its checksum does not fit", null);
        }
        try {
            return Optional.of(Compressed.unpack(packed.toByteArray()));
        } catch (IOException e) {
            throw damaged(set, number, last, "it cannot be unpacked", e);
        }
    }

    void write(SetId set, int number, byte[] content) {
        remove(set, number);
        byte[] packed = Compressed.pack(content);
        int count = Math.max(1, (packed.length + PART_SIZE - 1) / PART_SIZE);
        for (int part = 0; part < count; part++) {
            byte[] bytes =
                    Arrays.copyOfRange(packed, part * PART_SIZE, Math.min(packed.length, (part + 1) * PART_SIZE));
            MapValue marks = part < count - 1
                    ? MapValue.EMPTY
                    : MapValue.builder()
                            .put(PARTS_ANNOTATION, Integer.toString(count))
                            .put(CHECKSUM_ANNOTATION, checksum(packed))
                            .build();
            store.apply(part(set, number, part, marks, bytes), ApplyOptions.DEFAULT.force(true));
        }
    }

    void remove(SetId set, int number) {
        List<LiveResource> parts = new ArrayList<>(partsOf(set, number).values());
        for (int i = parts.size() - 1; i >= 0; i--) {
            store.delete(parts.get(i).key(), DeleteOptions.DEFAULT);
        }
    }

    /** Removes all revisions of a set, whole or not. */
    void removeAll(SetId set) {
        parts(set, Map.of()).stream()
                .flatMap(part -> number(part, REVISION_LABEL).stream())
                .distinct()
                .forEach(number -> remove(set, number));
    }

    private Resource part(SetId set, int number, int part, MapValue marks, byte[] bytes) {
        String name = ApplySet.parentName(set) + ".v" + number + "." + part;
        MapValue metadata = MapValue.builder()
                .put("name", name)
                .put("namespace", set.namespace())
                .put(
                        "labels",
                        InventoryRecord.labels(set, RECORD)
                                .with(REVISION_LABEL, TextValue.of(Integer.toString(number)))
                                .with(PART_LABEL, TextValue.of(Integer.toString(part))))
                .put("annotations", marks)
                .build();
        return Resource.of(
                new ResourceKey(store.id(), SECRET, set.namespace(), name),
                InventoryRecord.secret(
                        marks.isEmpty() ? metadata.without("annotations") : metadata,
                        "meshkit.dev/revision",
                        DATA,
                        bytes));
    }

    private SortedMap<Integer, LiveResource> partsOf(SetId set, int number) {
        SortedMap<Integer, LiveResource> sorted = new TreeMap<>();
        for (LiveResource part : parts(set, Map.of(REVISION_LABEL, Integer.toString(number)))) {
            number(part, PART_LABEL).ifPresent(index -> sorted.put(index, part));
        }
        return sorted;
    }

    private List<LiveResource> parts(SetId set, Map<String, String> labels) {
        ResourceQuery query = ResourceQuery.of(SECRET)
                .inNamespace(set.namespace())
                .withLabel(InventoryRecord.RECORD_LABEL, RECORD)
                .withLabel(InventoryRecord.SET_LABEL, set.name());
        for (Map.Entry<String, String> label : labels.entrySet()) {
            query = query.withLabel(label.getKey(), label.getValue());
        }
        return store.listAll(query.limit(20));
    }

    private static Optional<Integer> number(LiveResource part, String label) {
        try {
            return Optional.of(Integer.valueOf(part.resource().labels().getOrDefault(label, "")));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static String checksum(byte[] packed) {
        return HexFormat.of().formatHex(ApplySet.sha256().digest(packed));
    }

    private static StoreException damaged(
            SetId set, int number, LiveResource part, String why, @Nullable Exception cause) {
        return new StoreException(
                Reason.DAMAGED,
                part.key(),
                "revision " + number + " of set " + set + " in " + part.key() + " is damaged: " + why,
                "Go back to another revision; this one can be removed.",
                null,
                cause);
    }
}
