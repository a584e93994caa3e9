// SPDX-License-Identifier: Apache-2.0
package io.meshkit.plan;

import static java.util.Objects.requireNonNull;

import io.meshkit.resource.Resource;
import io.meshkit.resource.ResourceKey;
import java.util.Collections;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * One resource of a desired state, with what it must wait for. Immutable.
 *
 * @since 0.1.0
 */
public final class DesiredResource {

    private final Resource resource;
    private final String component;
    private final Ownership ownership;
    private final SortedSet<ResourceKey> after;
    private final SortedSet<ResourceKey> serves;

    private DesiredResource(Builder builder) {
        resource = builder.resource;
        component = builder.component;
        ownership = builder.ownership;
        after = Collections.unmodifiableSortedSet(new TreeSet<>(builder.after));
        serves = Collections.unmodifiableSortedSet(new TreeSet<>(builder.serves));
    }

    /**
     * Starts a desired resource.
     *
     * @param resource the resource; its values keep the places of what they came from
     * @return a builder
     */
    public static Builder of(Resource resource) {
        return new Builder(resource);
    }

    /**
     * The resource.
     *
     * @return the resource, not yet marked as a member
     */
    public Resource resource() {
        return resource;
    }

    /**
     * The key of the resource.
     *
     * @return the key
     */
    public ResourceKey key() {
        return resource.key();
    }

    /**
     * Which part of the user's file asked for it, for people to read.
     *
     * @return the name of the component; empty when there is none
     */
    public String component() {
        return component;
    }

    /**
     * How much of the object is ours.
     *
     * @return the ownership
     */
    public Ownership ownership() {
        return ownership;
    }

    /**
     * What must be done and ready before this is applied. On deletion the order is reversed.
     *
     * @return the keys, sorted; those that are not in the same plan count as done
     */
    public Set<ResourceKey> after() {
        return after;
    }

    /**
     * Resources that point into this one, such as the routes to the subsets that a DestinationRule defines. What they need is made before
     * they are changed, and what they no longer need is taken away after they were changed (make before break).
     *
     * @return the keys, sorted
     */
    public Set<ResourceKey> serves() {
        return serves;
    }

    @Override
    public String toString() {
        return resource.toString();
    }

    /**
     * The same with another body.
     *
     * @param changed the resource
     * @return the changed desired resource
     */
    public DesiredResource with(Resource changed) {
        Builder copy = of(changed).component(component).ownership(ownership);
        copy.after.addAll(after);
        copy.serves.addAll(serves);
        return copy.build();
    }

    /** How much of an object is ours, and so what becomes of it when it is no longer wanted. */
    public enum Ownership {
        /** The whole object: it bears the set's mark, and is deleted when it is no longer wanted. */
        WHOLE,
        /**
         * Only the fields named, in an object that somebody else made, such as an annotation on a Service. It bears no mark. It is an error
         * when the object is not there; when the fields are no longer wanted they are released, and the object stays.
         */
        FIELDS,
        /** As {@link #FIELDS}, but the object is made when it is not there, such as a Namespace that bears a label. */
        FIELDS_OR_NEW
    }

    /** Collects the parts. Not thread-safe. */
    public static final class Builder {

        private final Resource resource;
        private String component = "";
        private Ownership ownership = Ownership.WHOLE;
        private final Set<ResourceKey> after = new TreeSet<>();
        private final Set<ResourceKey> serves = new TreeSet<>();

        private Builder(Resource resource) {
            this.resource = requireNonNull(resource, "resource");
        }

        /**
         * Says which part of the user's file asked for it.
         *
         * @param name the name of the component
         * @return this builder
         */
        public Builder component(String name) {
            component = requireNonNull(name, "name");
            return this;
        }

        /**
         * Says how much of the object is ours; all of it unless said otherwise.
         *
         * @param part the ownership
         * @return this builder
         */
        public Builder ownership(Ownership part) {
            ownership = requireNonNull(part, "part");
            return this;
        }

        /**
         * Says what must be done before.
         *
         * @param key what comes first
         * @return this builder
         */
        public Builder after(ResourceKey key) {
            after.add(requireNonNull(key, "key"));
            return this;
        }

        /**
         * Says which resource points into this one.
         *
         * @param key the resource that needs this one
         * @return this builder
         */
        public Builder serves(ResourceKey key) {
            serves.add(requireNonNull(key, "key"));
            return this;
        }

        /**
         * Gives the desired resource.
         *
         * @return the desired resource
         */
        public DesiredResource build() {
            return new DesiredResource(this);
        }
    }
}
