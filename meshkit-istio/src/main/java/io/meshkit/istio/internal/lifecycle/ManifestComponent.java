// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.lifecycle;

import io.meshkit.pattern.Component;
import io.meshkit.pattern.ComponentRenderer;
import io.meshkit.pattern.Drafts;
import io.meshkit.pattern.RenderContext;
import java.util.function.Function;

/** Renders the mesh or an add-on as the manifests that the application supplied for it. */
public final class ManifestComponent implements ComponentRenderer {

    private final Function<Component, String> what;

    private ManifestComponent(Function<Component, String> what) {
        this.what = what;
    }

    /**
     * The mesh itself.
     *
     * @return the renderer
     */
    public static ManifestComponent mesh() {
        return new ManifestComponent(component -> "istio");
    }

    /**
     * An add-on, by its setting {@code kind}.
     *
     * @return the renderer
     */
    public static ManifestComponent addon() {
        return new ManifestComponent(
                component -> component.settings().text("kind").orElse(component.key()));
    }

    @Override
    public void render(Component component, RenderContext context, Drafts drafts) {
        context.manifests(what.apply(component)).ifPresent(resources -> resources.forEach(drafts::add));
    }
}
