// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.kubernetes;

import io.meshkit.MeshKitException;
import io.meshkit.core.schema.StructuralSchema;
import io.meshkit.document.BooleanValue;
import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Checks CRDs: names that belong together, one stored version, structural schemas (kubernetes/apiextensions-apiserver:pkg/apis/apiextensions/validation). */
final class CustomKindCheck {

    private CustomKindCheck() {}

    static void check(Call call, MapValue crd) {
        List<ApiException.Cause> causes = new ArrayList<>();
        MapValue spec = crd.map("spec").orElse(MapValue.EMPTY);
        String plural = spec.map("names").flatMap(names -> names.text("plural")).orElse("");
        String expected = plural + "." + spec.text("group").orElse("");
        String name = Metadata.text(crd, "name");
        if (!name.equals(expected)) {
            causes.add(new ApiException.Cause(
                    "FieldValueInvalid",
                    "Invalid value: \"" + name + "\": must be spec.names.plural+\".\"+spec.group",
                    "metadata.name"));
        }
        int stored = 0;
        int index = 0;
        for (Value item : spec.list("versions").orElse(ListValue.of())) {
            if (item instanceof MapValue version) {
                stored +=
                        version.get("storage").filter(BooleanValue.TRUE::equals).isPresent() ? 1 : 0;
                checkSchema(version, "spec.versions[" + index + "].schema.openAPIV3Schema", causes);
            }
            index++;
        }
        if (stored != 1) {
            causes.add(new ApiException.Cause(
                    "FieldValueInvalid",
                    "Invalid value: must have exactly one version marked as storage version",
                    "spec.versions"));
        }
        if (!causes.isEmpty()) {
            throw ApiException.invalid(call.kind(), name, causes);
        }
    }

    private static void checkSchema(MapValue version, String field, List<ApiException.Cause> causes) {
        Optional<MapValue> schema = version.map("schema").flatMap(map -> map.map("openAPIV3Schema"));
        if (schema.isEmpty()) {
            causes.add(new ApiException.Cause("FieldValueRequired", "Required value", field));
            return;
        }
        try {
            StructuralSchema.parse(schema.get());
        } catch (MeshKitException e) {
            causes.add(new ApiException.Cause("FieldValueInvalid", "Invalid value: " + e.getMessage(), field));
        }
    }
}
