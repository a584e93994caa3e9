// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.rules.workloads;

import io.meshkit.analysis.Node;
import io.meshkit.analysis.PodTemplate;
import io.meshkit.resource.Resource;
import java.util.Set;

/** Pods of clusters and pods of files: the injector has had its chance at the former alone. */
final class Pods {

    private static final Set<String> ENDED = Set.of("Succeeded", "Failed");

    private Pods() {}

    /** Whether a cluster has made the pod. */
    static boolean isMade(Resource resource) {
        return resource.key().groupKind().equals(PodTemplate.POD)
                && !Node.of(resource).get("metadata", "uid").isEmpty();
    }

    /** Whether a cluster has made the pod and it has not ended. */
    static boolean runs(Resource pod) {
        return isMade(pod)
                && !ENDED.contains(Node.of(pod).get("status", "phase").text(""));
    }
}
