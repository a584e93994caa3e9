// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.plan;

import io.meshkit.document.JsonPointer;
import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.Value;
import io.meshkit.resource.LiveResource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Who holds fields of a live object, as it says in {@code metadata.managedFields}; nobody in stores that keep no such record. */
final class FieldHolders {

    /** Programs that write into objects of others by their trade; by default, a client is named like its program. */
    private static final Set<String> CONTROLLERS = Set.of(
            "kube-apiserver",
            "kube-controller-manager",
            "cloud-controller-manager",
            "kube-scheduler",
            "kubelet",
            "pilot-discovery",
            "consul-k8s-control-plane");

    private FieldHolders() {}

    /** Whether a manager holds any field. */
    static boolean holdsAny(LiveResource live, String manager) {
        return entries(live).stream()
                .anyMatch(entry -> entry.text("manager").filter(manager::equals).isPresent());
    }

    /**
     * Those who hold a field: who applied it by name, who wrote it otherwise marked.
     *
     * @param field its way in the form of {@code fieldsV1}, such as {@code /f:spec/f:replicas}
     */
    static Set<String> of(LiveResource live, JsonPointer field) {
        Set<String> holders = new TreeSet<>();
        for (MapValue entry : entries(live)) {
            if (entry.map("fieldsV1").flatMap(fields -> fields.find(field)).isPresent()) {
                String manager = entry.text("manager").orElse("");
                boolean applied =
                        entry.text("operation").filter("Apply"::equals).isPresent();
                holders.add(applied ? manager : "(update) " + manager);
            }
        }
        return holders;
    }

    /**
     * The entries of those who are neither a manager nor a controller that adds to what others make; what somebody wrote to a subresource,
     * such as the status, does not count. Without times, so that two looks can be compared.
     */
    static Set<Value> strangers(LiveResource live, String manager) {
        return entries(live).stream()
                .filter(entry -> {
                    String name = entry.text("manager").orElse("");
                    return !name.equals(manager) && !CONTROLLERS.contains(name);
                })
                .filter(entry -> entry.text("subresource").orElse("").isEmpty())
                .map(entry -> (Value) entry.without("time"))
                .collect(Collectors.toSet());
    }

    private static List<MapValue> entries(LiveResource live) {
        List<MapValue> entries = new ArrayList<>();
        Value list = live.resource()
                .body()
                .find(JsonPointer.of("metadata", "managedFields"))
                .orElse(ListValue.EMPTY);
        if (list instanceof ListValue items) {
            items.forEach(item -> {
                if (item instanceof MapValue entry) {
                    entries.add(entry);
                }
            });
        }
        return entries;
    }
}
