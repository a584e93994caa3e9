// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.pattern;

import io.meshkit.pattern.Component;
import io.meshkit.pattern.ComponentRenderer;
import io.meshkit.pattern.Drafts;
import io.meshkit.pattern.RenderContext;
import io.meshkit.pattern.Support;
import java.util.ArrayList;
import java.util.List;

/**
 * Renders what is the same everywhere, and then what one mesh needs in it.
 *
 * @param neutral the renderer of the language
 * @param addition that of the adapter
 */
record AddedRenderer(ComponentRenderer neutral, ComponentRenderer addition) implements ComponentRenderer {

    @Override
    public List<Support> support(Component component, RenderContext context) {
        List<Support> support = new ArrayList<>(neutral.support(component, context));
        support.addAll(addition.support(component, context));
        return support;
    }

    @Override
    public void render(Component component, RenderContext context, Drafts drafts) {
        neutral.render(component, context, drafts);
        addition.render(component, context, drafts);
    }
}
