// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.kubernetes;

import io.meshkit.document.BooleanValue;
import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.TextValue;
import io.meshkit.document.Value;
import io.meshkit.resource.GroupKind;
import io.meshkit.testkit.kubernetes.internal.kinds.ServedKind;
import io.meshkit.testkit.kubernetes.internal.store.Change;
import io.meshkit.testkit.kubernetes.internal.store.ObjectKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Serves what CRDs declare, and says so in their conditions; with a CRD go its objects. */
final class CustomKindController implements Controller {

    static final GroupKind CRD = new GroupKind("apiextensions.k8s.io", "CustomResourceDefinition");

    private static final String CLEANUP = "customresourcecleanup.apiextensions.k8s.io";

    private final ControlPlane plane;
    private final Removal removal;

    CustomKindController(ControlPlane plane) {
        this.plane = plane;
        this.removal = new Removal(plane);
    }

    @Override
    public void react(Change change) {
        if (!change.key().kind().equals(CRD)) {
            if (change.deleted()) {
                definition(change.key().kind())
                        .ifPresent(key -> plane.store().get(key).ifPresent(crd -> end(key, crd)));
            }
            return;
        }
        if (change.deleted()) {
            plane.kinds().withdraw(change.after());
            return;
        }
        plane.kinds().serve(change.after());
        plane.store().get(change.key()).ifPresent(crd -> {
            MapValue accepted = crd.with("status", status(crd));
            if (!accepted.equals(crd)) {
                plane.store().put(change.key(), accepted);
            }
            end(change.key(), accepted);
        });
    }

    /** The CRD as it is while its objects are being deleted. */
    static MapValue ending(MapValue crd, String now) {
        List<String> finalizers = new ArrayList<>(Metadata.finalizers(crd));
        if (!finalizers.contains(CLEANUP)) {
            finalizers.add(CLEANUP);
        }
        MapValue status = crd.map("status").orElse(MapValue.EMPTY);
        List<Value> conditions =
                new ArrayList<>(status.list("conditions").map(ListValue::items).orElse(List.of()));
        conditions.add(condition(
                "Terminating",
                "InstanceDeletionPending",
                "CustomResourceDefinition marked for deletion; CustomResource deletion will begin soon",
                now));
        MapValue marked = Metadata.with(Metadata.withFinalizers(crd, finalizers), "deletionTimestamp", now);
        return marked.with("status", status.with("conditions", ListValue.of(conditions)));
    }

    /** Whether the CRD of a kind is about to go. */
    static boolean isEnding(ControlPlane plane, ServedKind kind) {
        ObjectKey key = new ObjectKey(CRD, "", kind.plural() + "." + kind.group());
        return plane.store().get(key).filter(Metadata::isTerminating).isPresent();
    }

    private Optional<ObjectKey> definition(GroupKind kind) {
        return plane.kinds()
                .find(kind)
                .filter(ServedKind::custom)
                .map(served -> new ObjectKey(CRD, "", served.plural() + "." + served.group()));
    }

    /** Deletes the objects of a CRD that is to go, and lets it go when there are none left. */
    private void end(ObjectKey key, MapValue crd) {
        if (!Metadata.isTerminating(crd) || !Metadata.finalizers(crd).contains(CLEANUP)) {
            return;
        }
        MapValue spec = crd.map("spec").orElse(MapValue.EMPTY);
        String name = spec.map("names").flatMap(names -> names.text("kind")).orElse("-");
        GroupKind kind = new GroupKind(spec.text("group").orElse(""), name);
        plane.store().keys(each -> each.kind().equals(kind)).forEach(removal::start);
        if (plane.store().keys(each -> each.kind().equals(kind)).isEmpty()) {
            removal.release(key, CLEANUP);
        }
    }

    /** The CRD with its names and conversion complete, as the server stores it. */
    static MapValue withDefaults(MapValue crd) {
        MapValue spec = crd.map("spec").orElse(MapValue.EMPTY);
        MapValue complete = spec.with("names", names(spec.map("names").orElse(MapValue.EMPTY)));
        if (!complete.has("conversion")) {
            complete = complete.with("conversion", MapValue.of("strategy", TextValue.of("None")));
        }
        return crd.with("spec", complete);
    }

    private MapValue status(MapValue crd) {
        MapValue before = crd.map("status").orElse(MapValue.EMPTY);
        MapValue spec = crd.map("spec").orElse(MapValue.EMPTY);
        String since = before.list("conditions")
                .filter(list -> list.size() > 0)
                .flatMap(list -> ((MapValue) list.get(0)).text("lastTransitionTime"))
                .orElseGet(plane::now);
        List<Value> conditions = new ArrayList<>(List.of(
                condition("NamesAccepted", "NoConflicts", "no conflicts found", since),
                condition("Established", "InitialNamesAccepted", "the initial names have been accepted", since)));
        before.list("conditions").map(ListValue::items).orElse(List.of()).stream()
                .filter(item -> item instanceof MapValue condition
                        && condition.text("type").filter("Terminating"::equals).isPresent())
                .forEach(conditions::add);
        List<String> stored = new ArrayList<>(
                before.list("storedVersions").map(ListValue::texts).orElse(List.of()));
        for (Value item : spec.list("versions").orElse(ListValue.of())) {
            if (item instanceof MapValue version
                    && version.get("storage").filter(BooleanValue.TRUE::equals).isPresent()
                    && !stored.contains(version.text("name").orElse(""))) {
                stored.add(version.text("name").orElse(""));
            }
        }
        return MapValue.builder()
                .put("conditions", (Value) ListValue.of(conditions))
                .put("acceptedNames", names(spec.map("names").orElse(MapValue.EMPTY)))
                .put("storedVersions", (Value) ListValue.ofTexts(stored))
                .build();
    }

    private static MapValue condition(String type, String reason, String message, String since) {
        return MapValue.builder()
                .put("type", type)
                .put("status", "True")
                .put("lastTransitionTime", since)
                .put("reason", reason)
                .put("message", message)
                .build();
    }

    private static MapValue names(MapValue names) {
        String kind = names.text("kind").orElse("");
        MapValue.Builder all = names.toBuilder();
        if (!names.has("singular")) {
            all.put("singular", TextValue.of(kind.toLowerCase(Locale.ROOT)));
        }
        if (!names.has("listKind")) {
            all.put("listKind", TextValue.of(kind + "List"));
        }
        return all.build();
    }
}
