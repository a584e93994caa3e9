// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.kubernetes;

import io.meshkit.document.JsonPointer;
import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.NullValue;
import io.meshkit.document.Value;
import io.meshkit.resource.GroupKind;
import io.meshkit.testkit.kubernetes.internal.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Fields of built-in kinds that cannot change once they are set (kubernetes/kubernetes:pkg/apis, the validation of each group). */
final class ImmutableFields {

    private static final String IMMUTABLE = "field is immutable";
    private static final String RBAC = "rbac.authorization.k8s.io";
    private static final List<Field> SELECTOR = List.of(new Field("/spec/selector", IMMUTABLE));
    private static final List<Field> ROLE = List.of(new Field("/roleRef", "cannot change roleRef"));

    private static final Map<GroupKind, List<Field>> FIELDS = Map.of(
            new GroupKind("apps", "Deployment"),
            SELECTOR,
            new GroupKind("apps", "ReplicaSet"),
            SELECTOR,
            new GroupKind("apps", "DaemonSet"),
            SELECTOR,
            new GroupKind("batch", "Job"),
            List.of(new Field("/spec/selector", IMMUTABLE), new Field("/spec/template", IMMUTABLE)),
            new GroupKind("", "Secret"),
            List.of(new Field("/type", IMMUTABLE)),
            new GroupKind(RBAC, "RoleBinding"),
            ROLE,
            new GroupKind(RBAC, "ClusterRoleBinding"),
            ROLE,
            CustomKindController.CRD,
            List.of(new Field("/spec/scope", IMMUTABLE)));

    private static final GroupKind SERVICE = new GroupKind("", "Service");
    private static final GroupKind STATEFUL_SET = new GroupKind("apps", "StatefulSet");
    private static final Set<String> STATEFUL_SET_MAY_CHANGE = Set.of(
            "replicas",
            "ordinals",
            "template",
            "updateStrategy",
            "revisionHistoryLimit",
            "persistentVolumeClaimRetentionPolicy",
            "minReadySeconds");

    private ImmutableFields() {}

    private record Field(String pointer, String complaint) {}

    static void check(Call call, MapValue live, MapValue next) {
        List<ApiException.Cause> causes = new ArrayList<>();
        for (Field field : FIELDS.getOrDefault(call.kind().groupKind(), List.of())) {
            Optional<Value> before = live.find(field.pointer());
            Value after = next.find(field.pointer()).orElse(NullValue.NULL);
            if (before.isPresent() && !before.get().equals(after)) {
                causes.add(new ApiException.Cause(
                        "FieldValueInvalid",
                        "Invalid value: " + Json.write(after) + ": " + field.complaint(),
                        String.join(".", JsonPointer.parse(field.pointer()).segments())));
            }
        }
        if (call.kind().groupKind().equals(STATEFUL_SET) && !fixed(live).equals(fixed(next))) {
            causes.add(new ApiException.Cause(
                    "FieldValueForbidden",
                    "Forbidden: updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template',"
                            + " 'updateStrategy', 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and"
                            + " 'minReadySeconds' are forbidden",
                    "spec"));
        }
        Optional<Value> address = live.find("/spec/clusterIPs");
        Optional<Value> wanted = next.find("/spec/clusterIP");
        boolean moved = address.isPresent()
                && wanted.isPresent()
                && !address.get().equals(ListValue.of(wanted.get()))
                && call.kind().groupKind().equals(SERVICE);
        if (moved) {
            causes.add(new ApiException.Cause(
                    "FieldValueInvalid",
                    "Invalid value: " + Json.write(ListValue.of(wanted.orElseThrow())) + ": may not change once set",
                    "spec.clusterIPs[0]"));
        }
        if (isFrozen(live) && !data(live).equals(data(next))) {
            causes.add(new ApiException.Cause(
                    "FieldValueForbidden", "Forbidden: field is immutable when `immutable` is set", "data"));
        }
        if (!causes.isEmpty()) {
            throw ApiException.invalid(call.kind(), Metadata.text(live, "name"), causes);
        }
    }

    private static MapValue fixed(MapValue object) {
        MapValue spec = object.map("spec").orElse(MapValue.EMPTY);
        for (String key : STATEFUL_SET_MAY_CHANGE) {
            spec = spec.without(key);
        }
        return spec;
    }

    private static boolean isFrozen(MapValue object) {
        return object.get("immutable")
                .map(Value::toString)
                .filter("true"::equals)
                .isPresent();
    }

    private static Value data(MapValue object) {
        return ListValue.of(
                object.get("data").orElse(NullValue.NULL),
                object.get("binaryData").orElse(NullValue.NULL));
    }
}
