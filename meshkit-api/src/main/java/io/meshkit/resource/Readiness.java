// SPDX-License-Identifier: Apache-2.0
package io.meshkit.resource;

import static java.util.Objects.requireNonNull;

/**
 * Whether a resource does its work, in the words of kstatus ({@code kubernetes-sigs/cli-utils:pkg/kstatus/status/status.go}).
 *
 * @param status the state
 * @param message what it waits for or what went wrong, in one line; empty when there is nothing to say
 * @since 0.1.0
 */
public record Readiness(Status status, String message) {

    /** Checks that nothing is null. */
    public Readiness {
        requireNonNull(status, "status");
        requireNonNull(message, "message");
    }

    /** The state. */
    public enum Status {
        /** It has reached what was asked of it. */
        CURRENT,
        /** It is on the way. */
        IN_PROGRESS,
        /** It failed and will not get there by itself. */
        FAILED,
        /** It is being deleted. */
        TERMINATING,
        /** It is not there. */
        NOT_FOUND,
        /** Nothing can be said. */
        UNKNOWN
    }

    /**
     * Whether it does its work.
     *
     * @return true when current
     */
    public boolean isCurrent() {
        return status == Status.CURRENT;
    }
}
