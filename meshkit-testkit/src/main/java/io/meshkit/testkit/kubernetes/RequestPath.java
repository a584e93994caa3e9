// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.kubernetes;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The path of a request for objects: {@code /api/v1/…} or {@code /apis/GROUP/VERSION/…}, with or without {@code namespaces/NAMESPACE}.
 *
 * @param group the group; empty for the core group
 * @param version the version
 * @param namespace the namespace; empty for all, and for kinds without
 * @param plural the kind's name in paths
 * @param name the object; empty for all
 * @param subresource such as {@code status}; empty for none
 * @param rest what follows the subresource, with a leading slash; empty for nothing
 */
record RequestPath(
        String group, String version, String namespace, String plural, String name, String subresource, String rest) {

    /** Reads a path; empty when it has another form. */
    static Optional<RequestPath> parse(String rawPath) {
        List<String> segments = new ArrayList<>();
        Arrays.stream(rawPath.split("/"))
                .filter(segment -> !segment.isEmpty())
                .map(segment -> URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8))
                .forEach(segments::add);
        if (segments.size() >= 3 && segments.get(0).equals("api")) {
            return Optional.of(of("", segments.get(1), segments.subList(2, segments.size())));
        }
        if (segments.size() >= 4 && segments.get(0).equals("apis")) {
            return Optional.of(of(segments.get(1), segments.get(2), segments.subList(3, segments.size())));
        }
        return Optional.empty();
    }

    private static RequestPath of(String group, String version, List<String> rest) {
        boolean inNamespace = rest.size() >= 3
                && rest.get(0).equals("namespaces")
                && !(rest.size() == 3
                        && (rest.get(2).equals("status") || rest.get(2).equals("finalize")));
        String namespace = inNamespace ? rest.get(1) : "";
        List<String> object = inNamespace ? rest.subList(2, rest.size()) : rest;
        String tail = object.size() <= 3 ? "" : "/" + String.join("/", object.subList(3, object.size()));
        return new RequestPath(group, version, namespace, object.get(0), at(object, 1), at(object, 2), tail);
    }

    private static String at(List<String> segments, int index) {
        return index < segments.size() ? segments.get(index) : "";
    }
}
