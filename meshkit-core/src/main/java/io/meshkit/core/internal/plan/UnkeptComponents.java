// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.plan;

import io.meshkit.document.JsonPointer;
import io.meshkit.finding.Finding;
import io.meshkit.plan.DesiredResource;
import io.meshkit.resource.Rejection;
import io.meshkit.resource.StoreException.Reason;
import io.meshkit.resource.StoreId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Components of several objects of kinds that a store cannot keep: what is one thing to the user is one finding. */
final class UnkeptComponents {

    private static final JsonPointer KIND = JsonPointer.of("kind");

    private final StoreId store;
    private final KnownErrors known;
    private final Map<String, List<Unkept>> byComponent = new LinkedHashMap<>();
    private final List<Finding> others = new ArrayList<>();

    UnkeptComponents(StoreId store, KnownErrors known) {
        this.store = store;
        this.known = known;
    }

    private record Unkept(DesiredResource desired, Rejection rejection) {}

    void add(DesiredResource desired, Rejection rejection) {
        boolean ofKind = rejection.reason() == Reason.UNSUPPORTED
                && rejection.causes().stream()
                        .allMatch(cause -> cause.pointer().filter(KIND::equals).isPresent());
        if (ofKind && !desired.component().isEmpty()) {
            byComponent
                    .computeIfAbsent(desired.component(), component -> new ArrayList<>())
                    .add(new Unkept(desired, rejection));
        } else {
            others.addAll(Refusals.of(desired.resource(), rejection, known));
        }
    }

    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>(others);
        byComponent.forEach((component, unkept) -> {
            Unkept first = unkept.get(0);
            if (unkept.size() == 1) {
                findings.addAll(Refusals.of(first.desired().resource(), first.rejection(), known));
            } else {
                findings.add(one(component, unkept));
            }
        });
        return findings;
    }

    private Finding one(String component, List<Unkept> unkept) {
        Unkept first = unkept.get(0);
        String kinds = unkept.stream()
                .map(one -> one.desired().key().groupKind().toString())
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
        return Finding.error(
                        PlanCodes.REJECTED,
                        component + " cannot be kept in " + store + ", since it is made of " + kinds + ": "
                                + first.rejection().message())
                .parameter("field", KIND.toString())
                .parameter("reason", Reason.UNSUPPORTED.name())
                .resource(first.desired().key())
                .pointer(KIND)
                .at(BodyPlaces.nearest(first.desired().resource().body(), KIND.toString()))
                .build();
    }
}
