// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.kubernetes.internal.kinds;

import io.meshkit.core.schema.StructuralSchema;
import io.meshkit.document.BooleanValue;
import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.Value;
import io.meshkit.resource.GroupKind;
import io.meshkit.testkit.kubernetes.internal.fields.Atom;
import io.meshkit.testkit.kubernetes.internal.fields.TypeRef;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads CRDs. */
final class CustomKinds {

    private CustomKinds() {}

    /** The kind that a CRD brings; empty when it serves no version. */
    static Optional<ServedKind> read(MapValue crd) {
        MapValue spec = crd.map("spec").orElse(MapValue.EMPTY);
        MapValue names = spec.map("names").orElse(MapValue.EMPTY);
        List<MapValue> served = new ArrayList<>();
        for (Value item : spec.list("versions").map(ListValue::items).orElse(List.of())) {
            if (item instanceof MapValue version && flag(version, "served")) {
                served.add(version);
            }
        }
        served.sort(
                Comparator.comparing((MapValue version) -> version.text("name").orElse(""), VersionOrder.NEWEST_FIRST));
        if (served.isEmpty()) {
            return Optional.empty();
        }
        Map<String, ServedKind.Version> versions = new LinkedHashMap<>();
        String kind = names.text("kind").orElse("");
        String group = spec.text("group").orElse("");
        served.forEach(version -> versions.put(version.text("name").orElse(""), readVersion(version, group, kind)));
        return Optional.of(new ServedKind(
                new GroupKind(group, kind),
                names.text("plural").orElse(""),
                names.text("singular").orElse(kind.toLowerCase(Locale.ROOT)),
                names.text("listKind").orElse(kind + "List"),
                names.list("shortNames").map(ListValue::texts).orElse(List.of()),
                spec.text("scope").filter("Namespaced"::equals).isPresent(),
                true,
                true,
                ServedKind.Deletion.USUAL,
                versions.keySet().iterator().next(),
                versions));
    }

    private static ServedKind.Version readVersion(MapValue version, String group, String kind) {
        Optional<MapValue> schema = version.map("schema").flatMap(map -> map.map("openAPIV3Schema"));
        TypeRef type = schema.map(SchemaType::ofObject).orElse(Atom.DEDUCED);
        boolean status =
                version.map("subresources").filter(map -> map.has("status")).isPresent();
        String deprecation = flag(version, "deprecated")
                ? version.text("deprecationWarning")
                        .orElse(group + "/" + version.text("name").orElse("") + " " + kind + " is deprecated")
                : "";
        return new ServedKind.Version(
                type, "", Optional.empty(), status, schema.map(StructuralSchema::parse), deprecation);
    }

    private static boolean flag(MapValue map, String key) {
        return map.get(key).filter(BooleanValue.TRUE::equals).isPresent();
    }
}
