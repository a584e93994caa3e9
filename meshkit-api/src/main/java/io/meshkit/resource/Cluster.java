// SPDX-License-Identifier: Apache-2.0
package io.meshkit.resource;

import io.meshkit.document.MapValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A Kubernetes cluster: a store, and what only Kubernetes has.
 *
 * @since 0.1.0
 */
public interface Cluster extends ResourceStore {

    /**
     * The version of the API server.
     *
     * @return {@code gitVersion}, such as {@code v1.36.3}
     * @throws StoreException when the server cannot be asked
     */
    String serverVersion();

    /**
     * All kinds that the server serves, without subresources. The answer is kept until an unknown kind is asked for.
     *
     * @return the kinds, sorted by group and kind
     * @throws StoreException when the server cannot be asked
     */
    List<ApiResource> apiResources();

    /**
     * One kind.
     *
     * @param groupKind group and kind
     * @return what the server serves of it; empty when it does not know it
     * @throws StoreException when the server cannot be asked
     */
    Optional<ApiResource> apiResource(GroupKind groupKind);

    /**
     * The schema of a custom kind, as its CRD has it for a version.
     *
     * @param groupKind group and kind
     * @param version the version
     * @return {@code openAPIV3Schema}; empty for built-in and unknown kinds
     * @throws StoreException when the server cannot be asked
     */
    Optional<MapValue> customSchema(GroupKind groupKind, String version);

    /**
     * Whether whoever is logged in may do something (a SelfSubjectAccessReview).
     *
     * @param request what
     * @return the server's answer
     * @throws StoreException when the server cannot be asked
     */
    AccessDecision review(AccessRequest request);

    /**
     * Reads the log of a container, up to a limit.
     *
     * @param namespace the pod's namespace
     * @param pod the pod
     * @param container the container; empty text for the only one
     * @param tailLines how many of the last lines, at least 1
     * @return the text, at most 10 MiB of it
     * @throws StoreException when there is no such pod or container, or no log yet
     */
    String logs(String namespace, String pod, String container, int tailLines);

    /**
     * Sends a GET to a port of a pod through the API server ({@code pods/proxy}).
     *
     * @param namespace the pod's namespace
     * @param pod the pod
     * @param port the port
     * @param path path and query, beginning with a slash, escaped as in a URL, without segments {@code ..}
     * @return status, headers and body, whatever the status is, as long as it came from the pod
     * @throws IllegalArgumentException when the path is none
     * @throws StoreException when the server or the pod cannot be reached
     */
    ProxyReply proxyGet(String namespace, String pod, int port, String path);

    /**
     * The client underneath, for users who know it.
     *
     * @param type the type wanted, such as fabric8's {@code KubernetesClient}
     * @param <T> the type wanted
     * @return the client, owned by this cluster and closed with it; empty when there is none of that type
     */
    <T> Optional<T> unwrap(Class<T> type);

    /**
     * What somebody may or may not do.
     *
     * @param verb such as {@code get}, {@code list}, {@code patch}
     * @param group the API group; empty for the core group
     * @param plural the kind's name in paths
     * @param namespace the namespace; empty for all, or for kinds without
     * @param name the object; empty for all
     */
    record AccessRequest(String verb, String group, String plural, String namespace, String name) {}

    /**
     * The answer to an access request.
     *
     * @param allowed whether it is allowed
     * @param reason the server's words; may be empty
     */
    record AccessDecision(boolean allowed, String reason) {}

    /**
     * What a pod answered.
     *
     * @param status the HTTP status
     * @param headers the headers, names in lower case
     * @param body the body, at most 64 MiB
     */
    record ProxyReply(int status, Map<String, List<String>> headers, byte[] body) {}
}
