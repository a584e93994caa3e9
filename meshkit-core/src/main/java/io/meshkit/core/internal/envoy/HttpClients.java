// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.envoy;

import java.net.http.HttpClient;

/** The end of the JDK's HTTP clients. */
public final class HttpClients {

    private HttpClients() {}

    /**
     * Ends a client at once, its thread and its connections too. Only from Java 21 on it can be closed; before, they go with a garbage
     * collection.
     *
     * @param client the client
     */
    public static void end(HttpClient client) {
        // an interface of the client from 21 on
        if ((Object) client instanceof AutoCloseable closeable) {
            endNow(closeable);
        }
    }

    /** The client waits for what is under way, except on a thread that was interrupted. */
    private static void endNow(AutoCloseable client) {
        boolean wasInterrupted = Thread.currentThread().isInterrupted();
        Thread.currentThread().interrupt();
        try {
            client.close();
        } catch (Exception e) {
            throw new IllegalStateException("the HTTP client could not be closed", e);
        } finally {
            if (!wasInterrupted) {
                Thread.interrupted();
            }
        }
    }
}
