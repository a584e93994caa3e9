// SPDX-License-Identifier: Apache-2.0
package io.meshkit.plan;

import static java.util.Objects.requireNonNull;

import io.meshkit.document.JsonPointer;
import io.meshkit.document.MapValue;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Does something that is not a write of one resource, by a handler that is known by its id when the plan is applied. Arguments are data;
 * what only earlier steps will know is filled in from their outputs. Immutable.
 *
 * @since 0.1.0
 */
public final class ActionStep extends StepParts implements Step {

    private final String handler;
    private final MapValue arguments;
    private final SortedMap<JsonPointer, Output> inputs;

    private ActionStep(Builder builder) {
        super(builder);
        handler = builder.handler;
        arguments = builder.arguments;
        inputs = Collections.unmodifiableSortedMap(new TreeMap<>(builder.inputs));
    }

    /**
     * A part of what another step gave.
     *
     * @param step the id of the step; this step waits for it
     * @param part the way into its output; an apply step gives the whole live object
     */
    public record Output(String step, JsonPointer part) {

        /** Checks that nothing is null. */
        public Output {
            requireNonNull(step, "step");
            requireNonNull(part, "part");
        }
    }

    /**
     * Starts a step.
     *
     * @param id its name in the plan
     * @param handler the id of the handler
     * @param arguments what the handler is told; holds no secret
     * @param change what it does, for people
     * @return a builder
     */
    public static Builder of(String id, String handler, MapValue arguments, Change change) {
        return new Builder(id, handler, arguments, change);
    }

    /**
     * Who carries it out.
     *
     * @return the id of an {@link ActionHandler}
     */
    public String handler() {
        return handler;
    }

    /**
     * What the handler is told.
     *
     * @return the arguments, before outputs of other steps are filled in
     */
    public MapValue arguments() {
        return arguments;
    }

    /**
     * What is filled in from other steps.
     *
     * @return the places in the arguments, and what comes there
     */
    public Map<JsonPointer, Output> inputs() {
        return inputs;
    }

    /** Collects the parts. Not thread-safe. */
    public static final class Builder extends StepParts.Builder<Builder> {

        private final String handler;
        private final MapValue arguments;
        private final Map<JsonPointer, Output> inputs = new TreeMap<>();

        private Builder(String id, String handler, MapValue arguments, Change change) {
            super(id, change, false);
            this.handler = requireNonNull(handler, "handler");
            this.arguments = requireNonNull(arguments, "arguments");
        }

        /**
         * Fills a part of the arguments in from another step, which must be done before.
         *
         * @param argument the place in the arguments
         * @param output what comes there
         * @return this builder
         */
        public Builder input(JsonPointer argument, Output output) {
            inputs.put(requireNonNull(argument, "argument"), requireNonNull(output, "output"));
            return dependsOn(Set.of(output.step()));
        }

        /**
         * Gives the step.
         *
         * @return the step
         */
        public ActionStep build() {
            return new ActionStep(this);
        }

        @Override
        Builder self() {
            return this;
        }
    }
}
