// SPDX-License-Identifier: Apache-2.0
package io.meshkit.resource;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How to apply one resource. Immutable.
 *
 * @since 0.1.0
 */
public final class ApplyOptions {

    /** The field manager of everything that MeshKit writes. */
    public static final String FIELD_MANAGER = "meshkit";

    /** No expectation, no force, field manager {@code meshkit}. */
    public static final ApplyOptions DEFAULT = new ApplyOptions(null, null, false, false, FIELD_MANAGER, false);

    private final @Nullable ResourceVersion expectedVersion;
    private final @Nullable String expectedUid;
    private final boolean absent;
    private final boolean force;
    private final String fieldManager;
    private final boolean partial;

    private ApplyOptions(
            @Nullable ResourceVersion expectedVersion,
            @Nullable String expectedUid,
            boolean absent,
            boolean force,
            String fieldManager,
            boolean partial) {
        this.expectedVersion = expectedVersion;
        this.expectedUid = expectedUid;
        this.absent = absent;
        this.force = force;
        this.fieldManager = fieldManager;
        this.partial = partial;
    }

    /**
     * Only if the resource is still in this state.
     *
     * @param version the state it was read in
     * @return the stricter options; {@link StoreException.Reason#CHANGED} is thrown when it is in another
     */
    public ApplyOptions expectVersion(ResourceVersion version) {
        return new ApplyOptions(requireNonNull(version, "version"), expectedUid, false, force, fieldManager, partial);
    }

    /**
     * Only if the resource is still the same object.
     *
     * @param uid the uid it was read with
     * @return the stricter options
     */
    public ApplyOptions expectUid(String uid) {
        return new ApplyOptions(expectedVersion, requireNonNull(uid, "uid"), false, force, fieldManager, partial);
    }

    /**
     * Only if there is no such resource yet; takes earlier expectations back, as those take this one back.
     *
     * @return the stricter options; {@link StoreException.Reason#ALREADY_EXISTS} is thrown when there is one
     */
    public ApplyOptions expectAbsent() {
        return new ApplyOptions(null, null, true, force, fieldManager, partial);
    }

    /**
     * Take fields over from other managers instead of failing with a conflict.
     *
     * @param takeOver true to take them over
     * @return the options
     */
    public ApplyOptions force(boolean takeOver) {
        return new ApplyOptions(expectedVersion, expectedUid, absent, takeOver, fieldManager, partial);
    }

    /**
     * Under another name of field manager.
     *
     * @param manager the name, 1 to 128 printable characters
     * @return the options
     */
    public ApplyOptions fieldManager(String manager) {
        return new ApplyOptions(
                expectedVersion, expectedUid, absent, force, requireNonNull(manager, "manager"), partial);
    }

    /**
     * Whether the resource names only some fields of an object that others write too. Stores that know owners of fields need not be told;
     * the others replace an object as a whole unless this is set, and keep what is not named when it is.
     *
     * @param onlySome true to keep fields that are not named
     * @return the options
     */
    public ApplyOptions partial(boolean onlySome) {
        return new ApplyOptions(expectedVersion, expectedUid, absent, force, fieldManager, onlySome);
    }

    /**
     * The state the resource must be in.
     *
     * @return the version; empty for any
     */
    public Optional<ResourceVersion> expectedVersion() {
        return Optional.ofNullable(expectedVersion);
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
     * Whether the resource must not be there yet.
     *
     * @return true when it is to be created and nothing else
     */
    public boolean expectsAbsence() {
        return absent;
    }

    /**
     * Whether to take fields over.
     *
     * @return true to take them over
     */
    public boolean force() {
        return force;
    }

    /**
     * The name to write under.
     *
     * @return the field manager
     */
    public String fieldManager() {
        return fieldManager;
    }

    /**
     * Whether only some fields are named.
     *
     * @return true to keep fields that are not named, in stores that know no owners of fields
     */
    public boolean partial() {
        return partial;
    }
}
