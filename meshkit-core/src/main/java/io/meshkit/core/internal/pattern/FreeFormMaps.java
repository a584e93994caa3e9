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

/** The maps in settings and traits whose keys are text, not words of a schema: the file free-form-maps.yaml. */
final class FreeFormMaps {

    /** The key of a map whose keys are text, on the way to what lies below it. */
    static final String ANY_KEY = "*";

    private static final String SPEC = "spec.";
    private static final String NAMED = "." + ANY_KEY;

    private final Set<String> anywhere;
    private final int longest;
    private final Set<String> inUnknownKinds;
    private final Set<String> inTraits;
    private final Map<String, Set<String>> byKind = new TreeMap<>();
    private final RawKinds kinds;

    /** What the keys of a map are. */
    enum Keys {
        /** Words of a schema. */
        WORDS,
        /** Text; the keys of the maps below are words. */
        NAMES,
        /** Text, and whatever lies below is text as well. */
        TEXT
    }

    FreeFormMaps(Resources resources, RawKinds kinds) {
        this.kinds = kinds;
        MapValue table = resources.map("free-form-maps.yaml");
        this.anywhere = paths(table, "anywhere");
        this.longest = anywhere.stream()
                .mapToInt(path -> path.split("\\.").length)
                .max()
                .orElse(0);
        this.inUnknownKinds = paths(table, "unknown");
        this.inTraits = paths(table, "traits");
        MapValue rows = Absent.map(table, "kinds");
        for (String kind : rows.keys()) {
            Set<String> paths = new HashSet<>();
            for (String path : paths(rows, kind)) {
                paths.add(path);
                paths.add(path.startsWith(SPEC) ? path.substring(SPEC.length()) : path);
            }
            byKind.put(kind, Set.copyOf(paths));
        }
    }

    private static Set<String> paths(MapValue table, String part) {
        Set<String> paths = new HashSet<>();
        for (Value path : table.list(part).orElse(ListValue.EMPTY)) {
            paths.add(path.toString());
        }
        return Set.copyOf(paths);
    }

    /**
     * What the keys of a map in the settings of a component are.
     *
     * @param type the type of the component, with or without suffix
     * @param path the keys that lead to the map from the settings, the places in lists left out, {@link #ANY_KEY} for keys that are text
     */
    Keys inSettings(String type, List<String> path) {
        String kind = RawKinds.kindOf(type);
        Set<String> paths = byKind.get(kind);
        Keys named = paths == null ? Keys.WORDS : at(path, paths);
        if (named != Keys.WORDS || isAnywhere(path)) {
            return named == Keys.NAMES ? named : Keys.TEXT;
        }
        boolean unknown = paths == null && !kinds.isBuiltIn(kind);
        return unknown && inUnknownKinds.contains(path.get(path.size() - 1)) ? Keys.TEXT : Keys.WORDS;
    }

    /**
     * What the keys of a map in a trait are.
     *
     * @param path the name of the trait and the keys that lead to the map
     */
    Keys inTraits(List<String> path) {
        Keys named = at(path, inTraits);
        boolean text = isAnywhere(path) || inUnknownKinds.contains(path.get(path.size() - 1));
        return named == Keys.WORDS && text ? Keys.TEXT : named;
    }

    private static Keys at(List<String> path, Set<String> paths) {
        String joined = String.join(".", path);
        if (paths.contains(joined + NAMED)) {
            return Keys.NAMES;
        }
        boolean value = path.get(path.size() - 1).equals(ANY_KEY);
        return paths.contains(joined) && !value ? Keys.TEXT : Keys.WORDS;
    }

    private boolean isAnywhere(List<String> path) {
        for (int parts = 1; parts <= Math.min(longest, path.size()); parts++) {
            if (anywhere.contains(String.join(".", path.subList(path.size() - parts, path.size())))) {
                return true;
            }
        }
        return false;
    }
}
