// SPDX-License-Identifier: Apache-2.0
package io.meshkit.plan;

import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.TextValue;
import io.meshkit.document.Value;
import io.meshkit.resource.GroupKind;
import io.meshkit.resource.Resource;
import io.meshkit.resource.ResourceKey;
import io.meshkit.resource.ResourceVersion;
import io.meshkit.resource.SetId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** A plan as the value that is saved. What it writes, {@link PlanReader} reads. */
final class PlanWriter {

    static final int VERSION = 1;

    private final Plan plan;

    PlanWriter(Plan plan) {
        this.plan = plan;
    }

    MapValue write() {
        MapValue.Builder saved = MapValue.builder()
                .put("planVersion", VERSION)
                .put("digest", plan.digest().value());
        content().forEach(entry -> saved.put(entry.key(), entry.value()));
        return saved.build();
    }

    /** All that the digest covers. */
    MapValue content() {
        MapValue.Builder content = MapValue.builder()
                .put("set", set(plan.set()))
                .put("store", plan.store().value())
                .put("options", options(plan.options()))
                .put("removal", plan.removal())
                .put("unfinished", plan.unfinished());
        plan.inventory().ifPresent(version -> content.put("inventory", version.value()));
        return content.put("resources", each(plan.desired().resources(), PlanWriter::desired))
                .put("foreignFields", each(plan.desired().foreignFields(), PlanWriter::foreign))
                .put("retained", each(plan.retained(), PlanWriter::key))
                .put("steps", steps())
                .put("findings", each(plan.report().findings(), FindingForm::write))
                .build();
    }

    static MapValue set(SetId set) {
        return MapValue.builder()
                .put("namespace", set.namespace())
                .put("name", set.name())
                .build();
    }

    private static MapValue options(PlanOptions options) {
        List<Value> limits = new ArrayList<>();
        options.readinessLimits()
                .forEach((kind, limit) -> limits.add(
                        kind(kind).put("milliseconds", limit.toMillis()).build()));
        return MapValue.builder()
                .put("prune", options.prune())
                .put("pruneNamespaces", options.pruneNamespaces())
                .put("pruneDefinitions", options.pruneDefinitions())
                .put("adoption", options.adoption().name())
                .put("allowReplace", options.allowReplace())
                .put("forceConflicts", options.forceConflicts())
                .put("keepRevisions", options.keepRevisions())
                .put("defaultNamespace", options.defaultNamespace())
                .put("readinessLimits", ListValue.of(limits))
                .build();
    }

    static <T> ListValue each(Collection<T> items, Function<T, MapValue> form) {
        return ListValue.of(items.stream().map(form).toList());
    }

    private static MapValue.Builder kind(GroupKind kind) {
        return MapValue.builder().put("group", kind.group()).put("kind", kind.kind());
    }

    static MapValue key(ResourceKey key) {
        return kind(key.groupKind())
                .put("namespace", key.namespace())
                .put("name", key.name())
                .build();
    }

    static MapValue desired(DesiredResource resource) {
        return MapValue.builder()
                .put("key", key(resource.key()))
                .put("component", resource.component())
                .put("ownership", resource.ownership().name())
                .put("after", each(resource.after(), PlanWriter::key))
                .put("serves", each(resource.serves(), PlanWriter::key))
                .put("body", SecretFields.mask(resource.resource()).body())
                .build();
    }

    static MapValue foreign(ForeignField field) {
        return kind(field.groupKind())
                .put("field", field.field().toString())
                .put("writer", field.writer())
                .put("source", field.source())
                .build();
    }

    private ListValue steps() {
        Map<ResourceKey, Resource> wanted = new HashMap<>();
        plan.desired().resources().forEach(resource -> wanted.put(resource.key(), resource.resource()));
        return each(plan.steps(), step -> step(step, wanted));
    }

    private static MapValue step(Step step, Map<ResourceKey, Resource> wanted) {
        MapValue.Builder form = MapValue.builder().put("id", step.id());
        if (step instanceof ApplyStep apply) {
            form.put("step", "apply")
                    .put("key", key(apply.key()))
                    .put("interim", apply.interim())
                    .put("fieldManager", apply.fieldManager());
            expected(form, apply.expected(), apply.expectedState());
            apply.readinessLimit().ifPresent(limit -> form.put("limitMilliseconds", limit.toMillis()));
            if (!apply.resource().equals(wanted.get(apply.key()))) {
                form.put("body", SecretFields.mask(apply.resource()).body());
            }
        } else if (step instanceof DeleteStep delete) {
            form.put("step", "delete").put("key", key(delete.key()));
            expected(form, delete.expected(), delete.expectedState());
            delete.uid().ifPresent(uid -> form.put("uid", uid));
        } else if (step instanceof WaitStep wait) {
            form.put("step", "wait")
                    .put("key", key(wait.key()))
                    .put("condition", wait.condition().name());
            wait.limit().ifPresent(limit -> form.put("limitMilliseconds", limit.toMillis()));
        } else if (step instanceof ActionStep action) {
            form.put("step", "action").put("handler", action.handler()).put("arguments", action.arguments());
            form.put("inputs", inputs(action));
        }
        return form.put("change", step.change().name())
                .put("component", step.component())
                .put("reversible", step.reversible())
                .put("dependsOn", ListValue.ofTexts(List.copyOf(step.dependsOn())))
                .put("diff", each(step.diff(), PlanWriter::change))
                .build();
    }

    private static void expected(MapValue.Builder form, Optional<ResourceVersion> version, Optional<Digest> state) {
        version.ifPresent(known -> form.put("expected", known.value()));
        state.ifPresent(known -> form.put("expectedState", known.value()));
    }

    private static ListValue inputs(ActionStep action) {
        return each(
                action.inputs().entrySet(),
                input -> MapValue.builder()
                        .put("argument", input.getKey().toString())
                        .put("step", input.getValue().step())
                        .put("part", input.getValue().part().toString())
                        .build());
    }

    static MapValue change(FieldChange change) {
        MapValue.Builder form =
                MapValue.builder().put("field", TextValue.of(change.field().toString()));
        change.before().ifPresent(value -> form.put("before", value));
        change.after().ifPresent(value -> form.put("after", value));
        return form.build();
    }
}
