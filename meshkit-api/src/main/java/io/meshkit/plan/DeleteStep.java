// SPDX-License-Identifier: Apache-2.0
package io.meshkit.plan;

import static java.util.Objects.requireNonNull;

import io.meshkit.resource.ResourceKey;
import io.meshkit.resource.ResourceVersion;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Deletes a resource of the set and waits until it is gone. A resource that is gone already is a success; one that is another by then
 * (other uid) is left alone. Immutable.
 *
 * @since 0.1.0
 */
public final class DeleteStep extends StepParts implements Step {

    private final ResourceKey key;
    private final @Nullable ResourceVersion expected;
    private final @Nullable Digest expectedState;
    private final @Nullable String uid;

    private DeleteStep(Builder builder) {
        super(builder);
        key = builder.key;
        expected = builder.expected;
        expectedState = builder.expectedState;
        uid = builder.uid;
    }

    /**
     * Starts a step.
     *
     * @param id its name in the plan
     * @param key what to delete
     * @return a builder
     */
    public static Builder of(String id, ResourceKey key) {
        return new Builder(id, key);
    }

    /**
     * What is deleted.
     *
     * @return the key
     */
    public ResourceKey key() {
        return key;
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
     * The object that is meant.
     *
     * @return its uid; empty in stores that have none
     */
    public Optional<String> uid() {
        return Optional.ofNullable(uid);
    }

    /** Collects the parts. Not thread-safe. */
    public static final class Builder extends StepParts.Builder<Builder> {

        private final ResourceKey key;
        private @Nullable ResourceVersion expected;
        private @Nullable Digest expectedState;
        private @Nullable String uid;

        private Builder(String id, ResourceKey key) {
            super(id, Change.DELETE, true);
            this.key = requireNonNull(key, "key");
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
         * Says which object is meant.
         *
         * @param objectUid its uid
         * @return this builder
         */
        public Builder uid(String objectUid) {
            uid = requireNonNull(objectUid, "objectUid");
            return this;
        }

        /**
         * Gives the step.
         *
         * @return the step
         */
        public DeleteStep build() {
            return new DeleteStep(this);
        }

        @Override
        Builder self() {
            return this;
        }
    }
}
