// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.pattern;

import io.meshkit.mesh.MeshId;
import io.meshkit.pattern.Component;
import io.meshkit.pattern.ComponentRenderer;
import io.meshkit.pattern.Rendering;
import io.meshkit.pattern.TraitDefinition;
import io.meshkit.pattern.TraitRenderer;
import io.meshkit.spi.ProviderFailure;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The words that mean something on one mesh: component types, traits, kinds, and who renders them. */
final class Vocabulary {

    /** A service is the target of traits; the object is there already. */
    private static final ComponentRenderer TARGET = (component, context, drafts) -> {};

    /** Types that are the same on every mesh, but for what adapters add. */
    private static final Map<String, ComponentRenderer> NEUTRAL =
            Map.of("Application", new ApplicationRenderer(), "Namespace", new NamespaceRenderer(), "Service", TARGET);

    /** Types that adapters render, and what to do where one does not. */
    private static final Map<String, String> OF_ADAPTERS = Map.of(
            "Addon", "install it by other means and leave the service out",
            "ExternalService", "leave the service out, and write the objects of the mesh as raw kinds",
            "Mesh", "install it by other means and leave the service out");

    private final MeshId mesh;
    private final Rendering rendering;
    private final Map<String, TraitDefinition> traits;
    private final Set<String> replaced;
    private final List<ProviderFailure> failed;
    private final RawKinds kinds;

    Vocabulary(
            MeshId mesh,
            Rendering rendering,
            Map<String, TraitDefinition> traits,
            Set<String> replaced,
            List<ProviderFailure> failed,
            RawKinds kinds) {
        this.mesh = mesh;
        this.rendering = rendering;
        this.traits = traits;
        this.replaced = replaced;
        this.failed = failed;
        this.kinds = kinds;
    }

    MeshId mesh() {
        return mesh;
    }

    Rendering rendering() {
        return rendering;
    }

    RawKinds kinds() {
        return kinds;
    }

    /** Who renders a component; empty when nobody does. */
    Optional<ComponentRenderer> renderer(Component component) {
        String type = component.type().text();
        boolean raw = component.apiVersion().isPresent();
        if (!raw && rendering.components().containsKey(type)) {
            return Optional.of(rendering.components().get(type));
        }
        if (!raw && NEUTRAL.containsKey(type)) {
            return Optional.of(
                    withAddition(NEUTRAL.get(type), rendering.additions().get(type)));
        }
        if (!raw && OF_ADAPTERS.containsKey(type)) {
            // a kind of the mesh with the name of a type of the language needs its suffix
            return Optional.empty();
        }
        return kinds.find(component, rendering.rawKinds()).map(RawKindRenderer::new);
    }

    private static ComponentRenderer withAddition(ComponentRenderer neutral, @Nullable ComponentRenderer addition) {
        return addition == null ? neutral : new AddedRenderer(neutral, addition);
    }

    /** What to do about a type of the language that nobody renders on this mesh; empty for others. */
    Optional<String> withoutAdapter(String type) {
        return Optional.ofNullable(OF_ADAPTERS.get(type));
    }

    /** The types of the language and of the mesh. */
    Set<String> types() {
        Set<String> types = new TreeSet<>(NEUTRAL.keySet());
        types.addAll(rendering.components().keySet());
        types.addAll(rendering.rawKinds().keySet());
        return types;
    }

    /** Those types and the kinds of Kubernetes. */
    Set<String> typesAndKinds() {
        Set<String> types = new TreeSet<>(types());
        types.addAll(kinds.names());
        return types;
    }

    Optional<TraitDefinition> trait(String name) {
        return Optional.ofNullable(traits.get(name));
    }

    /** Whether a plugin defines the trait instead of the language. */
    boolean isReplaced(String trait) {
        return replaced.contains(trait);
    }

    /** Providers that may know more traits, but failed. */
    List<ProviderFailure> failedTraits() {
        return failed;
    }

    Set<String> traitNames() {
        return traits.keySet();
    }

    /** Who renders a trait here: the definition's own renderer for this mesh, or else that of the adapter. */
    Optional<TraitRenderer> renderer(TraitDefinition trait) {
        return Optional.ofNullable(trait.renderers().get(mesh))
                .or(() -> Optional.ofNullable(rendering.traits().get(trait.name())));
    }
}
