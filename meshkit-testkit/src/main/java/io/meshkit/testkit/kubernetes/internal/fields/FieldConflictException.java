// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.kubernetes.internal.fields;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Somebody else owns fields that an apply would change. */
public final class FieldConflictException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient List<Conflict> conflicts;

    /**
     * One field.
     *
     * @param manager its owner, as described in messages
     * @param path the field, such as {@code .data.a}
     */
    public record Conflict(String manager, String path) {}

    FieldConflictException(Map<FieldManager, FieldSet> byManager) {
        super("fields are owned by others");
        List<Conflict> found = new ArrayList<>();
        byManager.forEach((manager, fields) ->
                fields.paths().forEach(path -> found.add(new Conflict(manager.described(), path))));
        conflicts = List.copyOf(found);
    }

    /**
     * The fields.
     *
     * @return the conflicts, by manager and path
     */
    public List<Conflict> conflicts() {
        return conflicts;
    }

    /**
     * The server's words (kubernetes/apimachinery:pkg/util/managedfields/internal/conflict.go).
     *
     * @return the message
     */
    public String serverMessage() {
        if (conflicts.size() == 1) {
            Conflict only = conflicts.get(0);
            return "Apply failed with 1 conflict: conflict with " + only.manager() + ": " + only.path();
        }
        TreeMap<String, List<String>> byManager = new TreeMap<>();
        conflicts.forEach(conflict -> byManager
                .computeIfAbsent(conflict.manager(), unused -> new ArrayList<>())
                .add(conflict.path()));
        List<String> lines = new ArrayList<>();
        byManager.forEach((manager, paths) -> {
            lines.add("conflicts with " + manager + ":");
            paths.forEach(path -> lines.add("- " + path));
        });
        return "Apply failed with " + conflicts.size() + " conflicts: " + String.join("\n", lines);
    }
}
