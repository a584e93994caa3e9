// SPDX-License-Identifier: Apache-2.0
package io.meshkit.resource;

import static java.util.Objects.requireNonNull;

import io.meshkit.ErrorCode;
import io.meshkit.MeshKitException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A store did not do what it was asked. The message names the resource, the server's words and what to do.
 *
 * @since 0.1.0
 */
public class StoreException extends MeshKitException {

    private static final long serialVersionUID = 1L;

    private final Reason reason;
    private final transient @Nullable ResourceKey key;
    private final transient @Nullable Rejection rejection;

    /** Why; each reason has a code of its own and says whether asking again can help. */
    public enum Reason {
        /** The resource is not there. */
        NOT_FOUND("MK-STORE-NOT-FOUND", false),
        /** The kind is not known to the server, for instance because its CRD is not installed. */
        UNKNOWN_KIND("MK-STORE-UNKNOWN-KIND", false),
        /** It is there already. */
        ALREADY_EXISTS("MK-STORE-ALREADY-EXISTS", false),
        /** It changed since it was read: the expected version or uid does not fit any more. */
        CHANGED("MK-STORE-CHANGED", false),
        /** Another field manager owns fields that would change. */
        FIELD_CONFLICT("MK-STORE-FIELD-CONFLICT", false),
        /** The server refused the content, by schema, rule or admission. */
        INVALID("MK-STORE-INVALID", false),
        /** A field that cannot change would change. */
        IMMUTABLE("MK-STORE-IMMUTABLE", false),
        /** Nobody is logged in, or the credentials are not accepted. */
        UNAUTHORIZED("MK-STORE-UNAUTHORIZED", false),
        /** Who is logged in may not do this. */
        FORBIDDEN("MK-STORE-FORBIDDEN", false),
        /** The history asked for is gone: a watch or a page must start anew. */
        EXPIRED("MK-STORE-EXPIRED", false),
        /** The server asks to come back later (429, 503, 504). */
        UNAVAILABLE("MK-STORE-UNAVAILABLE", true),
        /** No answer in time; whether it was done is not known. */
        TIMEOUT("MK-STORE-TIMEOUT", true),
        /** The connection could not be made, or broke; in the second case it is not known whether it was done. */
        CONNECTION("MK-STORE-CONNECTION", true),
        /** The calling thread was interrupted; its interrupt flag is set again. */
        INTERRUPTED("MK-STORE-INTERRUPTED", false),
        /** The server failed inside, or answered what no server should. */
        SERVER("MK-STORE-SERVER", false),
        /** The listener of a watch threw something; the watch ended. */
        LISTENER("MK-STORE-LISTENER", false),
        /** What was kept here is not what was written: somebody changed it, or a part of it is missing. */
        DAMAGED("MK-STORE-DAMAGED", false),
        /** This store cannot do that. */
        UNSUPPORTED("MK-STORE-UNSUPPORTED", false);

        private final String code;
        private final boolean transientFault;

        Reason(String code, boolean transientFault) {
            this.code = code;
            this.transientFault = transientFault;
        }

        /**
         * The stable name.
         *
         * @return the code
         */
        public ErrorCode code() {
            return new ErrorCode(code);
        }

        /**
         * Whether the same request may succeed later without anybody changing anything.
         *
         * @return true for faults that pass
         */
        public boolean isTransient() {
            return transientFault;
        }
    }

    /**
     * A failure of a store.
     *
     * @param reason why
     * @param key the resource asked for, or null when it was none
     * @param message what failed, on what, with the server's words
     * @param remedy what to do
     * @param rejection the server's single complaints, or null
     * @param cause what was thrown underneath, or null
     */
    public StoreException(
            Reason reason,
            @Nullable ResourceKey key,
            String message,
            String remedy,
            @Nullable Rejection rejection,
            @Nullable Throwable cause) {
        super(reason.code(), message, remedy, cause);
        this.reason = requireNonNull(reason, "reason");
        this.key = key;
        this.rejection = rejection;
    }

    /**
     * Why.
     *
     * @return the reason
     */
    public Reason reason() {
        return reason;
    }

    /**
     * The resource asked for.
     *
     * @return its key; empty when the request was about none, or after serialization
     */
    public Optional<ResourceKey> key() {
        return Optional.ofNullable(key);
    }

    /**
     * The server's single complaints.
     *
     * @return the rejection; empty when it gave none, or after serialization
     */
    public Optional<Rejection> rejection() {
        return Optional.ofNullable(rejection);
    }

    /**
     * The single complaints.
     *
     * @return the causes; an empty list when the server gave none
     */
    public List<Rejection.Cause> causes() {
        return rejection == null ? List.of() : rejection.causes();
    }
}
