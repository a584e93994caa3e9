// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.plan;

import static java.util.Objects.requireNonNull;

import io.meshkit.document.JsonPointer;
import io.meshkit.document.MapValue;
import io.meshkit.document.TextValue;
import io.meshkit.resource.GroupKind;
import io.meshkit.resource.Resource;
import io.meshkit.resource.ResourceKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the pods of a workload name and cannot start without (kubernetes/api:core/v1/types.go, PodSpec). */
final class PodReferences {

    private static final Map<String, String> POD_SPECS = Map.of(
            "Pod", "/spec",
            "Deployment", "/spec/template/spec",
            "StatefulSet", "/spec/template/spec",
            "DaemonSet", "/spec/template/spec",
            "ReplicaSet", "/spec/template/spec",
            "Job", "/spec/template/spec",
            "CronJob", "/spec/jobTemplate/spec/template/spec");

    private static final Set<String> GROUPS = Set.of("", "apps", "batch");

    private record Reference(String kind, JsonPointer name) {}

    private static final List<Reference> REFERENCES = List.of(
            new Reference("ServiceAccount", JsonPointer.parse("/serviceAccountName")),
            new Reference("Secret", JsonPointer.parse("/imagePullSecrets/*/name")),
            new Reference("ConfigMap", JsonPointer.parse("/volumes/*/configMap/name")),
            new Reference("Secret", JsonPointer.parse("/volumes/*/secret/secretName")),
            new Reference("ConfigMap", JsonPointer.parse("/volumes/*/projected/sources/*/configMap/name")),
            new Reference("Secret", JsonPointer.parse("/volumes/*/projected/sources/*/secret/name")),
            new Reference("PersistentVolumeClaim", JsonPointer.parse("/volumes/*/persistentVolumeClaim/claimName")),
            new Reference("ConfigMap", JsonPointer.parse("/containers/*/envFrom/*/configMapRef/name")),
            new Reference("Secret", JsonPointer.parse("/containers/*/envFrom/*/secretRef/name")),
            new Reference("ConfigMap", JsonPointer.parse("/containers/*/env/*/valueFrom/configMapKeyRef/name")),
            new Reference("Secret", JsonPointer.parse("/containers/*/env/*/valueFrom/secretKeyRef/name")),
            new Reference("ConfigMap", JsonPointer.parse("/initContainers/*/envFrom/*/configMapRef/name")),
            new Reference("Secret", JsonPointer.parse("/initContainers/*/envFrom/*/secretRef/name")),
            new Reference("ConfigMap", JsonPointer.parse("/initContainers/*/env/*/valueFrom/configMapKeyRef/name")),
            new Reference("Secret", JsonPointer.parse("/initContainers/*/env/*/valueFrom/secretKeyRef/name")));

    private PodReferences() {}

    static boolean isWorkload(GroupKind kind) {
        return GROUPS.contains(kind.group()) && POD_SPECS.containsKey(kind.kind());
    }

    /** The keys of what a workload names; nothing for other kinds. */
    static List<ResourceKey> of(Resource resource) {
        ResourceKey key = resource.key();
        List<ResourceKey> named = new ArrayList<>();
        if (!isWorkload(key.groupKind())) {
            return named;
        }
        Optional<MapValue> pod = resource.body()
                .find(requireNonNull(POD_SPECS.get(key.groupKind().kind())))
                .filter(MapValue.class::isInstance)
                .map(MapValue.class::cast);
        for (Reference reference : REFERENCES) {
            for (JsonPointer place :
                    pod.map(spec -> ForeignFields.places(spec, reference.name)).orElse(List.of())) {
                pod.get()
                        .find(place)
                        .filter(value ->
                                value instanceof TextValue text && !text.text().isBlank())
                        .ifPresent(name -> named.add(new ResourceKey(
                                key.store(), new GroupKind("", reference.kind), key.namespace(), name.toString())));
            }
        }
        return named;
    }
}
