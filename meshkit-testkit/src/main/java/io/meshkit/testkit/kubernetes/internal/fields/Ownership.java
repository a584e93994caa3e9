// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.kubernetes.internal.fields;

import io.meshkit.document.JsonPointer;
import io.meshkit.document.MapValue;
import io.meshkit.document.NullValue;
import io.meshkit.document.Value;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a write does to an object and to the ownership of its fields (kubernetes-sigs/structured-merge-diff:merge/update.go). All versions
 * of a kind have the same fields here, as with CRDs whose conversion is {@code None}.
 */
public final class Ownership {

    /** Fields that nobody owns (kubernetes/apimachinery:pkg/util/managedfields/internal/stripmeta.go). */
    private static final FieldSet NEVER_OWNED = FieldSet.ofFields(
            "apiVersion",
            "kind",
            "metadata",
            "metadata.name",
            "metadata.namespace",
            "metadata.creationTimestamp",
            "metadata.selfLink",
            "metadata.uid",
            "metadata.clusterName",
            "metadata.generation",
            "metadata.managedFields",
            "metadata.resourceVersion");

    private static final String BEFORE_FIRST_APPLY = "before-first-apply";

    private final TypeRef type;
    private final FieldSet ignored;
    private final String now;

    /**
     * For one write.
     *
     * @param type the type of the object
     * @param ignored fields that the endpoint does not write, with all below them
     * @param now the time of the write, RFC 3339
     */
    public Ownership(TypeRef type, FieldSet ignored, String now) {
        this.type = type;
        this.ignored = ignored;
        this.now = now;
    }

    /**
     * Lays a configuration over an object: what the manager applied before and does not apply now goes, unless another owns it.
     *
     * @param live the object; a map without fields when it is not there yet
     * @param config what is applied
     * @param manager who applies
     * @param force whether to take fields over
     * @return the new object with its managed fields
     * @throws FieldConflictException when others own fields that would change and {@code force} is off
     */
    public MapValue apply(MapValue live, MapValue config, FieldManager manager, boolean force)
            throws FieldConflictException {
        ManagedFields before = ManagedFields.of(owned(live));
        MapValue bare = ManagedFields.without(live);
        FieldSet last = before.fields(manager);
        FieldSet applied = FieldCollector.collect(config, type).recursiveDifference(ignored);
        String apiVersion = config.text("apiVersion").orElse("");
        ManagedFields managers = before.with(manager, applied, apiVersion);
        Value merged = prune(Merge.merge(bare, config, type), managers, last);
        Comparison comparison = Comparison.of(bare, merged, type).without(ignored);
        managers = takeOver(managers, comparison, manager, force);
        managers = managers.with(manager, managers.fields(manager).difference(NEVER_OWNED));
        MapValue result = merged instanceof MapValue map ? withoutNulls(map, config) : MapValue.EMPTY;
        if (!result.equals(bare)) {
            managers = managers.at(manager, now);
        }
        return managers.into(result);
    }

    /**
     * What an object without managed fields has is somebody's: the first apply says so, and takes nothing of it away
     * (kubernetes/apimachinery:pkg/util/managedfields/internal/skipnonapplied.go).
     */
    private MapValue owned(MapValue live) {
        boolean exists = live.find(JsonPointer.of("metadata", "uid")).isPresent();
        if (!exists || !ManagedFields.of(live).managers().isEmpty()) {
            return live;
        }
        FieldManager unknown = FieldManager.updating(
                BEFORE_FIRST_APPLY, live.text("apiVersion").orElse(""), "");
        return update(MapValue.EMPTY, live, unknown);
    }

    /**
     * Gives the fields that a write changes to its manager.
     *
     * @param live the object before; a map without fields when it was not there
     * @param written the object after, as it shall be stored; its managed fields are those to start from
     * @param manager who writes
     * @return the object with its managed fields
     */
    public MapValue update(MapValue live, MapValue written, FieldManager manager) {
        ManagedFields before = ManagedFields.of(written);
        MapValue bare = ManagedFields.without(written);
        Comparison comparison =
                Comparison.of(ManagedFields.without(live), bare, type).without(ignored);
        ManagedFields managers = before;
        try {
            managers = takeOver(before, comparison, manager, true);
        } catch (FieldConflictException e) {
            throw new IllegalStateException("force knows no conflict", e);
        }
        FieldSet owned = managers.fields(manager)
                .difference(comparison.removed())
                .union(comparison.modified())
                .union(comparison.added())
                .difference(NEVER_OWNED);
        managers = managers.with(manager, owned, manager.apiVersion());
        if (!owned.equals(before.fields(manager))) {
            managers = managers.at(manager, now);
        }
        return managers.into(bare);
    }

    private static ManagedFields takeOver(
            ManagedFields managers, Comparison comparison, FieldManager writer, boolean force)
            throws FieldConflictException {
        FieldSet changed = comparison.modified().union(comparison.added());
        Map<FieldManager, FieldSet> conflicts = new LinkedHashMap<>();
        for (FieldManager manager : managers.managers()) {
            FieldSet common = managers.fields(manager).intersection(changed);
            if (!manager.equals(writer) && !common.isEmpty()) {
                conflicts.put(manager, common);
            }
        }
        if (!force && !conflicts.isEmpty()) {
            throw new FieldConflictException(conflicts);
        }
        ManagedFields result = managers;
        for (FieldManager manager : managers.managers()) {
            if (!manager.equals(writer)) {
                FieldSet left = managers.fields(manager).difference(changed).difference(comparison.removed());
                result = result.with(manager, left);
            }
        }
        return result;
    }

    private Value prune(Value merged, ManagedFields managers, FieldSet last) {
        if (last.isEmpty()) {
            return merged;
        }
        FieldSet lastNamed = last.withNamedFields(type);
        Value pruned = Pruning.remove(merged, lastNamed, type);
        FieldSet mergedSet = FieldCollector.collect(merged, type).withNamedFields(type);
        FieldSet owned = managers.all().withNamedFields(type);
        FieldSet kept = FieldCollector.collect(pruned, type).withNamedFields(type);
        pruned = Pruning.remove(merged, mergedSet.difference(kept.union(owned)), type);
        kept = FieldCollector.collect(pruned, type).withNamedFields(type);
        // What falls out with a field that goes, but was never applied by this manager, stays.
        return Pruning.remove(merged, mergedSet.difference(kept).intersection(lastNamed), type);
    }

    /** Maps that pruning emptied are gone, unless the configuration itself says null. */
    private static MapValue withoutNulls(MapValue map, MapValue config) {
        MapValue.Builder result = map.toBuilder();
        for (MapValue.Entry entry : map) {
            boolean wanted =
                    config.get(entry.key()).filter(NullValue.class::isInstance).isPresent();
            if (entry.value() instanceof NullValue && !wanted) {
                result.remove(entry.key());
            } else if (entry.value() instanceof MapValue below) {
                result.put(
                        entry.key(), withoutNulls(below, config.map(entry.key()).orElse(MapValue.EMPTY)));
            }
        }
        return result.build();
    }
}
