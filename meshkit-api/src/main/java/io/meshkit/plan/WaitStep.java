// SPDX-License-Identifier: Apache-2.0
package io.meshkit.plan;

import static java.util.Objects.requireNonNull;

import io.meshkit.resource.ResourceKey;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Waits for a condition and writes nothing. Immutable.
 *
 * @since 0.1.0
 */
public final class WaitStep extends StepParts implements Step {

    private final ResourceKey key;
    private final Condition condition;
    private final @Nullable Duration limit;

    private WaitStep(Builder builder) {
        super(builder);
        key = builder.key;
        condition = builder.condition;
        limit = builder.limit;
    }

    /** What is waited for. */
    public enum Condition {
        /** The resource is there and does its work. */
        READY,
        /** The resource is not there. */
        GONE
    }

    /**
     * Starts a step.
     *
     * @param id its name in the plan
     * @param key which resource
     * @param condition what it waits for
     * @return a builder
     */
    public static Builder of(String id, ResourceKey key, Condition condition) {
        return new Builder(id, key, condition);
    }

    /**
     * Which resource it looks at.
     *
     * @return the key
     */
    public ResourceKey key() {
        return key;
    }

    /**
     * What it waits for.
     *
     * @return the condition
     */
    public Condition condition() {
        return condition;
    }

    /**
     * How long it waits.
     *
     * @return the limit; empty for that of the operation
     */
    public Optional<Duration> limit() {
        return Optional.ofNullable(limit);
    }

    /** Collects the parts. Not thread-safe. */
    public static final class Builder extends StepParts.Builder<Builder> {

        private final ResourceKey key;
        private final Condition condition;
        private @Nullable Duration limit;

        private Builder(String id, ResourceKey key, Condition condition) {
            super(id, Change.NO_CHANGE, true);
            this.key = requireNonNull(key, "key");
            this.condition = requireNonNull(condition, "condition");
        }

        /**
         * Says how long to wait.
         *
         * @param longest the limit, positive
         * @return this builder
         */
        public Builder limit(Duration longest) {
            limit = requireNonNull(longest, "longest");
            return this;
        }

        /**
         * Gives the step.
         *
         * @return the step
         */
        public WaitStep build() {
            return new WaitStep(this);
        }

        @Override
        Builder self() {
            return this;
        }
    }
}
