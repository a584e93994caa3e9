// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.kubernetes;

import org.jspecify.annotations.Nullable;

/** A request without a whole answer. */
final class TransportFault extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Kind kind;
    private final int attempts;

    /** What happened. */
    enum Kind {
        /** No connection was made, so nothing was done. */
        NOT_CONNECTED,
        /** The two ends do not trust each other; asking again does not help. */
        NOT_TRUSTED,
        /** The connection broke after the request was sent, wholly or in part. */
        BROKEN,
        /** No whole answer in time. */
        TIMEOUT,
        /** The answer is larger than is read. */
        TOO_LARGE,
        /** The thread was interrupted; its flag is set again. */
        INTERRUPTED,
        /** The client was closed. */
        CLOSED,
        /** The client could not prepare the request, for instance because a credential plug-in failed. */
        NOT_SENT
    }

    TransportFault(Kind kind, String message, @Nullable Throwable cause) {
        this(kind, message, cause, 1);
    }

    private TransportFault(Kind kind, @Nullable String message, @Nullable Throwable cause, int attempts) {
        super(message, cause);
        this.kind = kind;
        this.attempts = attempts;
    }

    Kind kind() {
        return kind;
    }

    int attempts() {
        return attempts;
    }

    TransportFault afterAttempts(int number) {
        return number == attempts ? this : new TransportFault(kind, getMessage(), this, number);
    }
}
