// SPDX-License-Identifier: Apache-2.0
package io.meshkit.plan;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What all steps have. */
abstract class StepParts {

    private final String id;
    private final String component;
    private final Set<String> dependsOn;
    private final Change change;
    private final List<FieldChange> diff;
    private final boolean reversible;

    StepParts(Builder<?> builder) {
        id = builder.id;
        component = builder.component;
        dependsOn = Collections.unmodifiableSortedSet(new TreeSet<>(builder.dependsOn));
        change = builder.change;
        diff = List.copyOf(builder.diff);
        reversible = builder.reversible;
    }

    /** The name of the step in its plan. */
    public String id() {
        return id;
    }

    /** Ids of the steps that must be done before. */
    public Set<String> dependsOn() {
        return dependsOn;
    }

    /** What it does to its resource. */
    public Change change() {
        return change;
    }

    /** The fields that become other. */
    public List<FieldChange> diff() {
        return diff;
    }

    /** Whether it can be undone by the operation that did it. */
    public boolean reversible() {
        return reversible;
    }

    /** Which part of the user's file asked for it. */
    public String component() {
        return component;
    }

    /** Gives the id. */
    @Override
    public String toString() {
        return id;
    }

    /** Collects what all steps have. */
    abstract static class Builder<B extends Builder<B>> {

        private final String id;
        private final Change change;
        private String component = "";
        private final Set<String> dependsOn = new TreeSet<>();
        private final List<FieldChange> diff = new ArrayList<>();
        private boolean reversible;

        Builder(String id, Change change, boolean reversible) {
            this.id = requireNonNull(id, "id");
            this.change = requireNonNull(change, "change");
            this.reversible = reversible;
        }

        abstract B self();

        /**
         * Says which part of the user's file asked for it.
         *
         * @param name the name of the component
         * @return this builder
         */
        public B component(String name) {
            component = requireNonNull(name, "name");
            return self();
        }

        /**
         * Says which steps must be done before.
         *
         * @param ids ids of steps of the same plan
         * @return this builder
         */
        public B dependsOn(Collection<String> ids) {
            dependsOn.addAll(ids);
            return self();
        }

        /**
         * Says which fields become other.
         *
         * @param changes the fields, without secret values
         * @return this builder
         */
        public B diff(List<FieldChange> changes) {
            diff.addAll(changes);
            return self();
        }

        /**
         * Says whether it can be undone.
         *
         * @param undoable true when undoing brings back what was there
         * @return this builder
         */
        public B reversible(boolean undoable) {
            reversible = undoable;
            return self();
        }
    }
}
