// SPDX-License-Identifier: Apache-2.0
package io.meshkit.pattern;

import java.util.List;

/**
 * Renders one type of component for one mesh. Stateless and thread-safe.
 *
 * @since 0.1.0
 */
public interface ComponentRenderer {

    /**
     * Says how far the mesh can do what the component asks. Asked before {@link #render}.
     *
     * @param component the component, correct by the schema of its type
     * @param context the surroundings
     * @return verdicts for its settings, on the way from them; on the root for the component as a whole, which then stays out with all its
     *     traits when it is {@code NONE}. None unless overridden: it can do all
     */
    default List<Support> support(Component component, RenderContext context) {
        return List.of();
    }

    /**
     * Writes into drafts.
     *
     * @param component the component, correct by the schema of its type
     * @param context the surroundings
     * @param drafts the objects under construction
     */
    void render(Component component, RenderContext context, Drafts drafts);
}
