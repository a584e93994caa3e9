// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.document;

import io.meshkit.document.Place;
import io.meshkit.finding.Finding;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlVersionException;

/** Turns the engine's exceptions into findings for the author of a text. */
final class SyntaxFindings {

    private static final Map<Pattern, String> PLAIN_WORDS = plainWords(
            "'?<stream end>'?|unexpected end of stream|'?<document (start|end)>'?",
            "the end of the document",
            "'?<block end>'?",
            "the end of the block",
            "'?<(block mapping start|key)>'?",
            "a key",
            "'?<block sequence start>'?",
            "a list item",
            "'?<scalar>'?",
            "a text",
            "'?<anchor>'?",
            "an anchor (&name)",
            "'?<alias>'?",
            "an alias (*name)",
            "'?<tag>'?",
            "a tag (!name)",
            "(block|flow) mapping",
            "map",
            "(block|flow) (sequence|collection)",
            "list",
            "(plain|quoted|double-quoted|single-quoted|block) scalar",
            "$1 text",
            "simple key",
            "key",
            "the node content",
            "a value",
            "could not find expected ':'",
            "a key with a colon was expected before here");

    private static Map<Pattern, String> plainWords(String... termsAndWords) {
        Map<Pattern, String> words = new LinkedHashMap<>();
        for (int i = 0; i < termsAndWords.length; i += 2) {
            words.put(Pattern.compile(termsAndWords[i]), termsAndWords[i + 1]);
        }
        return Collections.unmodifiableMap(words);
    }

    private SyntaxFindings() {}

    /** Reports what the parser stumbled over; {@code position} is the last offset it reached, for errors without a mark. */
    static void report(YamlEngineException problem, Chunk chunk, int position, Reading reading) {
        if (problem instanceof YamlVersionException) {
            Place place = reading.character(chunk.offset());
            String message = "this document asks for another version of YAML; remove its %YAML line or write %YAML 1.2";
            reading.report(
                    Finding.error(DocumentCodes.SYNTAX, message).at(place).build());
            return;
        }
        if (!(problem instanceof MarkedYamlEngineException marked)) {
            unreadable(problem, position, reading);
            return;
        }
        int where = marked.getProblemMark()
                .or(marked::getContextMark)
                .map(mark -> chunk.offset() + mark.getIndex())
                .orElse(position);
        Finding.Builder finding =
                Finding.error(DocumentCodes.SYNTAX, message(marked)).at(reading.character(where));
        Optional<Mark> context = marked.getContextMark();
        if (context.isPresent() && chunk.offset() + context.get().getIndex() != where) {
            String what = String.valueOf(marked.getContext()).replaceFirst("^while (scanning|parsing) ", "");
            finding.related(
                    reading.character(chunk.offset() + context.get().getIndex()), inPlainWords(what) + " begins here");
        }
        reading.report(finding.build());
    }

    /** Reports a document that the engine could not read and gave no place for. */
    static void unreadable(RuntimeException problem, int position, Reading reading) {
        String message = "this document cannot be read as YAML: "
                + Optional.ofNullable(problem.getMessage())
                        .map(SyntaxFindings::firstLine)
                        .orElse("no reason given");
        reading.report(Finding.error(DocumentCodes.SYNTAX, message)
                .at(reading.character(position))
                .build());
    }

    private static String message(MarkedYamlEngineException marked) {
        String problem = firstLine(Optional.ofNullable(marked.getProblem()).orElse("the text is no YAML"));
        if (problem.startsWith("mapping values are not allowed here")) {
            return "\": \" begins a value here, where none can stand; put the text in quotes, or check the indentation";
        }
        if (problem.contains("cannot start any token")) {
            String what = problem.contains("TAB") || problem.contains("\\t") ? "a tab" : "this character";
            return what + " cannot begin a value; "
                    + (what.equals("a tab") ? "indent with blanks" : "put the text in quotes");
        }
        if (problem.contains("<block end>")) {
            return inPlainWords(problem) + "; check that this line is indented like its neighbours";
        }
        return inPlainWords(problem);
    }

    /** The engine speaks of its tokens and of the productions of the specification; authors of files know maps, lists and texts. */
    private static String inPlainWords(String text) {
        String words = text;
        for (Map.Entry<Pattern, String> term : PLAIN_WORDS.entrySet()) {
            words = term.getKey().matcher(words).replaceAll(term.getValue());
        }
        return words;
    }

    private static String firstLine(String text) {
        int lineEnd = text.indexOf('\n');
        return lineEnd < 0 ? text : text.substring(0, lineEnd);
    }
}
