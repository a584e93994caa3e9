// SPDX-License-Identifier: Apache-2.0
package io.meshkit.pattern;

import java.util.Set;

/**
 * What a service speaks, as {@code settings.protocol} or the port of an {@code ExternalService} says it. Traits for HTTP hold for requests that
 * proxies can look into, so they are refused where the file says that there are none.
 *
 * @since 0.1.0
 */
public final class ServiceProtocol {

    /** What a proxy passes on without looking into it. */
    private static final Set<String> OPAQUE = Set.of("https", "tcp", "tls");

    private ServiceProtocol() {}

    /**
     * Whether the file says that proxies see connections and no requests.
     *
     * @param component a service
     * @return true for {@code tcp}, {@code tls} and {@code https}; false for all others and when the file says nothing
     */
    public static boolean isOpaque(Component component) {
        return OPAQUE.contains(component.settings().text("protocol").orElse(""));
    }

    /**
     * Where the file says so, as the end of a reason.
     *
     * @param component a service that {@link #isOpaque}
     * @return such as {@code settings.protocol says tcp}
     */
    public static String said(Component component) {
        return component.isA("ExternalService")
                ? "its port says " + component.settings().text("protocol").orElse("tcp")
                : "settings.protocol says tcp";
    }

    /**
     * What to do when it speaks HTTP after all, as a workaround.
     *
     * @param component a service that {@link #isOpaque}
     * @return one sentence without a full stop
     */
    public static String sayHttp(Component component) {
        return component.isA("ExternalService")
                ? "say http, http2 or grpc of the port if callers send requests that are not encrypted"
                : "set settings.protocol to http, http2 or grpc if that is what the service speaks";
    }
}
