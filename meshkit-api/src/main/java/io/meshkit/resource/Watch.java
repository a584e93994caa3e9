// SPDX-License-Identifier: Apache-2.0
package io.meshkit.resource;

/**
 * A running watch. Closing it ends it; no call of the listener begins after {@code close} has returned. Closing interrupts a call that is
 * under way and waits for its end, some seconds at most. Closing twice is allowed.
 *
 * @since 0.1.0
 */
public interface Watch extends AutoCloseable {

    /**
     * Whether it still runs.
     *
     * @return false after {@code close} or a failure
     */
    boolean isRunning();

    @Override
    void close();
}
