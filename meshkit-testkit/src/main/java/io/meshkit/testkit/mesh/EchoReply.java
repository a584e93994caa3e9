// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.mesh;

import java.net.http.HttpResponse;
import java.util.Map;
import java.util.TreeMap;

/**
 * What came back from an {@link EchoService}, or from a proxy in between that answered itself: then service, version, instance, peer and
 * path are empty.
 *
 * @param status the HTTP status
 * @param service the service that answered
 * @param version its version
 * @param instance its instance
 * @param peer the SPIFFE id of the caller, as the service saw it
 * @param path path and query as they arrived at the service
 * @param headers the answer's headers by lower-case name, the first value of each
 * @param body the body
 * @since 0.1.0
 */
public record EchoReply(
        int status,
        String service,
        String version,
        String instance,
        String peer,
        String path,
        Map<String, String> headers,
        String body) {

    /**
     * Copies the headers.
     *
     * @param status the HTTP status
     * @param service the service that answered
     * @param version its version
     * @param instance its instance
     * @param peer the SPIFFE id of the caller
     * @param path path and query as they arrived
     * @param headers the answer's headers
     * @param body the body
     */
    public EchoReply {
        headers = Map.copyOf(headers);
    }

    /**
     * Whether a service answered, and not a proxy in between.
     *
     * @return true when the answer names its service
     */
    public boolean isFromService() {
        return !service.isEmpty();
    }

    static EchoReply of(HttpResponse<String> response) {
        Map<String, String> headers = new TreeMap<>();
        response.headers().map().forEach((name, values) -> headers.put(name, values.get(0)));
        return new EchoReply(
                response.statusCode(),
                headers.getOrDefault(EchoService.SERVICE, ""),
                headers.getOrDefault(EchoService.VERSION, ""),
                headers.getOrDefault(EchoService.INSTANCE, ""),
                headers.getOrDefault(EchoService.PEER, ""),
                headers.getOrDefault(EchoService.PATH, ""),
                headers,
                response.body());
    }
}
