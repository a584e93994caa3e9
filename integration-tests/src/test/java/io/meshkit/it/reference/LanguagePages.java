// SPDX-License-Identifier: Apache-2.0
package io.meshkit.it.reference;

import io.meshkit.MeshKit;
import io.meshkit.document.MapValue;
import io.meshkit.mesh.MeshAdapter;
import io.meshkit.mesh.MeshId;
import io.meshkit.pattern.Rendering;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The pages about what can be written in a pattern. */
final class LanguagePages {

    private final Schemas schemas;
    private final MeshKit kit;

    LanguagePages(Schemas schemas, MeshKit kit) {
        this.schemas = schemas;
        this.kit = kit;
    }

    String format() {
        MapValue root = schemas.pattern();
        return ReferencePages.head("The format of patterns") + description(root) + "\n## The file\n\n"
                + SchemaTable.of(root) + "\n## A service\n\n" + part(root, "/$defs/service") + "\n## A guard\n\n"
                + part(root, "/$defs/guard") + """

                Durations are a number with `ms`, `s`, `m` or `h` (`500ms`, `1m30s`), or of ISO 8601 (`PT1M30S`). The settings of a service are those of its
                [type](components.md), those of a trait stand with the [trait](traits.md).
                """;
    }

    private static String part(MapValue root, String pointer) {
        MapValue part = (MapValue) root.find(pointer).orElseThrow();
        return description(part) + "\n" + SchemaTable.of(root, part);
    }

    private static String description(MapValue schema) {
        return schema.text("description").orElse("") + "\n";
    }

    String components() throws IOException {
        StringBuilder page = new StringBuilder(ReferencePages.head("Component types"));
        page.append("A service of a pattern has a `type`: one of these, or a kind of Kubernetes or of a mesh.\n");
        schemas.components()
                .forEach((type, schema) -> page.append("\n## " + type + "\n\n" + description(schema) + "\n")
                        .append(rendered(type))
                        .append(SchemaTable.of(schema)));
        page.append("\n## Kinds of a mesh\n\n");
        page.append("These may be named alone or with the suffix of their mesh (`VirtualService.Istio`); any other kind"
                + " with its `apiVersion`.\n");
        for (MeshId mesh : kit.meshes()) {
            rendering(mesh).rawKinds().forEach((kind, version) -> {
                if (page.indexOf("\n### " + mesh + "\n") < 0) {
                    page.append("\n### " + mesh + "\n\n| kind | apiVersion |\n| --- | --- |\n");
                }
                page.append("| `" + kind + "` | `" + version + "` |\n");
            });
        }
        return page.toString();
    }

    /** Which meshes render a type that not all do. */
    private String rendered(String type) {
        String meshes = kit.meshes().stream()
                .filter(mesh -> rendering(mesh).components().containsKey(type))
                .map(MeshId::value)
                .collect(Collectors.joining(", "));
        return meshes.isEmpty() ? "" : "Rendered on: " + meshes + ".\n\n";
    }

    private Rendering rendering(MeshId mesh) {
        MeshAdapter adapter = kit.adapter(mesh).orElseThrow();
        return adapter.capability(Rendering.class).orElseThrow();
    }

    String traits() throws IOException {
        TraitVerdicts verdicts = new TraitVerdicts(kit);
        Map<String, MapValue> traits = new TreeMap<>(schemas.traits());
        StringBuilder page = new StringBuilder(ReferencePages.head("Traits"));
        page.append("""
            What a service of a pattern can be told to do, and how far each mesh can. *native*: with a feature of its own. *partial*: not in all
            respects. *emulated*: with other objects of the same effect. *none*: not at all; it is refused, unless the caller wants a warning.
            *not implemented*: the mesh may be able to, the adapter has no renderer. The adapters were asked with the examples of the schemas and with
            each setting alone, on a service with port, selector and two versions. A type that a mesh does not render has no line.

            """);
        page.append(
                "| trait | " + kit.meshes().stream().map(MeshId::value).collect(Collectors.joining(" | ")) + " |\n");
        page.append("| --- |" + " --- |".repeat(kit.meshes().size()) + "\n");
        traits.forEach((trait, schema) ->
                page.append("| [" + trait + "](#" + trait.toLowerCase(java.util.Locale.ROOT) + ") | "
                        + kit.meshes().stream()
                                .map(mesh -> verdicts.overall(mesh, trait, schema))
                                .collect(Collectors.joining(" | "))
                        + " |\n"));
        traits.forEach((trait, schema) -> page.append(
                        "\n## " + trait + "\n\n" + description(schema) + harm(schema) + "\n")
                .append("Stands on: " + String.join(", ", verdicts.standsOn(trait, schema)) + ".\n\n")
                .append("```yaml\n" + example(trait, schema) + "```\n\n")
                .append(SchemaTable.of(schema))
                .append("\n| mesh | verdict | where | why, and what to do |\n| --- | --- | --- | --- |\n")
                .append(verdicts.rows(trait, schema)));
        return page.toString();
    }

    private static String harm(MapValue schema) {
        return schema.text("x-mk-harm")
                .map(harm ->
                        "What a mesh cannot do of it is an error even for callers who have the rest left out, since "
                                + harm + "; refusals that open nothing are a warning for them.\n")
                .orElse("");
    }

    private String example(String trait, MapValue schema) {
        return kit.writer()
                .yaml(MapValue.of(
                        trait, schema.list("examples").orElseThrow().items().get(0)));
    }
}
