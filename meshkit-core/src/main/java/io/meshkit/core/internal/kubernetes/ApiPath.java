// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.kubernetes;

import io.meshkit.resource.ApiResource;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;

/** Path and query of a request to an API server, escaped. Immutable. */
final class ApiPath {

    private final String path;
    private final String query;

    private ApiPath(String path, String query) {
        this.path = path;
        this.query = query;
    }

    static ApiPath of(String... segments) {
        return new ApiPath("", "").segments(segments);
    }

    /** All objects of a kind, in a namespace or everywhere. */
    static ApiPath collection(ApiResource resource, String version, String namespace) {
        String group = resource.groupKind().group();
        ApiPath root = group.isEmpty() ? of("api", version) : of("apis", group, version);
        ApiPath scope = namespace.isEmpty() ? root : root.segments("namespaces", namespace);
        return scope.segments(resource.plural());
    }

    ApiPath segments(String... more) {
        StringBuilder longer = new StringBuilder(path);
        for (String segment : more) {
            longer.append('/').append(escape(segment));
        }
        return new ApiPath(longer.toString(), query);
    }

    ApiPath with(String name, String value) {
        String parameter = escape(name) + "=" + escape(value);
        return new ApiPath(path, query.isEmpty() ? parameter : query + "&" + parameter);
    }

    ApiPath withLabels(Map<String, String> labels) {
        return labels.isEmpty()
                ? this
                : with(
                        "labelSelector",
                        labels.entrySet().stream()
                                .map(label -> label.getKey() + "=" + label.getValue())
                                .collect(Collectors.joining(",")));
    }

    private static String escape(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Override
    public String toString() {
        return query.isEmpty() ? path : path + "?" + query;
    }
}
