// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.kubernetes;

import io.meshkit.document.BooleanValue;
import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.TextValue;
import io.meshkit.document.Value;
import io.meshkit.resource.GroupKind;
import io.meshkit.testkit.kubernetes.internal.store.Change;
import io.meshkit.testkit.kubernetes.internal.store.ObjectKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Serves what CRDs declare, and says so in their conditions; with a CRD go its objects. */
final class CustomKindController implements Controller {

    static final GroupKind CRD = new GroupKind("apiextensions.k8s.io", "CustomResourceDefinition");

    private final ControlPlane plane;

    CustomKindController(ControlPlane plane) {
        this.plane = plane;
    }

    @Override
    public void react(Change change) {
        if (!change.key().kind().equals(CRD)) {
            return;
        }
        if (change.deleted()) {
            plane.kinds().withdraw(change.after());
            removeObjects(change.after());
            return;
        }
        plane.kinds().serve(change.after());
        plane.store().get(change.key()).ifPresent(crd -> {
            MapValue accepted = crd.with("status", status(crd));
            if (!accepted.equals(crd)) {
                plane.store().put(change.key(), accepted);
            }
        });
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

    private void removeObjects(MapValue crd) {
        MapValue spec = crd.map("spec").orElse(MapValue.EMPTY);
        String kind = spec.map("names").flatMap(names -> names.text("kind")).orElse("-");
        GroupKind gone = new GroupKind(spec.text("group").orElse(""), kind);
        for (ObjectKey key : plane.store().keys(key -> key.kind().equals(gone))) {
            plane.store().remove(key);
        }
    }

    private MapValue status(MapValue crd) {
        MapValue before = crd.map("status").orElse(MapValue.EMPTY);
        MapValue spec = crd.map("spec").orElse(MapValue.EMPTY);
        String since = before.list("conditions")
                .filter(list -> list.size() > 0)
                .flatMap(list -> ((MapValue) list.get(0)).text("lastTransitionTime"))
                .orElseGet(plane::now);
        List<Value> conditions = List.of(
                condition("NamesAccepted", "NoConflicts", "no conflicts found", since),
                condition("Established", "InitialNamesAccepted", "the initial names have been accepted", since));
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
