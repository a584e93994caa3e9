// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.kubernetes;

import io.meshkit.document.NullValue;
import io.meshkit.document.Value;
import io.meshkit.testkit.kubernetes.internal.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * A request that came in, in the order of arrival.
 *
 * @param index how many came before it
 * @param method the HTTP method
 * @param path the path, not decoded
 * @param query the query's parameters, decoded
 * @param userAgent the header of this name; may be empty
 * @param contentType the header of this name; may be empty
 * @param user who asked
 * @param body the body; empty for none
 * @param status the status of the answer; 0 when the connection was dropped, or the answer is not there yet
 * @since 0.1.0
 */
public record RecordedRequest(
        int index,
        String method,
        String path,
        Map<String, List<String>> query,
        String userAgent,
        String contentType,
        String user,
        byte[] body,
        int status) {

    /**
     * Whether it asks to change objects, be it as a dry run. Reviews of access are posted, but change nothing.
     *
     * @return true for POST, PUT, PATCH and DELETE
     */
    public boolean isMutation() {
        return List.of("POST", "PUT", "PATCH", "DELETE").contains(method)
                && !path.contains("/authorization.k8s.io/")
                && !path.contains("/authentication.k8s.io/");
    }

    /**
     * Whether it says {@code dryRun=All}.
     *
     * @return true when nothing was to be written
     */
    public boolean isDryRun() {
        return query.containsKey("dryRun");
    }

    /**
     * The body as text.
     *
     * @return the text, UTF-8
     */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /**
     * The body as a value.
     *
     * @return the value; null of the document for an empty body
     * @throws IllegalArgumentException when it is neither JSON nor YAML
     */
    public Value value() {
        return body.length == 0 ? NullValue.NULL : Json.readYaml(body);
    }

    /** Gives method, path, parameters and status, on one line. */
    @Override
    public String toString() {
        return index + " " + method + " " + path + (query.isEmpty() ? "" : " " + query) + " -> " + status;
    }
}
