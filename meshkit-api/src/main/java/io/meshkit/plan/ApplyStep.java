// SPDX-License-Identifier: Apache-2.0
package io.meshkit.plan;

import static java.util.Objects.requireNonNull;

import io.meshkit.resource.ApplyOptions;
import io.meshkit.resource.Resource;
import io.meshkit.resource.ResourceKey;
import io.meshkit.resource.ResourceVersion;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes a resource so and waits until it does its work. With {@link Change#REPLACE} it deletes the resource first and waits until it is
 * gone; with {@link Change#NO_CHANGE} it writes nothing. Immutable.
 *
 * @since 0.1.0
 */
public final class ApplyStep extends StepParts implements Step {

    private final Resource resource;
    private final @Nullable ResourceVersion expected;
    private final @Nullable Digest expectedState;
    private final @Nullable Duration readinessLimit;
    private final boolean interim;
    private final String fieldManager;

    private ApplyStep(Builder builder) {
        super(builder);
        resource = builder.resource;
        expected = builder.expected;
        expectedState = builder.expectedState;
        readinessLimit = builder.readinessLimit;
        interim = builder.interim;
        fieldManager = builder.fieldManager;
    }

    /**
     * Starts a step.
     *
     * @param id its name in the plan
     * @param resource the resource as it shall be written, with the mark of its set
     * @param change what it does
     * @return a builder
     */
    public static Builder of(String id, Resource resource, Change change) {
        return new Builder(id, resource, change);
    }

    /**
     * The resource as it shall be written.
     *
     * @return the resource; in a plan that was read from a file, {@linkplain SecretRef references} stand for secrets
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
     * The state of the resource that the step was planned on.
     *
     * @return the version; empty when it was not there
     */
    public Optional<ResourceVersion> expected() {
        return Optional.ofNullable(expected);
    }

    /**
     * What the resource was like then, without its status and the server's bookkeeping. When the version is another but this is the same,
     * the plan still holds.
     *
     * @return the digest; empty when it was not there
     */
    public Optional<Digest> expectedState() {
        return Optional.ofNullable(expectedState);
    }

    /**
     * How long to wait until it does its work.
     *
     * @return the limit; empty for that of the operation
     */
    public Optional<Duration> readinessLimit() {
        return Optional.ofNullable(readinessLimit);
    }

    /**
     * Whether this is the first of two steps on one resource: it adds what others will need and leaves what they still use, which a later
     * step takes away.
     *
     * @return true for the first of two
     */
    public boolean interim() {
        return interim;
    }

    /**
     * Under which name it is written. Whole objects are written under one name, fields in objects of others under one of the set, so that
     * sets that share an object do not take each other's fields away.
     *
     * @return the field manager
     */
    public String fieldManager() {
        return fieldManager;
    }

    /** Collects the parts. Not thread-safe. */
    public static final class Builder extends StepParts.Builder<Builder> {

        private final Resource resource;
        private @Nullable ResourceVersion expected;
        private @Nullable Digest expectedState;
        private @Nullable Duration readinessLimit;
        private boolean interim;
        private String fieldManager = ApplyOptions.FIELD_MANAGER;

        private Builder(String id, Resource resource, Change change) {
            super(id, change, change != Change.REPLACE);
            this.resource = requireNonNull(resource, "resource");
        }

        /**
         * Says on which state of the resource the step was planned.
         *
         * @param version the version
         * @param state the digest of what it was like
         * @return this builder
         */
        public Builder expected(ResourceVersion version, Digest state) {
            expected = requireNonNull(version, "version");
            expectedState = requireNonNull(state, "state");
            return this;
        }

        /**
         * Says how long to wait until the resource does its work.
         *
         * @param limit the limit, positive
         * @return this builder
         */
        public Builder readinessLimit(Duration limit) {
            readinessLimit = requireNonNull(limit, "limit");
            return this;
        }

        /**
         * Says under which name it is written.
         *
         * @param manager the field manager
         * @return this builder
         */
        public Builder fieldManager(String manager) {
            fieldManager = requireNonNull(manager, "manager");
            return this;
        }

        /**
         * Says that this is the first of two steps on one resource.
         *
         * @return this builder
         */
        public Builder interim() {
            interim = true;
            return this;
        }

        /**
         * Gives the step.
         *
         * @return the step
         */
        public ApplyStep build() {
            return new ApplyStep(this);
        }

        @Override
        Builder self() {
            return this;
        }
    }
}
