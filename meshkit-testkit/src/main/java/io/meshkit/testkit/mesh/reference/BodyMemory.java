// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.mesh.reference;

import java.util.concurrent.atomic.AtomicLong;

/** The bytes of requests that all proxies of a mesh hold at once, up to a limit. Thread-safe. */
final class BodyMemory {

    private final long most;
    private final AtomicLong held = new AtomicLong();

    BodyMemory(long most) {
        this.most = most;
    }

    /** A part of the memory for one request. Used by one thread. */
    Share share() {
        return new Share();
    }

    /** What one request holds until it is answered. */
    final class Share implements AutoCloseable {

        private long taken;

        private Share() {}

        /** Takes more bytes before they are read; refused with 503 when there are not so many. */
        void take(long bytes) throws MessageException {
            if (held.addAndGet(bytes) > most) {
                held.addAndGet(-bytes);
                throw new MessageException(
                        503, "the requests under way hold as much as the mesh takes, " + most + " bytes");
            }
            taken += bytes;
        }

        @Override
        public void close() {
            held.addAndGet(-taken);
            taken = 0;
        }
    }
}
