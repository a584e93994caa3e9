// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.pattern;

import io.meshkit.core.internal.pattern.RawKinds.Body;
import io.meshkit.document.MapValue;
import io.meshkit.document.TextValue;
import io.meshkit.pattern.Component;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Folds what Meshery tells with the model of a component into the words of {@code meshkit.dev/v1}: a bare kind gets the suffix that says
 * whose kind it is. Names of models are written in any case.
 */
final class MesheryModels {

    private static final Map<String, String> SUFFIXES = Map.of(
            "kubernetes", ".K8s",
            "istio", ".Istio",
            "istio-base", ".Istio",
            "linkerd", ".Linkerd",
            "consul", ".Consul");

    /** Models whose components are shapes, comments and frames (meshery/meshery:server/meshmodel). */
    private static final Set<String> DRAWN = Set.of("meshery-core", "meshery-shapes");

    private static final String DRAWN_GROUP = "core.meshery.io/";

    private final Aliases aliases;
    private final RawKinds kinds;

    MesheryModels(Aliases aliases, RawKinds kinds) {
        this.aliases = aliases;
        this.kinds = kinds;
    }

    /** A component whose type says what the model said. */
    Component fold(Component component, Optional<String> model) {
        String type = component.type().text();
        String suffix = model.map(MesheryModels::lower).map(SUFFIXES::get).orElse("");
        boolean complete = type.isBlank()
                || suffix.isEmpty()
                || RawKinds.hasSuffix(type)
                || Imports.isImport(component)
                || aliases.find(type).isPresent();
        Component.Builder folded = component.toBuilder().drawing(component.isDrawing() || isDrawn(component, model));
        return complete
                ? folded.build()
                : folded.type(TextValue.of(type + suffix).at(component.type())).build();
    }

    private static boolean isDrawn(Component component, Optional<String> model) {
        return model.map(MesheryModels::lower).filter(DRAWN::contains).isPresent()
                || component
                        .apiVersion()
                        .filter(version -> version.text().startsWith(DRAWN_GROUP))
                        .isPresent()
                || component.drawingTraits().stream().anyMatch(Drawing::saysDrawing);
    }

    /**
     * A component whose settings are the body of an object and say so by its kind, where they have no spec to tell them by and its kind is
     * not known to have none.
     */
    Component withWholeBody(Component component) {
        MapValue settings = component.settings();
        String kind = RawKinds.kindOf(component.type().text());
        boolean told = settings.has("spec") || settings.has("kind") || kinds.body(component) == Body.WHOLE;
        return told || kind.isBlank()
                ? component
                : component.toBuilder()
                        .settings(settings.with("kind", TextValue.of(kind).at(component.type())))
                        .build();
    }

    /** Whether a file of 2023 means the body of an object by settings without a spec: only the specs of known kinds were written so. */
    boolean isBodyWithoutSpec(Component component) {
        return component.apiVersion().isPresent()
                && !Imports.isImport(component)
                && RawKinds.meshOf(component.type().text()).isEmpty()
                && kinds.body(component) == Body.UNKNOWN;
    }

    private static String lower(String model) {
        return model.toLowerCase(Locale.ROOT);
    }
}
