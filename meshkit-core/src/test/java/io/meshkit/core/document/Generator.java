// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.document;

import io.meshkit.document.BooleanValue;
import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.NullValue;
import io.meshkit.document.NumberValue;
import io.meshkit.document.TextValue;
import io.meshkit.document.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Makes values and YAML texts by chance from a seed. */
final class Generator {

    private static final String[] TEXTS = {
        "",
        "a",
        "shop",
        "yes",
        "no",
        "on",
        "off",
        "y",
        "n",
        "true",
        "null",
        "~",
        "012",
        "1_000",
        "0b1",
        "0x1F",
        "1.10",
        "1:30",
        "2001-12-14",
        "<<",
        "=",
        "-",
        "- a",
        "? a",
        ": a",
        "a: b",
        "a #b",
        "#a",
        "&a",
        "*a",
        "!a",
        "%a",
        "@a",
        "`a",
        "|",
        ">",
        "'",
        "\"",
        "{a}",
        "[a]",
        "a,b",
        " a",
        "a ",
        "a\tb",
        "\ta",
        "a\nb",
        "a\nb\n",
        "a\n\nb",
        "\na",
        "a\n\n",
        " a\nb",
        "a \nb",
        "a\r\nb",
        "\\",
        "\u00e9",
        "\ud83d\ude00",
        "\u0007",
        "\u0085",
        "\u2028",
        "\ufeff",
        "\ufeffa",
        "...",
        "---",
        "--- a",
        "a:",
        ":a",
        "a\u00a0",
        "5s",
        "10.0.0.1",
        "v1",
        "/healthz",
        "*",
        "**",
        "x y z",
        "\n",
        "\n\n",
        "a\n# b",
        "a\n  b\nc",
        ".inf",
        "-.nan",
        "+1",
        "1e3",
        "08",
        "a\n---\nb",
        "\ufffe",
        "\u0080",
        "\u007f",
        "k".repeat(130),
        "k".repeat(1100),
        "word ".repeat(40) + "end"
    };
    private static final String[] NUMBERS = {
        "0",
        "-1",
        "+12",
        "1.10",
        ".5",
        "1.",
        "1e3",
        "-1.5E-3",
        "0x1F",
        "0o14",
        "012",
        "08",
        "00",
        "1e99999",
        "123456789012345678901234567890"
    };
    private static final String[] SCALARS = {
        "text",
        "two words",
        "'single ''quoted'' one'",
        "\"double \\n \\ud83d\\ude00\"",
        "1.10",
        "-3",
        "true",
        "null",
        "~",
        "5s",
        "0x1F",
        "a#b",
        "http://a:80/b",
        "\u00e9\ud83d\ude00",
        "''",
        "\"# no\""
    };

    private final Random random;

    Generator(long seed) {
        this.random = new Random(seed);
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    String text() {
        return TEXTS[below(TEXTS.length)];
    }

    Value value(int depth) {
        return switch (below(depth <= 0 ? 5 : 9)) {
            case 0, 1 -> TextValue.of(text());
            case 2 -> NumberValue.of(NUMBERS[below(NUMBERS.length)]);
            case 3 -> BooleanValue.of(random.nextBoolean());
            case 4 -> NullValue.NULL;
            case 5, 6 -> list(depth);
            default -> map(depth);
        };
    }

    private Value list(int depth) {
        List<Value> items = new ArrayList<>();
        for (int i = below(4); i > 0; i--) {
            items.add(value(depth - 1));
        }
        return ListValue.of(items);
    }

    MapValue map(int depth) {
        MapValue.Builder map = MapValue.builder();
        for (int i = below(5); i > 0; i--) {
            map.put(text(), value(depth - 1));
        }
        return map.build();
    }

    /** A map that looks written by hand: block and flow style, quotes, comments, blank lines, odd indentation. */
    String yaml() {
        StringBuilder text = new StringBuilder();
        blockMap(text, 0, 3, false);
        String made = text.toString();
        return below(6) == 0 ? made.replace("\n", "\r\n") : made;
    }

    private void blockMap(StringBuilder text, int indent, int depth, boolean started) {
        int size = 1 + below(4);
        for (int i = 0; i < size; i++) {
            if (i > 0 || !started) {
                if (below(6) == 0) {
                    text.append(" ".repeat(indent))
                            .append("# about k")
                            .append(i)
                            .append('\n');
                }
                text.append(" ".repeat(indent));
            }
            text.append(key("k" + i)).append(':');
            node(text, indent, depth - 1);
        }
    }

    private String key(String key) {
        return switch (below(6)) {
            case 0 -> "'" + key + "'";
            case 1 -> '"' + key + '"';
            default -> key;
        };
    }

    private void node(StringBuilder text, int indent, int depth) {
        switch (below(depth <= 0 ? 5 : 9)) {
            case 0, 1 -> text.append(' ').append(scalar()).append(lineEnd());
            case 2 -> text.append(' ').append(flow(2)).append(lineEnd());
            case 3 -> blockScalar(text, " ".repeat(indent + 2));
            case 4 -> text.append(lineEnd());
            case 5, 6 -> {
                text.append(lineEnd());
                blockList(text, indent + below(2) * 2, depth);
            }
            default -> {
                text.append(lineEnd());
                blockMap(text, indent + 1 + below(4), depth, false);
            }
        }
    }

    private void blockScalar(StringBuilder text, String margin) {
        String[] headers = {" |\n", " >-\n", " |+\n", " | # about the block\n"};
        text.append(headers[below(headers.length)]).append(margin).append("some text\n");
        text.append(below(2) == 0 ? "\n" : "")
                .append(margin)
                .append("# no comment\n")
                .append(below(3) == 0 ? "\n" : "");
    }

    private void blockList(StringBuilder text, int indent, int depth) {
        for (int i = below(3); i >= 0; i--) {
            text.append(" ".repeat(indent)).append("- ");
            if (below(2) == 0) {
                blockMap(text, indent + 2, depth, true);
            } else {
                text.append(scalar()).append(lineEnd());
            }
        }
    }

    private String lineEnd() {
        return below(5) == 0 ? " # trailing\n" : below(8) == 0 ? "\n\n" : "\n";
    }

    private String scalar() {
        return SCALARS[below(SCALARS.length)];
    }

    private String flow(int depth) {
        StringBuilder text = new StringBuilder();
        boolean map = below(2) == 0;
        text.append(map ? '{' : '[');
        int size = below(4);
        for (int i = 0; i < size; i++) {
            text.append(i == 0 ? "" : below(3) == 0 ? " , " : ", ");
            if (map) {
                text.append(key("f" + i)).append(": ");
            }
            text.append(depth <= 0 || below(3) > 0 ? scalar() : flow(depth - 1));
        }
        return text.append(map ? '}' : ']').toString();
    }
}
