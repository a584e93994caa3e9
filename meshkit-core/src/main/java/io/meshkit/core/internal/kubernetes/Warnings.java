// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.kubernetes;

import io.meshkit.core.internal.kubernetes.KubernetesTransport.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The texts of {@code Warning} headers ({@code 299 - "text"}, RFC 7234 section 5.5). */
final class Warnings {

    private static final Pattern WARNING = Pattern.compile("[0-9]{3} \\S+ \"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Pattern ESCAPED = Pattern.compile("\\\\(.)");

    private Warnings() {}

    static List<String> of(Reply reply) {
        List<String> texts = new ArrayList<>();
        for (String header : reply.headers().getOrDefault("warning", List.of())) {
            Matcher warning = WARNING.matcher(header);
            while (warning.find()) {
                texts.add(ESCAPED.matcher(warning.group(1)).replaceAll("$1"));
            }
        }
        return List.copyOf(texts);
    }
}
