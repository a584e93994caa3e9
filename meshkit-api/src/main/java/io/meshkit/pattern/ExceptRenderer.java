// SPDX-License-Identifier: Apache-2.0
package io.meshkit.pattern;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A renderer that refuses components of one type, and leaves all others to another.
 *
 * @param trait the renderer of the others
 * @param type the type
 * @param refusal what is said of components of that type
 */
record ExceptRenderer(TraitRenderer trait, String type, Support refusal) implements TraitRenderer {

    ExceptRenderer {
        requireNonNull(type, "type");
        if (refusal.verdict().isRendered()) {
            throw new IllegalArgumentException("a verdict of " + refusal.verdict() + " refuses nothing");
        }
    }

    @Override
    public List<Support> support(Trait asked, Component component, RenderContext context) {
        return component.isA(type) ? List.of(refusal) : trait.support(asked, component, context);
    }

    @Override
    public void render(Trait asked, Component component, RenderContext context, Drafts drafts) {
        if (!component.isA(type)) {
            trait.render(asked, component, context, drafts);
        }
    }
}
