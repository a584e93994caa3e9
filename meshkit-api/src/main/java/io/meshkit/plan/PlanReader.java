// SPDX-License-Identifier: Apache-2.0
package io.meshkit.plan;

import io.meshkit.MeshKitException;
import io.meshkit.document.MapValue;
import io.meshkit.finding.Report;
import io.meshkit.resource.GroupKind;
import io.meshkit.resource.Resource;
import io.meshkit.resource.ResourceKey;
import io.meshkit.resource.ResourceVersion;
import io.meshkit.resource.SetId;
import io.meshkit.resource.StoreId;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A plan from the value that {@link PlanWriter} wrote. Refuses what it does not know. */
final class PlanReader {

    private final SavedFields saved;
    private final StoreId store;
    private final Map<ResourceKey, Resource> wanted = new HashMap<>();

    PlanReader(MapValue value) {
        saved = new SavedFields(value, "");
        if (!saved.has("planVersion") || saved.number("planVersion") != PlanWriter.VERSION) {
            throw new MeshKitException(
                    PlanErrors.VERSION,
                    "the saved plan has planVersion "
                            + saved.value("planVersion").map(Object::toString).orElse("none") + ", this program reads "
                            + PlanWriter.VERSION + ".",
                    "Plan again with this program, or apply the plan with the one that made it.");
        }
        store = saved.checked("store", StoreId::new);
    }

    Plan read() {
        try {
            Plan plan = build();
            Digest written = saved.checked("digest", Digest::new);
            if (!plan.digest().equals(written)) {
                throw new MeshKitException(
                        PlanErrors.DIGEST,
                        "the saved plan was changed: its digest is " + plan.digest() + ", it says " + written + ".",
                        "Plan again; a plan is not meant to be edited.");
            }
            return plan;
        } catch (IllegalArgumentException e) {
            throw new MeshKitException(
                    PlanErrors.FORM,
                    "the saved plan cannot be read: " + e.getMessage() + ".",
                    "Plan again; a plan is not meant to be edited.",
                    e);
        }
    }

    private Plan build() {
        DesiredState desired = desired(saved, store);
        desired.resources().forEach(resource -> wanted.put(resource.key(), resource.resource()));
        Plan.Builder plan = Plan.of(store, desired)
                .options(options(saved.fields("options")))
                .removal(saved.flag("removal"))
                .unfinished(saved.flag("unfinished"))
                .retained(saved.each("retained", this::key))
                .steps(saved.each("steps", this::step))
                .report(Report.of(saved.each("findings", FindingForm::read)));
        saved.optionalText("inventory").ifPresent(version -> plan.inventory(new ResourceVersion(version)));
        return plan.build();
    }

    static DesiredState desired(SavedFields form, StoreId store) {
        SavedFields set = form.fields("set");
        DesiredState.Builder desired = DesiredState.of(new SetId(set.text("namespace"), set.text("name")));
        form.each("resources", resource -> resource(resource, store)).forEach(desired::add);
        return desired.foreign(form.each("foreignFields", PlanReader::foreign)).build();
    }

    private static PlanOptions options(SavedFields form) {
        PlanOptions options = PlanOptions.DEFAULT
                .prune(form.flag("prune"))
                .pruneNamespaces(form.flag("pruneNamespaces"))
                .pruneDefinitions(form.flag("pruneDefinitions"))
                .adoption(form.constant("adoption", PlanOptions.Adoption.class))
                .allowReplace(form.flag("allowReplace"))
                .forceConflicts(form.flag("forceConflicts"))
                .keepRevisions((int) form.number("keepRevisions"))
                .defaultNamespace(form.text("defaultNamespace"));
        for (Map.Entry<GroupKind, Duration> limit : form.each("readinessLimits", PlanReader::limit)) {
            options = options.readinessLimit(limit.getKey(), limit.getValue());
        }
        return options;
    }

    private static Map.Entry<GroupKind, Duration> limit(SavedFields form) {
        return Map.entry(kind(form), Duration.ofMillis(form.number("milliseconds")));
    }

    private static GroupKind kind(SavedFields form) {
        return new GroupKind(form.text("group"), form.text("kind"));
    }

    private ResourceKey key(SavedFields form) {
        return key(form, store);
    }

    private static ResourceKey key(SavedFields form, StoreId store) {
        return new ResourceKey(store, kind(form), form.text("namespace"), form.text("name"));
    }

    private static DesiredResource resource(SavedFields form, StoreId store) {
        Resource resource = Resource.of(key(form.fields("key"), store), form.mapOf("body"));
        DesiredResource.Builder builder = DesiredResource.of(resource)
                .component(form.text("component"))
                .ownership(form.constant("ownership", DesiredResource.Ownership.class));
        form.each("after", other -> key(other, store)).forEach(builder::after);
        form.each("serves", other -> key(other, store)).forEach(builder::serves);
        return builder.build();
    }

    private static ForeignField foreign(SavedFields form) {
        return new ForeignField(kind(form), form.pointer("field"), form.text("writer"), form.text("source"));
    }

    private Step step(SavedFields form) {
        String kind = form.text("step");
        return switch (kind) {
            case "apply" -> apply(form);
            case "delete" -> delete(form);
            case "wait" -> waiting(form);
            case "action" -> action(form);
            default ->
                throw new MeshKitException(
                        PlanErrors.STEP,
                        "the saved plan has a step of kind \"" + kind + "\", which this program does not know.",
                        "Apply the plan with the program that made it, or plan again with this one.");
        };
    }

    private ApplyStep apply(SavedFields form) {
        ResourceKey key = key(form.fields("key"));
        Optional<Resource> resource = form.has("body")
                ? Optional.of(Resource.of(key, form.mapOf("body")))
                : Optional.ofNullable(wanted.get(key));
        ApplyStep.Builder step = ApplyStep.of(
                form.text("id"),
                resource.orElseThrow(() -> form.wrong("key", "names a resource that the plan does not have")),
                form.constant("change", Change.class));
        if (form.has("expected")) {
            step.expected(new ResourceVersion(form.text("expected")), form.checked("expectedState", Digest::new));
        }
        limit(form, "limitMilliseconds").ifPresent(step::readinessLimit);
        step.fieldManager(form.text("fieldManager"));
        if (form.flag("interim")) {
            step.interim();
        }
        return common(form, step).build();
    }

    private DeleteStep delete(SavedFields form) {
        DeleteStep.Builder step = DeleteStep.of(form.text("id"), key(form.fields("key")));
        if (form.has("expected")) {
            step.expected(new ResourceVersion(form.text("expected")), form.checked("expectedState", Digest::new));
        }
        form.optionalText("uid").ifPresent(step::uid);
        return common(form, step).build();
    }

    private WaitStep waiting(SavedFields form) {
        WaitStep.Builder step = WaitStep.of(
                form.text("id"), key(form.fields("key")), form.constant("condition", WaitStep.Condition.class));
        limit(form, "limitMilliseconds").ifPresent(step::limit);
        return common(form, step).build();
    }

    private ActionStep action(SavedFields form) {
        ActionStep.Builder step = ActionStep.of(
                form.text("id"), form.text("handler"), form.mapOf("arguments"), form.constant("change", Change.class));
        form.each(
                "inputs",
                input -> step.input(
                        input.pointer("argument"), new ActionStep.Output(input.text("step"), input.pointer("part"))));
        return common(form, step).build();
    }

    private static Optional<Duration> limit(SavedFields form, String key) {
        return form.has(key) ? Optional.of(Duration.ofMillis(form.number(key))) : Optional.empty();
    }

    private static <B extends StepParts.Builder<B>> B common(SavedFields form, B step) {
        List<FieldChange> diff = form.each("diff", PlanReader::change);
        return step.component(form.text("component"))
                .reversible(form.flag("reversible"))
                .dependsOn(form.texts("dependsOn"))
                .diff(diff);
    }

    private static FieldChange change(SavedFields form) {
        return new FieldChange(form.pointer("field"), form.value("before"), form.value("after"));
    }
}
