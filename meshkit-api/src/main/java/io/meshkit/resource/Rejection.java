// SPDX-License-Identifier: Apache-2.0
package io.meshkit.resource;

import static java.util.Objects.requireNonNull;

import io.meshkit.document.JsonPointer;
import java.util.List;
import java.util.Optional;

/**
 * Why a store would not take a resource.
 *
 * @param reason the class of the refusal
 * @param message the server's words
 * @param causes the single complaints; empty when the server gave none
 * @since 0.1.0
 */
public record Rejection(StoreException.Reason reason, String message, List<Cause> causes) {

    /** Copies the causes. */
    public Rejection {
        requireNonNull(reason, "reason");
        requireNonNull(message, "message");
        causes = List.copyOf(causes);
    }

    /**
     * One complaint of a server.
     *
     * @param field the field as the server names it, such as {@code spec.http[0].timeout}; may be empty
     * @param pointer the same as a way into the body; empty when the field is empty or cannot be understood
     * @param message what is wrong with it
     * @param manager the other field manager in a conflict of ownership; empty otherwise
     */
    public record Cause(String field, Optional<JsonPointer> pointer, String message, Optional<String> manager) {

        /** Checks that nothing is null. */
        public Cause {
            requireNonNull(field, "field");
            requireNonNull(pointer, "pointer");
            requireNonNull(message, "message");
            requireNonNull(manager, "manager");
        }
    }
}
