// SPDX-License-Identifier: Apache-2.0
package io.meshkit.linkerd.internal.traits;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Regular expressions as Linkerd's proxy reads them. It takes the first match that it finds and only then looks whether that is the whole
 * text (linkerd/linkerd2-proxy:linkerd/http/route/src/http/match/path.rs), so that {@code a|ab} would miss {@code ab}; anchored they hold
 * for the whole text and nothing else. One that the controller cannot read costs the whole route, with no more than a line in its log.
 */
final class RegularExpression {

    private static final Pattern SPECIAL = Pattern.compile("[.+*?()|\\[\\]{}^$\\\\]");

    /** Letters that may follow a backslash (rust-lang/regex:src/lib.rs, Syntax). */
    private static final String ESCAPES = "dDsSwWbBAzaftnrvxupP";

    /** Groups, with a name or flags, that mean the same to all. */
    private static final Pattern GROUP = Pattern.compile("\\(\\?(?::|<[A-Za-z]|[imsU-]+[:)])");

    private RegularExpression() {}

    /** What Linkerd would not read, or read otherwise; empty when there is nothing. */
    static Optional<String> fault(String regex) {
        try {
            Pattern.compile(regex);
        } catch (PatternSyntaxException e) {
            return Optional.of("\"" + regex + "\" is no regular expression: " + e.getDescription());
        }
        boolean isQuantifier = false;
        for (int i = 0; i < regex.length(); i++) {
            char here = regex.charAt(i);
            if (here == '\\' && i + 1 < regex.length()) {
                i++;
                if (!isEscape(regex.charAt(i))) {
                    return Optional.of("Linkerd's regular expressions have no \\" + regex.charAt(i));
                }
                isQuantifier = false;
            } else if (regex.startsWith("(?", i)
                    && !GROUP.matcher(regex).region(i, regex.length()).lookingAt()) {
                return Optional.of("Linkerd's regular expressions have no look-around, no independent groups and"
                        + " here no flags but i, m, s and U");
            } else if (here == '+' && isQuantifier) {
                return Optional.of("Linkerd's regular expressions have no possessive quantifiers");
            } else {
                isQuantifier = here == '*' || here == '+' || here == '?' || here == '}';
            }
        }
        return Optional.empty();
    }

    private static boolean isEscape(char after) {
        boolean isWord = after < 128 && Character.isLetterOrDigit(after);
        // \< and \> are ends of words in Rust, and plain characters elsewhere
        return isWord ? ESCAPES.indexOf(after) >= 0 : after != '<' && after != '>';
    }

    /** An expression that holds for the whole text. */
    static String whole(String regex) {
        return "^(?:" + regex + ")$";
    }

    /** An expression for one text. */
    static String exactly(String text) {
        return "^" + quoted(text) + "$";
    }

    /** An expression for all texts with a beginning. */
    static String beginning(String text) {
        return "^" + quoted(text) + ".*$";
    }

    private static String quoted(String text) {
        return SPECIAL.matcher(text).replaceAll("\\\\$0");
    }
}
