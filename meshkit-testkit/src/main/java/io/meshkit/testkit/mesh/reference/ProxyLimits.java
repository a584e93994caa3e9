// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.mesh.reference;

import java.time.Duration;

/**
 * How much and how long a proxy takes.
 *
 * @param line the longest line, in bytes
 * @param fields the most fields of a message
 * @param body the longest body, in bytes
 * @param bodies the bytes of the bodies of all requests under way
 * @param head the time for the head of a request from its first byte, and again for its body
 * @param idle the time between two requests on a connection
 * @param answer the time for an answer where no trait sets one
 * @param connections the most connections of callers at once
 */
record ProxyLimits(
        int line, int fields, int body, long bodies, Duration head, Duration idle, Duration answer, int connections) {

    static final ProxyLimits DEFAULT = new ProxyLimits(
            8192, 200, 8 << 20, 64 << 20, Duration.ofSeconds(10), Duration.ofSeconds(60), Duration.ofSeconds(60), 1024);
}
