// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.pattern;

import io.meshkit.core.internal.pattern.LaterDialect.Mark;
import io.meshkit.document.MapValue;
import io.meshkit.pattern.PatternDialect;
import java.util.List;
import java.util.Optional;

/** The dialects that come with the engine, in the order in which they are asked. */
final class Dialects {

    /** The dialect of this project. */
    static final String V1 = "meshkit.dev/v1";

    private static final String REWRITE =
            "write it as " + V1 + ": apiVersion: " + V1 + ", kind: Pattern, name, services";

    private Dialects() {}

    /**
     * The table. The marks are those of meshery/meshery:server/models/pattern/core/pattern.go (2021 to 2023), of
     * meshery/schemas:schemas/constructs/v1alpha2/design.yaml and v1beta1/design, and of layer5io/meshery:docs (the draft).
     */
    static List<PatternDialect> bundled(ServicesReader reader) {
        return List.of(
                new ServicesDialect(V1, 100, false, Dialects::isV1, reader),
                new LaterDialect(
                        "meshery/design", 200, "a design of Meshery from 2024 or later", REWRITE, Dialects::design),
                new LaterDialect(
                        "meshery/2023", 300, "a pattern of Meshery with models, from 2023", REWRITE, Dialects::models),
                new ServicesDialect("meshery/2022", 400, true, Dialects::isSecond, reader),
                new ServicesDialect("meshery/2021", 500, true, root -> root.has("services"), reader),
                new LaterDialect("meshery/draft", 600, "the draft of early 2021", REWRITE, Dialects::draft),
                new LaterDialect(
                        "kubernetes/manifests",
                        700,
                        "a Kubernetes object",
                        "apply it as it is, or make it a component with type, apiVersion and settings of a pattern",
                        Dialects::manifest));
    }

    private static boolean isV1(MapValue root) {
        return root.text("apiVersion")
                .filter(version -> version.startsWith("meshkit.dev/"))
                .isPresent();
    }

    private static Optional<Mark> design(MapValue root) {
        boolean schema = root.text("schemaVersion")
                .filter(version -> version.startsWith("designs.meshery.io/"))
                .isPresent();
        return schema ? Mark.of(root, "schemaVersion") : Mark.of(root, "components");
    }

    private static Optional<Mark> models(MapValue root) {
        return serviceKey(root, "model").or(() -> serviceKey(root, "apiVersion"));
    }

    private static boolean isSecond(MapValue root) {
        return root.has("services")
                && (root.has("vars")
                        || root.has("patternID")
                        || serviceKey(root, "version").isPresent()
                        || serviceKey(root, "labels").isPresent()
                        || serviceKey(root, "annotations").isPresent());
    }

    private static Optional<Mark> serviceKey(MapValue root, String key) {
        for (MapValue.Entry service : root.map("services").orElse(MapValue.EMPTY)) {
            if (service.value() instanceof MapValue map && map.has(key)) {
                return Mark.of(map, key);
            }
        }
        return Optional.empty();
    }

    private static Optional<Mark> draft(MapValue root) {
        return Mark.of(root, "service-mesh").or(() -> Mark.of(root, "pattern-id"));
    }

    private static Optional<Mark> manifest(MapValue root) {
        return root.has("kind") ? Mark.of(root, "apiVersion") : Optional.empty();
    }
}
