// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.kubernetes;

import com.sun.net.httpserver.Headers;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A request as it came in.
 *
 * @param method the HTTP method
 * @param rawPath the path, not decoded
 * @param query the query
 * @param headers the headers
 * @param body the body; empty for none
 * @param user who asks
 */
record ApiRequest(String method, String rawPath, Query query, Headers headers, byte[] body, KubernetesUser user) {

    String header(String name) {
        @Nullable String value = headers.getFirst(name);
        return value == null ? "" : value;
    }

    String userAgent() {
        return header("User-Agent");
    }

    String mediaType() {
        return header("Content-Type").split(";", 2)[0].trim().toLowerCase(Locale.ROOT);
    }
}
