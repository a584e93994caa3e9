// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.document;

import java.util.Random;

/** Makes YAML texts by chance that are laid out as no formatter would: every indentation, comments everywhere, scalars over many lines. */
public final class MessyYaml {

    private static final String[] SCALARS = {
        "text",
        "two words",
        "'single ''quoted'''",
        "\"a \\\" b\"",
        "1.10",
        "-3",
        "true",
        "~",
        "*anchor",
        "!!str 5",
        "a#b",
        "''",
        "- x".substring(2),
        "http://a:80/b",
        "\u00e9\ud83d\ude00"
    };

    private final Random random;
    private final StringBuilder text = new StringBuilder();

    private MessyYaml(long seed) {
        this.random = new Random(seed);
    }

    /** A text of one to three documents. */
    public static String of(long seed) {
        MessyYaml made = new MessyYaml(seed);
        made.document();
        for (int more = made.below(3); more > 0; more--) {
            made.text
                    .append(made.below(4) == 0 ? "...\n" : "")
                    .append("---")
                    .append(made.pick("\n", " # next\n", "  \n"));
            made.document();
        }
        String text = made.text.toString();
        return switch (made.below(8)) {
            case 0 -> text.replace("\n", "\r\n");
            case 1 -> "\ufeff" + text;
            case 2 -> text.stripTrailing();
            case 3 -> text + "\n \n\n";
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

    private void document() {
        text.append("first: &anchor named").append(lineEnd());
        int column = 0;
        for (int i = 1 + below(4); i > 0; i--) {
            comments(column);
            text.append("k").append(i).append(pick(":", " :", ":"));
            value(column, 4);
        }
        comments(0);
    }

    private void map(int column, int depth, boolean started) {
        int size = 1 + below(3);
        for (int i = 0; i < size; i++) {
            if (i > 0 || !started) {
                comments(column);
                text.append(blanks(column));
            }
            text.append(pick("k" + i, "'k" + i + "'", "&a" + below(9) + " k" + i))
                    .append(pick(":", ":", " :"));
            value(column, depth - 1);
        }
    }

    private void list(int column, int depth, boolean started) {
        int size = 1 + below(3);
        for (int i = 0; i < size; i++) {
            if (i > 0 || !started) {
                comments(column);
                text.append(blanks(column));
            }
            text.append('-');
            item(column, depth - 1);
        }
    }

    private void item(int column, int depth) {
        int gap = 1 + below(3);
        switch (below(depth <= 0 ? 5 : 9)) {
            case 0 -> text.append(pick("", " ~", "  # nothing")).append('\n');
            case 1 -> text.append(blanks(gap)).append(scalar()).append(lineEnd());
            case 2 -> blockScalar(column);
            case 3 -> manyLines(column);
            case 4 -> flow(column);
            case 5 -> {
                text.append(blanks(gap));
                list(column + 1 + gap, depth, true);
            }
            case 6, 7 -> {
                text.append(blanks(gap));
                map(column + 1 + gap, depth, true);
            }
            default -> {
                text.append(pick("", " &b", " !!map")).append(lineEnd());
                map(column + 1 + below(4), depth, false);
            }
        }
    }

    private void value(int column, int depth) {
        switch (below(depth <= 0 ? 6 : 10)) {
            case 0 -> text.append(lineEnd());
            case 1 -> text.append(blanks(1 + below(3))).append(scalar()).append(lineEnd());
            case 2 -> blockScalar(column);
            case 3 -> manyLines(column);
            case 4 -> flow(column);
            case 5 -> {
                text.append(lineEnd());
                comments(column + 2);
                text.append(blanks(column + 1 + below(5))).append(scalar()).append(lineEnd());
            }
            case 6, 7 -> {
                text.append(pick("", " &b", " !!seq")).append(lineEnd());
                list(column + below(4), depth, false);
            }
            default -> {
                text.append(pick("", " &b", " !!map")).append(lineEnd());
                map(column + 1 + below(5), depth, false);
            }
        }
    }

    private void blockScalar(int column) {
        int digit = below(4) == 0 ? 1 + below(4) : 0;
        int indent = column + (digit > 0 ? digit : 1 + below(6));
        text.append(' ').append(pick("|", ">")).append(digit > 0 ? digit : "").append(pick("", "-", "+"));
        text.append(pick("\n", "  \n", " # about the block\n"));
        if (digit > 0) {
            text.append(blanks(indent)).append(pick("  deeper\n", "   \n"));
        }
        text.append(pick("", "\n", blanks(column) + "\n"));
        text.append(blanks(indent)).append("some text").append(pick("\n", "  \n"));
        text.append(pick("", "\n", blanks(indent) + "\n", blanks(indent + 3) + "\n"));
        text.append(blanks(indent)).append(pick("# no comment\n", "- no: list\n", "  deeper\n", "\tx \n"));
        text.append(pick("", "", "\n", blanks(indent + 2) + "\n"));
    }

    private void manyLines(int column) {
        String margin = blanks(column + 1 + below(5));
        String other = pick(margin, blanks(column + 1), margin + "\t");
        text.append(' ');
        switch (below(3)) {
            case 0 ->
                text.append("plain text  \n")
                        .append(margin)
                        .append("- goes on\n\n")
                        .append(other)
                        .append("to here");
            case 1 ->
                text.append("\"double\\  \n")
                        .append(margin)
                        .append("\\  goes on \\ \n \n")
                        .append(other)
                        .append("# here\"");
            default ->
                text.append("'single\n")
                        .append(margin)
                        .append("''goes''  \n")
                        .append(other)
                        .append("# here'");
        }
        text.append(lineEnd());
    }

    private void flow(int column) {
        String margin = blanks(column + 1 + below(5));
        switch (below(4)) {
            case 0 -> text.append(" {a: 1, b: [x, 'y']}");
            case 1 ->
                text.append(" {\n")
                        .append(margin)
                        .append("a: 1, # one \n")
                        .append(margin)
                        .append("  b: \"x\n y\" }");
            case 2 ->
                text.append(" [ ")
                        .append(scalar())
                        .append(",\n")
                        .append(margin)
                        .append("# in it\n")
                        .append(margin)
                        .append("b\n")
                        .append(blanks(column))
                        .append(" ]");
            default ->
                text.append('\n')
                        .append(margin)
                        .append("{a: {},\n")
                        .append(margin)
                        .append("b: x}");
        }
        text.append(lineEnd());
    }

    private String lineEnd() {
        return pick("\n", "\n", "\n", "  \n", " # trailing \n", "\n\n", "\n   \n");
    }

    private String scalar() {
        return SCALARS[below(SCALARS.length)];
    }

    private void comments(int column) {
        for (int i = below(5) - 2; i > 0; i--) {
            text.append(blanks(column + below(5) - 2))
                    .append(pick("# about", "#", "#: x  "))
                    .append(below(100))
                    .append('\n');
        }
    }
}
