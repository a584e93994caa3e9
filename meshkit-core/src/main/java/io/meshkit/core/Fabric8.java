// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.meshkit.core.internal.kubernetes.Clusters;
import io.meshkit.core.internal.kubernetes.KubernetesSite;
import io.meshkit.core.internal.kubernetes.TimeLimits;
import io.meshkit.document.MapValue;
import io.meshkit.mesh.Site;
import io.meshkit.resource.Resource;
import io.meshkit.resource.StoreId;
import tools.jackson.databind.JsonNode;

/**
 * The bridge for users of fabric8's Kubernetes client: their client as a site, their objects as resources. Thread-safe.
 *
 * @since 0.1.0
 */
public final class Fabric8 {

    private Fabric8() {}

    /**
     * The cluster of a client. Requests go through the client's HTTP connections with its credentials, but not through its retry.
     *
     * @param client the client; stays open when the site is closed
     * @return the cluster as a site, to be closed by the caller; {@code site.cluster().get().unwrap(KubernetesClient.class)} gives the
     *     client back
     */
    public static Site cluster(KubernetesClient client) {
        return new KubernetesSite(Clusters.of(client, TimeLimits.DEFAULT));
    }

    /**
     * An object of fabric8's model as a resource.
     *
     * @param object the object, with {@code apiVersion}, {@code kind} and {@code metadata.name}
     * @return the resource, of no store yet
     * @throws IllegalArgumentException when one of these is missing
     */
    public static Resource resource(HasMetadata object) {
        JsonNode node = new KubernetesSerialization().convertValue(object, JsonNode.class);
        if (JacksonValues.of(node) instanceof MapValue body) {
            return Resource.kubernetes(StoreId.UNBOUND, body)
                    .orElseThrow(() -> new IllegalArgumentException(
                            "an object needs apiVersion, kind and metadata.name to be a resource"));
        }
        throw new IllegalArgumentException("an object of fabric8 is a JSON object");
    }
}
