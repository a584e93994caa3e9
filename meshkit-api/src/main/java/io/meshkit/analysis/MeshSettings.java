// SPDX-License-Identifier: Apache-2.0
package io.meshkit.analysis;

import static java.util.Objects.requireNonNull;

/**
 * What holds for a mesh as a whole and is written in no single resource.
 *
 * @param clusterDomain the domain of the cluster's services, such as {@code cluster.local}
 * @param trustDomain the domain of the workloads' identities, such as {@code cluster.local}
 * @param rootNamespace the namespace whose configuration holds for the whole mesh, such as {@code istio-system}
 * @since 0.1.0
 */
public record MeshSettings(String clusterDomain, String trustDomain, String rootNamespace) {

    /** What holds unless somebody says otherwise. */
    public static final MeshSettings DEFAULT = new MeshSettings("cluster.local", "cluster.local", "istio-system");

    /**
     * Checks that nothing is blank.
     *
     * @throws IllegalArgumentException when a part is blank
     */
    public MeshSettings {
        if (requireNonNull(clusterDomain, "clusterDomain").isBlank()
                || requireNonNull(trustDomain, "trustDomain").isBlank()
                || requireNonNull(rootNamespace, "rootNamespace").isBlank()) {
            throw new IllegalArgumentException("cluster domain, trust domain and root namespace are not blank");
        }
    }

    /**
     * The same with another cluster domain.
     *
     * @param domain the domain
     * @return the changed settings
     */
    public MeshSettings withClusterDomain(String domain) {
        return new MeshSettings(domain, trustDomain, rootNamespace);
    }

    /**
     * The same with another trust domain.
     *
     * @param domain the domain
     * @return the changed settings
     */
    public MeshSettings withTrustDomain(String domain) {
        return new MeshSettings(clusterDomain, domain, rootNamespace);
    }

    /**
     * The same with another root namespace.
     *
     * @param namespace the namespace
     * @return the changed settings
     */
    public MeshSettings withRootNamespace(String namespace) {
        return new MeshSettings(clusterDomain, trustDomain, namespace);
    }
}
