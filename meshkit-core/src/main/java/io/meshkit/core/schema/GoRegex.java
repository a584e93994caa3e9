// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.schema;

import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A regular expression in Go's syntax (RE2), which CRDs use, run by the JDK. The three differences that occur in schemas are translated:
 * {@code [:alpha:]} classes, {@code (?P<name>…)} groups, and {@code $}, which in Go is the very end of the text.
 */
record GoRegex(String source, Pattern compiled) {

    private static final Pattern CLASS = Pattern.compile(
            "\\[:(\\^?)(alnum|alpha|ascii|blank|cntrl|digit|graph|lower|print|punct|space|upper|xdigit):]");

    /** @throws PatternSyntaxException when the JDK cannot read it either way */
    static GoRegex of(String source) {
        String translated = CLASS.matcher(source).replaceAll(GoRegex::javaClass).replace("(?P<", "(?<");
        return new GoRegex(source, Pattern.compile(dollars(translated)));
    }

    private static String javaClass(MatchResult found) {
        String name = found.group(2);
        String java = switch (name) {
            case "ascii" -> "ASCII";
            case "xdigit" -> "XDigit";
            default -> name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
        };
        return (found.group(1).isEmpty() ? "\\\\p{" : "\\\\P{") + java + "}";
    }

    private static String dollars(String pattern) {
        StringBuilder translated = new StringBuilder(pattern.length() + 4);
        int bracket = 0;
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c == '\\' && i + 1 < pattern.length()) {
                translated.append(c).append(pattern.charAt(++i));
                continue;
            }
            bracket = c == '[' ? bracket + 1 : c == ']' ? Math.max(0, bracket - 1) : bracket;
            translated.append(c == '$' && bracket == 0 ? "\\z" : String.valueOf(c));
        }
        return translated.toString();
    }

    boolean matches(String text) {
        return compiled.matcher(text).find();
    }
}
