// SPDX-License-Identifier: Apache-2.0
package io.meshkit.pattern;

/**
 * Renders one type of component for one mesh. Stateless and thread-safe.
 *
 * @since 0.1.0
 */
public interface ComponentRenderer {

    /**
     * Writes into drafts.
     *
     * @param component the component, correct by the schema of its type
     * @param context the surroundings
     * @param drafts the objects under construction
     */
    void render(Component component, RenderContext context, Drafts drafts);
}
