// SPDX-License-Identifier: Apache-2.0
package io.meshkit.pattern;

import java.util.List;

/**
 * Renders one trait for one mesh. It answers two questions: how far can the mesh do this, and what does it add to which object. Stateless
 * and thread-safe.
 *
 * @since 0.1.0
 */
public interface TraitRenderer {

    /**
     * Says how far the mesh can do what is asked. Asked before {@link #render}, and without it for reports.
     *
     * @param trait the trait, correct by its schema
     * @param component what it stands on
     * @param context the surroundings
     * @return verdicts for the fields that are present, those that are native may be left out; for the whole trait a verdict on the root
     */
    List<Support> support(Trait trait, Component component, RenderContext context);

    /**
     * Writes into drafts. Not called when a verdict is {@code NONE} and the caller refuses that; fields with that verdict must be left out
     * otherwise.
     *
     * @param trait the trait, correct by its schema
     * @param component what it stands on
     * @param context the surroundings
     * @param drafts the objects under construction
     */
    void render(Trait trait, Component component, RenderContext context, Drafts drafts);

    /**
     * The same renderer for all components but those of a type, on which the trait is refused as a whole.
     *
     * @param type the type, such as {@code ExternalService}
     * @param refusal why the mesh cannot do it there, and what to do instead: a verdict on the root that is not rendered
     * @return a renderer that asks this one for all other components
     */
    default TraitRenderer except(String type, Support refusal) {
        return new ExceptRenderer(this, type, refusal);
    }
}
