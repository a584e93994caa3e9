// SPDX-License-Identifier: Apache-2.0
package io.meshkit.analysis;

import static java.util.Objects.requireNonNull;

import io.meshkit.resource.GroupKind;
import io.meshkit.resource.Resource;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/**
 * A way to find resources by what they say: each resource of the input kinds gives entries under keys, and rules look keys up
 * ({@link RuleView#find(Index, Object)}). An index is a constant that rules share; each analysis builds it at most once. Two indexes are the same when they are the same object.
 *
 * <pre>{@code
 * static final Index<String, Resource> SIDECARS = Index.of(
 *         "sidecars by namespace", Set.of(SIDECAR), (sidecar, entries) -> entries.accept(sidecar.key().namespace(), sidecar));
 * }</pre>
 *
 * @param <K> the keys, with {@code equals} and {@code hashCode} by content
 * @param <E> the entries; small, since all are kept: the resource, or a record of what the rules want of it
 * @since 0.1.0
 */
public final class Index<K, E> {

    private final String name;
    private final Set<GroupKind> inputs;
    private final Entries<K, E> entries;

    private Index(String name, Set<GroupKind> inputs, Entries<K, E> entries) {
        this.name = requireNonNull(name, "name");
        this.inputs = Collections.unmodifiableSet(new TreeSet<>(inputs));
        this.entries = requireNonNull(entries, "entries");
    }

    /**
     * An index.
     *
     * @param name what it finds by what, for people
     * @param inputs the kinds that give entries
     * @param entries what one resource gives; stateless and thread-safe, and the same for equal resources
     * @param <K> the keys
     * @param <E> the entries
     * @return the index
     */
    public static <K, E> Index<K, E> of(String name, Set<GroupKind> inputs, Entries<K, E> entries) {
        return new Index<>(name, inputs, entries);
    }

    /**
     * The kinds that give entries.
     *
     * @return the kinds, sorted
     */
    public Set<GroupKind> inputs() {
        return inputs;
    }

    /**
     * Tells the entries of one resource.
     *
     * @param resource a resource of one of the inputs
     * @param into takes key and entry
     */
    public void entries(Resource resource, BiConsumer<K, E> into) {
        entries.of(resource, into);
    }

    @Override
    public String toString() {
        return name;
    }

    /**
     * What one resource gives to an index.
     *
     * @param <K> the keys
     * @param <E> the entries
     */
    @FunctionalInterface
    public interface Entries<K, E> {

        /**
         * Tells the entries of one resource.
         *
         * @param resource the resource
         * @param into takes key and entry
         */
        void of(Resource resource, BiConsumer<K, E> into);
    }
}
