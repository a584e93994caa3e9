// SPDX-License-Identifier: Apache-2.0
package io.meshkit.it.pattern;

import io.meshkit.MeshKit;
import io.meshkit.document.Document;
import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.SourceText;
import io.meshkit.document.Value;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;

/**
 * Makes broken patterns out of sound ones. A mutant follows from its seed and its number alone, so one can be made again without those
 * before it. Even numbers change bytes; odd numbers change what the file says: a value becomes an odd one or one from elsewhere, a key
 * another one.
 */
final class PatternMutants {

    private static final String[] PIECES = {
        "$(#ref.",
        "$(#ref.vars.a)",
        "$(#ref.services.",
        "$(#use ./a.yaml)",
        "$(#env.HOME)",
        ")",
        "{",
        "}",
        "[",
        "]",
        "&a ",
        "*a",
        "<<: ",
        "- ",
        ": ",
        "? ",
        "null",
        "~",
        "---\n",
        "...\n",
        "\n",
        "\t",
        "\r\n",
        "\u0000",
        "\u2028",
        "\uD83D\uDE00",
        "\uFEFF",
        "'",
        "\"",
        "| \n",
        ">",
        "!!int ",
        "!!binary ",
        "%YAML 1.2\n",
        "0x1F",
        "1e999999999",
        "-1",
        ".nan",
        ",",
        "#",
        " ",
        "\\",
        "yes",
        "@",
        "/",
        "*"
    };

    private static final List<String> KEYS = List.of(
            "",
            " ",
            "<<",
            "my Key",
            "a.b/c",
            "\u0000",
            "\uD83D\uDE00",
            "null",
            "1",
            "$(#ref.vars.a)",
            "UPPER",
            "x".repeat(300),
            "__proto__",
            "when",
            "traits",
            "settings",
            "extensions",
            "dependsOn",
            "namespace",
            "labels",
            "spec",
            "metadata");

    /** As JSON, since that can say all of them. */
    private static final String ODD = """
        [null, true, false, "", " ", "\\u0000", "\\ud83d\\ude00", "\\n", 0, -1, 1, 0.5, 65536, 2147483648, -9223372036854775809,
         99999999999999999999999999999999, 1e999999999, 1e-999999999, -0.0, [], {}, [[]], [null], [{}], {"": null}, {"a": {"b": []}},
         [1, "1", true], "5s", "-5s", "0s", "5", "1e9s", "99999999999999999999h", "1ns", "PT5S", "5xx", "999", "100%", "-1%", "8080/TCP",
         "*", "*.a", "a.*", ".", "..", "/", "//", "/a/*", "http://[", "https://a:99999999999", "spiffe://a/ns/b/sa/c", "a.b.c.d.e.f.g",
         "A_B", "::1", "10.0.0.1/33", "(", "[a-z", "(?<a", "(a+)+$", "\\\\", "%", "%s", "{0}", "$1", "$(#ref.vars.x)",
         "$(#ref.services.web.settings.host)", "$(#ref.services.a.b", "$(#use ./no.yaml)", "$(#use classpath:no.yaml)", "$(#env.NO)",
         "null", "~", "yes", "0x1F", ".inf", "1.2.3", ">=1 <", "v1", "istio", "linkerd", "consul", "Service", "Deployment", "Namespace",
         "IstioMesh", "Application", "ExternalService", "Route", "Mesh", {"mesh": "istio"}, {"mesh": ["linkerd", 1]}]
        """;

    private final MeshKit kit;
    private final List<byte[]> texts = new ArrayList<>();
    private final List<Value> roots = new ArrayList<>();
    private final List<Value> values = new ArrayList<>();
    private final List<Value> odd;
    private final List<String> keys;

    PatternMutants(MeshKit kit, List<Path> files) {
        this.kit = kit;
        this.odd = new ArrayList<>(
                ((ListValue) read(SourceText.of("odd.json", ODD)).get(0).root()).items());
        odd.addAll(read(SourceText.of("deep.json", "[".repeat(95) + "]".repeat(95))).stream()
                .map(Document::root)
                .toList());
        Set<String> known = new TreeSet<>();
        for (Path file : files) {
            byte[] bytes = bytes(file);
            texts.add(bytes);
            read(SourceText.of("seed.yaml", new String(bytes, StandardCharsets.UTF_8))).stream()
                    .map(Document::root)
                    .filter(root -> root instanceof MapValue)
                    .forEach(roots::add);
        }
        roots.forEach(root -> gather(root, known));
        this.keys = List.copyOf(known);
    }

    private List<Document> read(SourceText text) {
        return kit.reader().read(text).documents();
    }

    private void gather(Value root, Set<String> known) {
        Deque<Value> open = new ArrayDeque<>(List.of(root));
        while (!open.isEmpty()) {
            Value value = open.pop();
            values.add(value);
            if (value instanceof MapValue map) {
                known.addAll(map.keys());
                map.entries().forEach(entry -> open.push(entry.value()));
            } else if (value instanceof ListValue list) {
                list.forEach(open::push);
            }
        }
    }

    byte[] mutant(long seed, int number) {
        SplittableRandom random =
                new SplittableRandom(new SplittableRandom(seed).nextLong() + number * 0x9E3779B97F4A7C15L);
        return number % 2 == 0 ? ofBytes(random) : ofValues(random).getBytes(StandardCharsets.UTF_8);
    }

    private byte[] ofBytes(SplittableRandom random) {
        byte[] mutant = texts.get(random.nextInt(texts.size()));
        for (int edits = Math.max(1, random.nextInt(5) - 1); edits > 0; edits--) {
            int at = random.nextInt(mutant.length + 1);
            int to = Math.min(mutant.length, at + 1 + random.nextInt(30));
            byte[] piece = PIECES[random.nextInt(PIECES.length)].getBytes(StandardCharsets.UTF_8);
            mutant = switch (random.nextInt(6)) {
                case 0 -> spliced(mutant, at, to, new byte[0]);
                case 1 -> spliced(mutant, at, at, Arrays.copyOfRange(mutant, at, to));
                case 2 -> spliced(mutant, at, at, piece);
                case 3 -> spliced(mutant, at, to, piece);
                case 4 -> spliced(mutant, at, at, ofFile(random));
                default ->
                    spliced(mutant, at, Math.min(mutant.length, at + 1), new byte[] {(byte) random.nextInt(256)});
            };
        }
        return mutant;
    }

    private byte[] ofFile(SplittableRandom random) {
        byte[] other = texts.get(random.nextInt(texts.size()));
        int from = random.nextInt(other.length + 1);
        return Arrays.copyOfRange(other, from, Math.min(other.length, from + 1 + random.nextInt(120)));
    }

    private static byte[] spliced(byte[] text, int from, int to, byte[] piece) {
        byte[] result = new byte[text.length - (to - from) + piece.length];
        System.arraycopy(text, 0, result, 0, from);
        System.arraycopy(piece, 0, result, from, piece.length);
        System.arraycopy(text, to, result, from + piece.length, text.length - to);
        return result;
    }

    private String ofValues(SplittableRandom random) {
        Value root = roots.get(random.nextInt(roots.size()));
        for (int edits = Math.max(1, random.nextInt(4)); edits > 0; edits--) {
            root = new Change(random, random.nextInt(size(root))).of(root);
        }
        return random.nextInt(4) == 0 ? kit.writer().json(root) : kit.writer().yaml(root);
    }

    private static int size(Value root) {
        int size = 0;
        Deque<Value> open = new ArrayDeque<>(List.of(root));
        while (!open.isEmpty()) {
            Value value = open.pop();
            size++;
            if (value instanceof MapValue map) {
                map.entries().forEach(entry -> open.push(entry.value()));
            } else if (value instanceof ListValue list) {
                list.forEach(open::push);
            }
        }
        return size;
    }

    /** Changes the value that stands at a number in the order of the file; the trees are as shallow as our files. */
    private final class Change {

        private final SplittableRandom random;
        private int left;

        Change(SplittableRandom random, int at) {
            this.random = random;
            this.left = at;
        }

        Value of(Value value) {
            if (left-- == 0) {
                return changed(value);
            }
            if (value instanceof MapValue map) {
                MapValue.Builder copy = MapValue.builder();
                map.entries().forEach(entry -> copy.put(entry.key(), of(entry.value())));
                return copy.build();
            }
            if (value instanceof ListValue list) {
                return ListValue.of(list.items().stream().map(this::of).toList());
            }
            return value;
        }

        private Value changed(Value value) {
            if (value instanceof MapValue map && random.nextInt(4) != 0) {
                return withOtherEntry(map);
            }
            if (value instanceof ListValue list && random.nextBoolean()) {
                List<Value> items = new ArrayList<>(list.items());
                items.add(random.nextInt(items.size() + 1), other());
                return ListValue.of(items);
            }
            return other();
        }

        private Value withOtherEntry(MapValue map) {
            String key = map.isEmpty() ? "" : map.keys().get(random.nextInt(map.size()));
            return switch (random.nextInt(4)) {
                case 0 -> map.without(key);
                case 1 -> map.with(otherKey(), map.get(key).orElseGet(this::other));
                case 2 -> map.without(key).with(otherKey(), map.get(key).orElseGet(this::other));
                default -> map.with(otherKey(), other());
            };
        }

        private Value other() {
            List<Value> from = random.nextBoolean() ? odd : values;
            return from.get(random.nextInt(from.size()));
        }

        private String otherKey() {
            List<String> from = random.nextBoolean() ? KEYS : keys;
            return from.get(random.nextInt(from.size()));
        }
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
