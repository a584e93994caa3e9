// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.kubernetes;

import io.meshkit.document.MapValue;
import io.meshkit.document.TextValue;
import io.meshkit.resource.GroupKind;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** Moves the plain texts of a Secret to its data, as the server does when it reads one (kubernetes/kubernetes:pkg/apis/core/v1/conversion.go). */
final class StringData {

    private static final GroupKind SECRET = new GroupKind("", "Secret");

    private StringData() {}

    static MapValue moved(Call call, MapValue object) {
        Optional<MapValue> plain = object.map("stringData");
        if (plain.isEmpty() || !call.kind().groupKind().equals(SECRET)) {
            return object;
        }
        MapValue data = object.map("data").orElse(MapValue.EMPTY);
        for (MapValue.Entry entry : plain.get()) {
            byte[] text = entry.value().toString().getBytes(StandardCharsets.UTF_8);
            data = data.with(entry.key(), TextValue.of(Base64.getEncoder().encodeToString(text)));
        }
        return object.without("stringData").with("data", data);
    }
}
