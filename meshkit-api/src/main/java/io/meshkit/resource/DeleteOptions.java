// SPDX-License-Identifier: Apache-2.0
package io.meshkit.resource;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How to delete one resource. Immutable.
 *
 * @since 0.1.0
 */
public final class DeleteOptions {

    /** No expectation; dependants go in the background. */
    public static final DeleteOptions DEFAULT = new DeleteOptions(null, null, Propagation.BACKGROUND);

    private final @Nullable String expectedUid;
    private final @Nullable ResourceVersion expectedVersion;
    private final Propagation propagation;

    private DeleteOptions(
            @Nullable String expectedUid, @Nullable ResourceVersion expectedVersion, Propagation propagation) {
        this.expectedUid = expectedUid;
        this.expectedVersion = expectedVersion;
        this.propagation = propagation;
    }

    /** What becomes of dependants; names of Kubernetes. */
    public enum Propagation {
        /** The object goes at once, its dependants after it. */
        BACKGROUND,
        /** The object goes when its dependants are gone. */
        FOREGROUND,
        /** Dependants stay. */
        ORPHAN
    }

    /**
     * Only if it is still this object.
     *
     * @param uid the uid it was read with
     * @return the stricter options
     */
    public DeleteOptions expectUid(String uid) {
        return new DeleteOptions(requireNonNull(uid, "uid"), expectedVersion, propagation);
    }

    /**
     * Only if it is still in this state.
     *
     * @param version the state it was read in
     * @return the stricter options
     */
    public DeleteOptions expectVersion(ResourceVersion version) {
        return new DeleteOptions(expectedUid, requireNonNull(version, "version"), propagation);
    }

    /**
     * With this fate of its dependants.
     *
     * @param fate what becomes of them
     * @return the options
     */
    public DeleteOptions propagation(Propagation fate) {
        return new DeleteOptions(expectedUid, expectedVersion, requireNonNull(fate, "fate"));
    }

    /**
     * The object it must be.
     *
     * @return the uid; empty for any
     */
    public Optional<String> expectedUid() {
        return Optional.ofNullable(expectedUid);
    }

    /**
     * The state it must be in.
     *
     * @return the version; empty for any
     */
    public Optional<ResourceVersion> expectedVersion() {
        return Optional.ofNullable(expectedVersion);
    }

    /**
     * What becomes of dependants.
     *
     * @return the propagation
     */
    public Propagation propagation() {
        return propagation;
    }
}
