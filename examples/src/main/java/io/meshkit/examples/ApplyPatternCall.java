// SPDX-License-Identifier: Apache-2.0
package io.meshkit.examples;

import io.meshkit.document.BooleanValue;
import io.meshkit.document.NumberValue;
import io.meshkit.document.TextValue;
import io.meshkit.document.Value;
import io.meshkit.mesh.MeshId;
import io.meshkit.resource.SetId;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The words of a call of {@code apply-pattern}.
 *
 * @param file the pattern
 * @param mesh the mesh to render for
 * @param kubeconfig the kubeconfig; empty for kubectl's
 * @param embedded whether to start an embedded cluster
 * @param manifests the folder of manifests, or empty
 * @param namespace for services that name none
 * @param variables values of variables
 * @param planOnly whether to change nothing
 * @param json whether to print JSON
 */
record ApplyPatternCall(
        Path file,
        MeshId mesh,
        Optional<Path> kubeconfig,
        boolean embedded,
        Optional<Path> manifests,
        String namespace,
        Map<String, Value> variables,
        boolean planOnly,
        boolean json) {

    private static final Set<String> WITH_VALUE =
            Set.of("--mesh", "--kubeconfig", "--manifests", "--namespace", "--set", "--format");
    private static final Set<String> ALONE = Set.of("--embedded", "--plan-only");

    static ApplyPatternCall read(List<String> words) {
        Deque<String> open = new ArrayDeque<>(words);
        Map<String, String> options = new TreeMap<>();
        Map<String, Value> variables = new TreeMap<>();
        @Nullable String file = null;
        while (!open.isEmpty()) {
            String word = open.pop();
            if (options.containsKey(word)) {
                throw usage(word + " is given twice");
            } else if (ALONE.contains(word)) {
                options.put(word, "");
            } else if (WITH_VALUE.contains(word)) {
                if (open.isEmpty()) {
                    throw usage(word + " needs a value");
                }
                if (word.equals("--set")) {
                    variable(open.pop(), variables);
                } else {
                    options.put(word, open.pop());
                }
            } else if (word.startsWith("-")) {
                throw usage("there is no option " + word);
            } else if (file == null) {
                file = word;
            } else {
                throw usage("one file at a time; got \"" + file + "\" and \"" + word + "\"");
            }
        }
        if (options.keySet().containsAll(Set.of("--embedded", "--kubeconfig"))) {
            throw usage("a pattern is planned at one cluster: either --embedded or --kubeconfig");
        }
        if (file == null) {
            throw usage("there is no pattern file among the arguments");
        }
        return new ApplyPatternCall(
                Words.path(file),
                mesh(options),
                Optional.ofNullable(options.get("--kubeconfig")).map(Words::path),
                options.containsKey("--embedded"),
                Optional.ofNullable(options.get("--manifests")).map(Words::path),
                namespace(options),
                Collections.unmodifiableMap(variables),
                options.containsKey("--plan-only"),
                json(options));
    }

    private static MeshId mesh(Map<String, String> options) {
        String mesh = options.get("--mesh");
        if (mesh == null) {
            throw usage("no mesh is named; add --mesh istio, --mesh linkerd or --mesh consul");
        }
        try {
            return new MeshId(mesh);
        } catch (IllegalArgumentException e) {
            throw usage("--mesh: " + e.getMessage());
        }
    }

    private static String namespace(Map<String, String> options) {
        String namespace = options.getOrDefault("--namespace", "default");
        try {
            return new SetId(namespace, "any").namespace();
        } catch (IllegalArgumentException e) {
            throw usage("--namespace: " + e.getMessage());
        }
    }

    private static boolean json(Map<String, String> options) {
        String format = options.getOrDefault("--format", "text");
        if (!Set.of("text", "json").contains(format)) {
            throw usage("--format is text or json; got \"" + format + "\"");
        }
        return format.equals("json");
    }

    private static void variable(String assignment, Map<String, Value> variables) {
        int equals = assignment.indexOf('=');
        if (equals < 1) {
            throw usage("--set takes NAME=VALUE; got \"" + assignment + "\"");
        }
        variables.put(assignment.substring(0, equals), value(assignment.substring(equals + 1)));
    }

    private static Value value(String text) {
        if (text.equals("true") || text.equals("false")) {
            return BooleanValue.of(text.equals("true"));
        }
        return text.matches("-?[0-9]+(\\.[0-9]+)?") ? NumberValue.of(text) : TextValue.of(text);
    }

    private static UsageException usage(String message) {
        return new UsageException(message, "Run examples/run help for all options.");
    }
}
