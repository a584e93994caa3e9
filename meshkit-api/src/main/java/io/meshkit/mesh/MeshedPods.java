// SPDX-License-Identifier: Apache-2.0
package io.meshkit.mesh;

import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.Value;
import io.meshkit.resource.Cluster;
import io.meshkit.resource.GroupKind;
import io.meshkit.resource.LiveResource;
import io.meshkit.resource.ResourceQuery;
import java.util.List;
import java.util.stream.Stream;

/**
 * Pods that have a mesh's proxy in them, told by the name of its container. For authors of adapters.
 *
 * @since 0.1.0
 */
public final class MeshedPods {

    private static final GroupKind POD = new GroupKind("", "Pod");

    private MeshedPods() {}

    /**
     * The pods that run and have a container of a name, be it a side-car among the init containers.
     *
     * @param cluster where to look
     * @param namespace the namespace
     * @param container the name of the container
     * @return the names of the pods, sorted
     * @throws io.meshkit.resource.StoreException when the pods cannot be listed
     */
    public static List<String> running(Cluster cluster, String namespace, String container) {
        return cluster.listAll(ResourceQuery.of(POD).inNamespace(namespace)).stream()
                .map(LiveResource::resource)
                .filter(pod -> pod.body()
                        .find("/status/phase")
                        .filter(phase -> phase.toString().equals("Running"))
                        .isPresent())
                .filter(pod -> Stream.of("/spec/containers", "/spec/initContainers")
                        .anyMatch(list -> names(pod.body(), list).anyMatch(container::equals)))
                .map(pod -> pod.key().name())
                .sorted()
                .toList();
    }

    private static Stream<String> names(MapValue pod, String list) {
        Value containers = pod.find(list).orElse(ListValue.EMPTY);
        return containers instanceof ListValue all
                ? all.items().stream()
                        .filter(MapValue.class::isInstance)
                        .flatMap(one -> ((MapValue) one).text("name").stream())
                : Stream.empty();
    }
}
