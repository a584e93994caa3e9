// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.pattern;

import io.meshkit.core.internal.pattern.RefusedDialect.Mark;
import io.meshkit.document.MapValue;
import io.meshkit.pattern.PatternDialect;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The dialects that come with the engine, in the order in which they are asked. */
final class Dialects {

    /** The dialect of this project. */
    static final String V1 = "meshkit.dev/v1";

    /** Meshery's designs: components in a list. */
    static final String DESIGN = "meshery/design";

    /** Meshery's patterns with models. */
    static final String MODELS = "meshery/2023";

    /** Meshery's patterns with variables. */
    static final String SECOND = "meshery/2022";

    /** Meshery's first patterns. */
    static final String FIRST = "meshery/2021";

    private static final Set<String> MARKS_OF_MODELS = Set.of("model", "apiVersion", "isAnnotation");
    private static final Set<String> MARKS_OF_SECOND = Set.of("version", "labels", "annotations");

    private Dialects() {}

    /**
     * The table. The marks are those of meshery/meshery:server/models/pattern/core/pattern.go (2021 to 2023), of
     * meshery/schemas:schemas/constructs/v1alpha2/design.yaml and v1beta1/design, and of layer5io/meshery:docs (the draft).
     */
    static List<PatternDialect> bundled(ServicesReader services, DesignReader designs) {
        return List.of(
                new BundledDialect(V1, 100, Dialects::isV1, (document, id) -> services.read(document, id, Grammar.V1)),
                new BundledDialect(DESIGN, 200, Dialects::isDesign, designs::read),
                new BundledDialect(
                        MODELS,
                        300,
                        root -> hasServiceWith(root, MARKS_OF_MODELS),
                        (document, id) -> services.read(document, id, Grammar.MODELS)),
                new BundledDialect(
                        SECOND,
                        400,
                        Dialects::isSecond,
                        (document, id) -> services.read(document, id, Grammar.SERVICES)),
                new BundledDialect(
                        FIRST,
                        500,
                        root -> root.has("services"),
                        (document, id) -> services.read(document, id, Grammar.SERVICES)),
                new RefusedDialect(
                        "meshery/draft",
                        600,
                        "a draft of early 2021 that no tool ever read",
                        "write pattern-name as name, and service-mesh as services, each service with a type such as"
                                + " IstioMesh",
                        Dialects::draft),
                new RefusedDialect(
                        "kubernetes/manifests",
                        700,
                        "a Kubernetes object",
                        "apply it as it is, or make it a service with type, apiVersion and settings of a pattern",
                        Dialects::manifest));
    }

    private static boolean isV1(MapValue root) {
        return root.text("apiVersion")
                .filter(version -> version.startsWith("meshkit.dev/"))
                .isPresent();
    }

    /** Patterns of 2023 may have a schemaVersion too; it is their services that tell them apart. */
    private static boolean isDesign(MapValue root) {
        boolean schema = root.text("schemaVersion")
                .filter(version -> version.startsWith("designs.meshery.io/"))
                .isPresent();
        return root.has("components") || (schema && !root.has("services"));
    }

    private static boolean isSecond(MapValue root) {
        return root.has("services")
                && (root.has("vars") || root.has("patternID") || hasServiceWith(root, MARKS_OF_SECOND));
    }

    private static boolean hasServiceWith(MapValue root, Set<String> keys) {
        return root.map("services").orElse(MapValue.EMPTY).entries().stream()
                .anyMatch(service ->
                        service.value() instanceof MapValue map && keys.stream().anyMatch(map::has));
    }

    private static Optional<Mark> draft(MapValue root) {
        return Mark.of(root, "service-mesh").or(() -> Mark.of(root, "pattern-id"));
    }

    private static Optional<Mark> manifest(MapValue root) {
        return root.has("kind") ? Mark.of(root, "apiVersion") : Optional.empty();
    }
}
