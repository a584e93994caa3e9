// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.document;

import java.util.Random;

/** Makes YAML texts by chance from a seed, of what manifests are written in: block style, all styles of scalars, comments, small brackets. */
final class BlockYaml {

    private static final String[] PLAIN = {
        "text",
        "two  words",
        "1.10",
        "012",
        "1_000",
        "-3",
        "0x1F",
        "true",
        "yes",
        "off",
        "null",
        "~",
        "a#b",
        "a:b",
        "-x",
        "--",
        "http://a:80/b?c=d&e",
        "*n1",
        "<<",
        "=",
        ".",
        "...x",
        "5s",
        "a, b [c] {d}",
        "it's",
        "\u00e9",
        "\u65e5\u672c \u8a9e",
        "\ud83d\ude00 x",
        "\u00a0"
    };
    private static final String[] QUOTED = {
        "''",
        "\"\"",
        "'single ''quoted'' one'",
        "'# no: comment'",
        "'a\tb'",
        "\"double \\n \\\" \\\\ \\/ \\t\\ttab\"",
        "\"\\u00e9 \\ud83d\\ude00 \\x41\"",
        "\"\ud83d\ude00 # no\"",
        "\"a: b\"",
        "\"  blanks  \""
    };
    private static final String[] HEADERS = {"|", ">", "|-", ">-", "|+", ">+", "|2", ">1-", "|+1", "|-3"};
    private static final String[] BRACKETS = {
        "{}",
        "[]",
        "{ }",
        "[a, b]",
        "[ 'a' , \"b\", -1 ]",
        "{a: 1, \"b\":2, c: [x, {}]}",
        "{a: http://b, b: 'c'}",
        "[[], [a], {b: yes}]",
        "[\"GET\"]"
    };

    private final Random random;
    private final StringBuilder text = new StringBuilder();

    private BlockYaml(long seed) {
        this.random = new Random(seed);
    }

    /** A text of one to three documents. */
    static String of(long seed) {
        BlockYaml made = new BlockYaml(seed);
        for (int more = made.below(3); more >= 0; more--) {
            made.comments(0);
            made.text.append(made.pick("---\n", "--- # next\n", "---   \n"));
            made.comments(0);
            made.block(made.below(5) == 0 ? 2 : 0, 4, false);
        }
        String text = made.text.toString();
        return switch (made.below(8)) {
            case 0 -> text.replace("\n", "\r\n");
            case 1 -> "\ufeff" + text;
            case 2 -> text.stripTrailing();
            case 3 -> text + "...\n";
            case 4 -> text.substring(text.indexOf('\n') + 1);
            default -> text;
        };
    }

    private int below(int bound) {
        return random.nextInt(bound);
    }

    private String pick(String... some) {
        return some[below(some.length)];
    }

    private static String blanks(int count) {
        return " ".repeat(Math.max(0, count));
    }

    /** A map or a list; {@code begun} when its first entry stands on a line that has begun. */
    private void block(int column, int depth, boolean begun) {
        boolean map = below(3) > 0;
        int size = 1 + below(4);
        for (int i = 0; i < size; i++) {
            if (i > 0 || !begun) {
                comments(column);
                text.append(blanks(column));
            }
            if (map) {
                text.append(key(i)).append(pick(":", ":", ":", " :", "  :"));
                value(column, depth - 1);
            } else {
                text.append('-');
                item(column, depth - 1);
            }
        }
    }

    private String key(int i) {
        String key = pick("k", "a.b/c-", "two words ", "\u00e9", "on", "01") + (below(12) == 0 ? 0 : i);
        return switch (below(8)) {
            case 0 -> "'" + key + "'";
            case 1 -> '"' + key + '"';
            default -> key;
        };
    }

    private void value(int column, int depth) {
        int kind = below(depth <= 0 ? 6 : 10);
        if (kind < 6) {
            scalar(column, kind);
            return;
        }
        text.append(lineEnd());
        if (kind == 6) {
            list(column, depth);
        } else {
            block(column + 1 + below(4), depth, false);
        }
    }

    /** A list in the column of its map. */
    private void list(int column, int depth) {
        for (int i = below(3); i >= 0; i--) {
            comments(column);
            text.append(blanks(column)).append('-');
            item(column, depth - 1);
        }
    }

    private void item(int column, int depth) {
        int kind = below(depth <= 0 ? 6 : 9);
        if (kind < 6) {
            scalar(column, kind);
        } else {
            int gap = 1 + below(3);
            text.append(blanks(gap));
            block(column + 1 + gap, depth, true);
        }
    }

    private void scalar(int column, int kind) {
        switch (kind) {
            case 0 -> text.append(lineEnd());
            case 1 -> blockScalar(column);
            case 2 -> manyLines(column);
            case 3 ->
                text.append(blanks(1 + below(2)))
                        .append(name())
                        .append(pick(QUOTED))
                        .append(lineEnd());
            case 4 -> {
                boolean below = below(3) == 0;
                text.append(below ? lineEnd() + blanks(column + 1 + below(3)) : " ");
                text.append(pick(BRACKETS)).append(lineEnd());
            }
            default ->
                text.append(blanks(1 + below(3)))
                        .append(name())
                        .append(pick(PLAIN))
                        .append(lineEnd());
        }
    }

    /** Most scalars have none; one that does is behind a key, as far as the subset goes. */
    private String name() {
        return text.indexOf(":", Math.max(0, text.lastIndexOf("\n"))) >= 0 && below(8) == 0
                ? "&n" + below(3) + "  "
                : "";
    }

    private void blockScalar(int column) {
        String header = pick(HEADERS);
        String digits = header.replaceAll("[^0-9]", "");
        int indent = column + (digits.isEmpty() ? 1 + below(5) : Integer.parseInt(digits));
        text.append(' ').append(header).append(pick("\n", "\n", "  \n", " # about the block\n"));
        text.append(pick("", "", "\n", blanks(below(indent + 1)) + "\n"));
        if (!digits.isEmpty()) {
            text.append(pick("", blanks(indent + 2) + "deeper first\n", blanks(indent + 1) + "\n"));
        }
        for (int lines = below(4); lines >= 0; lines--) {
            text.append(blanks(indent));
            text.append(pick(
                    "some text",
                    "more  ",
                    "# no comment",
                    "- no: list",
                    "  deeper",
                    "\tx",
                    "\u65e5\ud83d\ude00",
                    "a\tb"));
            text.append(pick("\n", "\n", "\n\n", "\n" + blanks(below(indent + 3)) + "\n"));
        }
        text.append(pick("", "", "\n", blanks(indent + 2) + "\n"));
    }

    private void manyLines(int column) {
        String margin = blanks(column + 1 + below(5));
        String gap = pick("\n", "  \n", "\n\n", "\n  \n\n");
        String end = pick("to here", "here#", "- here", "h:ere");
        text.append(' ');
        switch (below(4)) {
            case 0 -> text.append("plain text" + gap + margin + "- goes on" + gap + margin + end);
            case 1 -> text.append("\"double\\" + gap + margin + "\\  goes \\ " + gap + margin + end + '"');
            case 2 -> text.append("'single" + gap + margin + "''goes''\t" + gap + margin + "# " + end + '\'');
            default -> text.append("[ a," + gap + margin + "{ b: c }" + gap + " ]");
        }
        text.append(lineEnd());
    }

    private String lineEnd() {
        return pick("\n", "\n", "\n", "\n", "  \n", " # trailing \n", "\n\n", "\n   \n", " #\n");
    }

    private void comments(int column) {
        for (int i = below(6) - 4; i > 0; i--) {
            text.append(blanks(column + below(5) - 2))
                    .append(pick("# about", "#", "#: x  ", "# \u00e9\ud83d\ude00"))
                    .append('\n');
        }
    }
}
