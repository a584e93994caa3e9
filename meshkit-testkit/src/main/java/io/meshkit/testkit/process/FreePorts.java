// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Ports of the loopback address for programs that want to be told theirs. They lie below the range from which operating systems take ports
 * for outgoing connections, so that none of these comes in between; none is given out twice. Thread-safe.
 *
 * @since 0.1.0
 */
public final class FreePorts {

    private static final int LOWEST = 10_000;
    private static final int HIGHEST = 32_000;
    private static final int TRIES = 1_000;

    private final Set<Integer> given = ConcurrentHashMap.newKeySet();
    private final Random random = new Random();

    /** Nothing is given out yet. */
    public FreePorts() {}

    /**
     * A port on which nobody listens.
     *
     * @return the port
     * @throws AssertionError when none is found
     */
    public int next() {
        for (int i = 0; i < TRIES; i++) {
            int port = LOWEST + random.nextInt(HIGHEST - LOWEST);
            if (isFree(port) && given.add(port)) {
                return port;
            }
        }
        throw new AssertionError("no free port of the loopback address between " + LOWEST + " and " + HIGHEST);
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
