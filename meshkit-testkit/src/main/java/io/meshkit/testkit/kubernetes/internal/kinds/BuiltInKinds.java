// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.kubernetes.internal.kinds;

import io.meshkit.document.BooleanValue;
import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.Value;
import io.meshkit.resource.GroupKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The built-in kinds, read from a table. */
final class BuiltInKinds {

    private BuiltInKinds() {}

    static List<ServedKind> read() {
        List<ServedKind> kinds = new ArrayList<>();
        for (Value row : (ListValue) TypeTable.resource("built-in-kinds.json")) {
            kinds.add(read((MapValue) row));
        }
        return kinds;
    }

    private static ServedKind read(MapValue row) {
        String version = row.text("version").orElseThrow();
        String kind = row.text("kind").orElseThrow();
        ServedKind.Version served = new ServedKind.Version(
                TypeTable.builtIn().named(row.text("type").orElseThrow()),
                row.text("type").orElseThrow(),
                row.map("initialStatus"),
                flag(row, "status"),
                Optional.empty(),
                row.text("deprecation").orElse(""));
        return new ServedKind(
                new GroupKind(row.text("group").orElseThrow(), kind),
                row.text("plural").orElseThrow(),
                row.text("singular").orElseThrow(),
                kind + "List",
                row.list("shortNames").map(ListValue::texts).orElse(List.of()),
                flag(row, "namespaced"),
                false,
                flag(row, "generation"),
                deletion(row.map("deletion").orElse(MapValue.EMPTY)),
                version,
                Map.of(version, served));
    }

    private static ServedKind.Deletion deletion(MapValue row) {
        return new ServedKind.Deletion(
                flag(row, "answersObject"),
                flag(row, "orphans"),
                !flag(row, "oneByOne"),
                row.text("warning").orElse(""));
    }

    private static boolean flag(MapValue row, String key) {
        return row.get(key).filter(BooleanValue.TRUE::equals).isPresent();
    }
}
