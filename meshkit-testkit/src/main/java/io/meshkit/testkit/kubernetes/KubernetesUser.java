// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.kubernetes;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * Somebody who may ask the API server.
 *
 * @param name the user's name
 * @param groups the user's groups; members of {@code system:masters} may do everything
 * @since 0.1.0
 */
public record KubernetesUser(String name, List<String> groups) {

    /** Who sends no token. */
    public static final KubernetesUser ANONYMOUS =
            new KubernetesUser("system:anonymous", List.of("system:unauthenticated"));
    /** Who may do everything. */
    public static final KubernetesUser ADMIN = new KubernetesUser("admin", List.of("system:masters"));

    /** Copies the groups. */
    public KubernetesUser {
        requireNonNull(name, "name");
        groups = List.copyOf(groups);
    }

    boolean isMaster() {
        return groups.contains("system:masters");
    }
}
