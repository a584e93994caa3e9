// SPDX-License-Identifier: Apache-2.0
package io.meshkit.plan;

import static java.util.Objects.requireNonNull;

import io.meshkit.resource.ResourceKey;
import io.meshkit.resource.SetId;
import java.util.Comparator;
import java.util.List;

/**
 * What changed behind our back. Fields that others are known to write are left out.
 *
 * @param set whose resources
 * @param revision the revision that they were compared with
 * @param resources those that differ, sorted by key
 * @since 0.1.0
 */
public record Drift(SetId set, int revision, List<Drifted> resources) {

    /** Copies and sorts the resources. */
    public Drift {
        requireNonNull(set, "set");
        resources =
                resources.stream().sorted(Comparator.comparing(Drifted::key)).toList();
    }

    /** How a resource differs. */
    public enum Kind {
        /** It is there, but other. */
        CHANGED,
        /** It is not there. */
        MISSING,
        /** It could not be read, or what applying it again would do could not be found out. */
        UNREADABLE
    }

    /**
     * A resource that differs.
     *
     * @param key which
     * @param kind how
     * @param changes what applying the revision again would change: {@code before} is what is there now; empty unless changed
     * @param message why it could not be read; empty otherwise
     */
    public record Drifted(ResourceKey key, Kind kind, List<FieldChange> changes, String message) {

        /** Copies the changes. */
        public Drifted {
            requireNonNull(key, "key");
            requireNonNull(kind, "kind");
            changes = List.copyOf(changes);
            requireNonNull(message, "message");
        }
    }

    /**
     * Whether all is as it was left.
     *
     * @return true when nothing differs
     */
    public boolean isEmpty() {
        return resources.isEmpty();
    }

    /**
     * Writes the differences for people.
     *
     * @return lines, each ending with a line end
     */
    public String render() {
        return new DriftText(this).write();
    }
}
