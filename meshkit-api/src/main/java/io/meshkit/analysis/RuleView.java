// SPDX-License-Identifier: Apache-2.0
package io.meshkit.analysis;

import io.meshkit.finding.Finding;
import io.meshkit.resource.GroupKind;
import io.meshkit.resource.Resource;
import io.meshkit.resource.ResourceKey;
import io.meshkit.resource.StoreId;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What a rule sees beside its subject. There is no way to get all resources: things are looked up by key, so that no rule compares all
 * with all. Good on one thread, until the check returns.
 *
 * @since 0.1.0
 */
public interface RuleView {

    /**
     * Looks a key up.
     *
     * @param index the index
     * @param key the key
     * @param <K> the keys
     * @param <E> the entries
     * @return what is there, in the order of the resources' keys; empty when nothing is
     */
    <K, E> List<E> find(Index<K, E> index, K key);

    /**
     * Looks a resource up.
     *
     * @param key its key
     * @return the resource, or empty when it is absent or unknown
     */
    Optional<Resource> resource(ResourceKey key);

    /**
     * Whether a resource is there.
     *
     * @param key its key
     * @return {@link Presence#UNKNOWN} when {@link #isLoaded} says that its kind is not loaded in its namespace
     */
    default Presence presence(ResourceKey key) {
        if (resource(key).isPresent()) {
            return Presence.FOUND;
        }
        return isLoaded(key.store(), key.groupKind(), key.namespace()) ? Presence.ABSENT : Presence.UNKNOWN;
    }

    /**
     * Whether all resources of a kind in a namespace are in the snapshot.
     *
     * @param cluster the cluster
     * @param kind the kind
     * @param namespace the namespace; empty for kinds that have none, and for all namespaces
     * @return false when something of that kind may be there that was not loaded
     */
    boolean isLoaded(StoreId cluster, GroupKind kind, String namespace);

    /**
     * What is known of the mesh as a whole.
     *
     * @return the settings
     */
    MeshSettings settings();

    /**
     * Whether the report shall be as another tool's, where a rule knows better.
     *
     * @param tool the tool, such as {@code istioctl}
     * @return true when the options ask for it
     */
    boolean imitates(String tool);

    /**
     * Says that something could not be judged.
     *
     * @param what what was not loaded, such as "the namespace shop"
     */
    void unjudged(String what);

    /**
     * Reports a finding about the subject.
     *
     * @param at what it is about; where nothing is there, the nearest value above it is pointed at
     * @param message what is wrong, what was expected, what to do; no place in it, and no secret
     */
    default void report(Node at, String message) {
        report(at, message, finding -> {});
    }

    /**
     * Reports a finding about the subject, with more to it.
     *
     * @param at what it is about; where nothing is there, the nearest value above it is pointed at
     * @param message what is wrong, what was expected, what to do
     * @param more adds parameters, related places, fixes
     */
    void report(Node at, String message, Consumer<Finding.Builder> more);
}
