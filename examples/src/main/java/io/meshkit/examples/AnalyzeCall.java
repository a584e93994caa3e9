// SPDX-License-Identifier: Apache-2.0
package io.meshkit.examples;

import io.meshkit.finding.Severity;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The words of a call of {@code analyze}.
 *
 * @param paths files and folders of a cluster without a name
 * @param clusters files and folders by the name of their cluster
 * @param groups the groups of rules to run; empty for all
 * @param mesh files of the mesh's own configuration, by kind
 * @param format {@code text}, {@code json} or {@code sarif}
 * @param failOn the mildest severity that makes the call fail
 * @param imitated the tool to report like, or empty
 */
record AnalyzeCall(
        List<Path> paths,
        Map<String, List<Path>> clusters,
        Set<String> groups,
        Map<String, Path> mesh,
        String format,
        Severity failOn,
        Optional<String> imitated) {

    private static final Set<String> OPTIONS =
            Set.of("--cluster", "--compat", "--fail-on", "--format", "--group", "--mesh-config", "--mesh-networks");
    private static final Set<String> FORMATS = Set.of("text", "json", "sarif");

    static AnalyzeCall read(List<String> words) {
        Deque<String> open = new ArrayDeque<>(words);
        List<Path> paths = new ArrayList<>();
        Map<String, List<Path>> clusters = new TreeMap<>();
        Set<String> groups = new TreeSet<>();
        Map<String, String> options = new TreeMap<>();
        while (!open.isEmpty()) {
            String word = open.pop();
            if (!word.startsWith("-")) {
                paths.add(Words.path(word));
                continue;
            }
            if (!OPTIONS.contains(word)) {
                throw usage("there is no option " + word);
            }
            if (open.isEmpty()) {
                throw usage(word + " needs a value");
            }
            String value = open.pop();
            switch (word) {
                case "--cluster" -> cluster(value, clusters);
                case "--group" -> groups.add(value);
                default -> {
                    if (options.put(word, value) != null) {
                        throw usage(word + " is given twice");
                    }
                }
            }
        }
        if (paths.isEmpty() && clusters.isEmpty()) {
            throw usage("there is no file or folder among the arguments");
        }
        return new AnalyzeCall(
                List.copyOf(paths),
                Collections.unmodifiableMap(clusters),
                Collections.unmodifiableSet(groups),
                mesh(options),
                oneOf(options, "--format", "text", FORMATS),
                Severity.valueOf(oneOf(options, "--fail-on", "error", Set.of("error", "warning", "info"))
                        .toUpperCase(Locale.ROOT)),
                Optional.ofNullable(options.get("--compat"))
                        .map(tool -> oneOf(options, "--compat", tool, Set.of("istioctl"))));
    }

    private static void cluster(String value, Map<String, List<Path>> clusters) {
        int equals = value.indexOf('=');
        if (equals < 1) {
            throw usage("--cluster takes NAME=PATH; got \"" + value + "\"");
        }
        clusters.computeIfAbsent(value.substring(0, equals), name -> new ArrayList<>())
                .add(Words.path(value.substring(equals + 1)));
    }

    private static Map<String, Path> mesh(Map<String, String> options) {
        Map<String, Path> mesh = new TreeMap<>();
        Optional.ofNullable(options.get("--mesh-config")).ifPresent(file -> mesh.put("MeshConfig", Words.path(file)));
        Optional.ofNullable(options.get("--mesh-networks"))
                .ifPresent(file -> mesh.put("MeshNetworks", Words.path(file)));
        return mesh;
    }

    private static String oneOf(Map<String, String> options, String option, String usual, Set<String> allowed) {
        String value = options.getOrDefault(option, usual);
        if (!allowed.contains(value)) {
            throw usage(option + " is one of " + new TreeSet<>(allowed) + "; got \"" + value + "\"");
        }
        return value;
    }

    private static UsageException usage(String message) {
        return new UsageException(message, "Run examples/run help for all options.");
    }
}
