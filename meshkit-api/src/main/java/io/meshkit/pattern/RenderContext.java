// SPDX-License-Identifier: Apache-2.0
package io.meshkit.pattern;

import io.meshkit.finding.FindingSink;
import io.meshkit.finding.SchemaChecker;
import io.meshkit.mesh.MeshId;
import io.meshkit.resource.Resource;
import java.util.List;
import java.util.Optional;

/**
 * What a renderer may ask while it works. Used on one thread.
 *
 * @since 0.1.0
 */
public interface RenderContext {

    /**
     * The mesh that is rendered for.
     *
     * @return the mesh
     */
    MeshId mesh();

    /**
     * The pattern, with references resolved and what does not count on this mesh left out.
     *
     * @return the pattern
     */
    Pattern pattern();

    /**
     * The namespace of a component.
     *
     * @param component the component
     * @return its own, or the default one
     */
    String namespaceOf(Component component);

    /**
     * Who runs as which service account in the pattern.
     *
     * @return the accounts of its services
     */
    ServiceAccounts accounts();

    /**
     * The schemas of custom kinds that are known.
     *
     * @return the schemas of the cluster at hand or of the files named; knows nothing when there are neither
     */
    SchemaChecker schemas();

    /**
     * The manifests that the application supplied for something to install.
     *
     * @param what the mesh's id, or an add-on such as {@code grafana}
     * @return the objects in their order; empty when none were supplied
     */
    Optional<List<Resource>> manifests(String what);

    /**
     * Takes findings.
     *
     * @return the sink
     */
    FindingSink findings();
}
