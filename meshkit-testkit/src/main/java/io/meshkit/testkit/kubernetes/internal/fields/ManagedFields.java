// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.kubernetes.internal.fields;

import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The entries of {@code metadata.managedFields}: who owns what, since when. Immutable. */
public final class ManagedFields {

    /** Nobody owns anything. */
    public static final ManagedFields NONE = new ManagedFields(Map.of());

    private final Map<FieldManager, Entry> entries;

    private ManagedFields(Map<FieldManager, Entry> entries) {
        this.entries = new LinkedHashMap<>(entries);
    }

    /** What one manager owns, in which version it said so, and when ownership last changed; the time may be unknown. */
    private record Entry(
            FieldSet fields, String apiVersion, @Nullable String time) {}

    /**
     * Reads them.
     *
     * @param object an object
     * @return its entries
     * @throws IllegalArgumentException when they cannot be read
     */
    public static ManagedFields of(MapValue object) {
        Map<FieldManager, Entry> entries = new LinkedHashMap<>();
        List<Value> written = object.map("metadata")
                .flatMap(metadata -> metadata.list("managedFields"))
                .map(ListValue::items)
                .orElse(List.of());
        for (Value item : written) {
            if (item instanceof MapValue entry) {
                String operation = entry.text("operation").orElse("");
                String apiVersion = entry.text("apiVersion").orElse("");
                FieldManager manager = new FieldManager(
                        entry.text("manager").orElse(""),
                        operation,
                        operation.equals(FieldManager.APPLY) ? "" : apiVersion,
                        entry.text("subresource").orElse(""));
                FieldSet fields = FieldSet.of(entry.map("fieldsV1").orElse(MapValue.EMPTY));
                entries.put(
                        manager,
                        new Entry(fields, apiVersion, entry.text("time").orElse(null)));
            }
        }
        return new ManagedFields(entries);
    }

    /**
     * Writes them into an object.
     *
     * @param object the object
     * @return the object with these entries, and no others
     */
    public MapValue into(MapValue object) {
        MapValue metadata = object.map("metadata").orElse(MapValue.EMPTY).without("managedFields");
        List<Value> written = new ArrayList<>();
        Comparator<Map.Entry<FieldManager, Entry>> order =
                Comparator.comparing(entry -> entry.getKey().operation());
        entries.entrySet().stream()
                .sorted(order.thenComparing(entry ->
                                Objects.requireNonNullElse(entry.getValue().time(), ""))
                        .thenComparing(entry -> entry.getKey().name())
                        .thenComparing(entry -> entry.getValue().apiVersion())
                        .thenComparing(entry -> entry.getKey().subresource()))
                .forEach(entry -> written.add(written(entry.getKey(), entry.getValue())));
        if (!written.isEmpty()) {
            metadata = metadata.with("managedFields", ListValue.of(written));
        }
        return object.with("metadata", metadata);
    }

    private static MapValue written(FieldManager manager, Entry entry) {
        MapValue.Builder map = MapValue.builder()
                .put("manager", manager.name())
                .put("operation", manager.operation())
                .put("apiVersion", entry.apiVersion());
        if (entry.time() != null) {
            map.put("time", entry.time());
        }
        map.put("fieldsType", "FieldsV1").put("fieldsV1", entry.fields().written());
        if (!manager.subresource().isEmpty()) {
            map.put("subresource", manager.subresource());
        }
        return map.build();
    }

    /**
     * Takes them out of an object.
     *
     * @param object the object
     * @return the object without
     */
    public static MapValue without(MapValue object) {
        return object.map("metadata")
                .map(metadata -> object.with("metadata", metadata.without("managedFields")))
                .orElse(object);
    }

    List<FieldManager> managers() {
        return List.copyOf(entries.keySet());
    }

    FieldSet fields(FieldManager manager) {
        Entry entry = entries.get(manager);
        return entry == null ? new FieldSet() : entry.fields();
    }

    FieldSet all() {
        FieldSet all = new FieldSet();
        for (Entry entry : entries.values()) {
            all = all.union(entry.fields());
        }
        return all;
    }

    /** With other fields for a manager; its entry goes when there are none. */
    ManagedFields with(FieldManager manager, FieldSet fields, String apiVersion) {
        Map<FieldManager, Entry> changed = new LinkedHashMap<>(entries);
        if (fields.isEmpty()) {
            changed.remove(manager);
        } else {
            Entry before = entries.get(manager);
            changed.put(manager, new Entry(fields, apiVersion, before == null ? null : before.time()));
        }
        return new ManagedFields(changed);
    }

    ManagedFields with(FieldManager manager, FieldSet fields) {
        Entry before = entries.get(manager);
        return with(manager, fields, before == null ? "" : before.apiVersion());
    }

    ManagedFields at(FieldManager manager, String time) {
        Entry entry = entries.get(manager);
        if (entry == null) {
            return this;
        }
        Map<FieldManager, Entry> changed = new LinkedHashMap<>(entries);
        changed.put(manager, new Entry(entry.fields(), entry.apiVersion(), time));
        return new ManagedFields(changed);
    }
}
