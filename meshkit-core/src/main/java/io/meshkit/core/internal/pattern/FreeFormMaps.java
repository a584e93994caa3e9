// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.pattern;

import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.Value;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The maps in settings whose keys are text, not words of a schema: the file free-form-maps.yaml. */
final class FreeFormMaps {

    private static final String SPEC = "spec.";

    private final Set<String> anywhere;
    private final Set<String> inUnknownKinds;
    private final Map<String, Set<String>> byKind = new TreeMap<>();
    private final RawKinds kinds;

    FreeFormMaps(Resources resources, RawKinds kinds) {
        this.kinds = kinds;
        MapValue table = resources.map("free-form-maps.yaml");
        this.anywhere = names(table.list("anywhere").orElse(ListValue.EMPTY));
        this.inUnknownKinds = names(table.list("unknown").orElse(ListValue.EMPTY));
        for (MapValue.Entry kind : Absent.map(table, "kinds")) {
            Set<String> paths = new HashSet<>();
            for (String path : names((ListValue) kind.value())) {
                paths.add(path);
                paths.add(path.startsWith(SPEC) ? path.substring(SPEC.length()) : path);
            }
            byKind.put(kind.key(), paths);
        }
    }

    private static Set<String> names(ListValue list) {
        Set<String> names = new HashSet<>();
        for (Value name : list) {
            names.add(name.toString());
        }
        return Set.copyOf(names);
    }

    /**
     * Whether the keys of a map are text.
     *
     * @param type the type of the component, with or without suffix
     * @param path the keys that lead to the map from the settings, the places in lists left out
     */
    boolean isFree(String type, List<String> path) {
        String name = path.get(path.size() - 1);
        String kind = RawKinds.kindOf(type);
        Set<String> paths = byKind.get(kind);
        if (anywhere.contains(name) || (paths != null && paths.contains(String.join(".", path)))) {
            return true;
        }
        return paths == null && !kinds.isBuiltIn(kind) && inUnknownKinds.contains(name);
    }
}
