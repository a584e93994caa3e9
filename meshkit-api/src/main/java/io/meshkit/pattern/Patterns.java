// SPDX-License-Identifier: Apache-2.0
package io.meshkit.pattern;

import io.meshkit.document.SourceText;
import io.meshkit.mesh.MeshId;
import io.meshkit.mesh.Site;
import io.meshkit.plan.Plan;
import java.nio.file.Path;

/**
 * Reads, renders and plans patterns. Reading and rendering need no cluster. Thread-safe.
 *
 * @since 0.1.0
 */
public interface Patterns {

    /**
     * Reads a pattern file of any dialect.
     *
     * @param file the file
     * @return the pattern; what is wrong with it is in its report
     * @throws io.meshkit.MeshKitException with code {@code MK-FILE-READ} when the file cannot be read
     */
    Pattern read(Path file);

    /**
     * Reads a pattern of any dialect.
     *
     * @param text the text
     * @return the pattern; what is wrong with it is in its report
     */
    Pattern read(SourceText text);

    /**
     * Renders a pattern for a mesh, without a cluster.
     *
     * @param pattern the pattern
     * @param mesh the mesh
     * @param options how
     * @return the objects and verdicts
     * @throws io.meshkit.MeshKitException with code {@code MK-ADAPTER-NONE} when there is no adapter for the mesh
     */
    RenderedPattern render(Pattern pattern, MeshId mesh, PatternOptions options);

    /**
     * Plans a pattern at the kit's only site.
     *
     * @param pattern the pattern
     * @param mesh the mesh
     * @return the plan; what is wrong with the pattern is in its report
     * @throws io.meshkit.MeshKitException when there is no site or more than one, or no adapter for the mesh
     * @throws io.meshkit.resource.StoreException when the site cannot be asked
     */
    Plan plan(Pattern pattern, MeshId mesh);

    /**
     * Plans a pattern at a site.
     *
     * @param pattern the pattern
     * @param mesh the mesh
     * @param site where
     * @param options how
     * @return the plan; what is wrong with the pattern is in its report
     * @throws io.meshkit.MeshKitException when there is no adapter for the mesh
     * @throws io.meshkit.resource.StoreException when the site cannot be asked
     */
    Plan plan(Pattern pattern, MeshId mesh, Site site, PatternOptions options);
}
