// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.document;

import io.meshkit.document.Place;
import io.meshkit.finding.Finding;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
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

    private static final Pattern DOCUMENT_ENDS = Pattern.compile("<(stream|document) (end|start)>|end of stream");

    private SyntaxFindings() {}

    /** Reports what the parser stumbled over; the translator knows how far it came, for errors without a mark. */
    static void report(YamlEngineException problem, Chunk chunk, EventTranslator reached, Reading reading) {
        if (problem instanceof YamlVersionException) {
            Place place = reading.character(chunk.offset());
            String message = "this document asks for another version of YAML; remove its %YAML line or write %YAML 1.2";
            reading.report(
                    Finding.error(DocumentCodes.SYNTAX, message).at(place).build());
            return;
        }
        if (!(problem instanceof MarkedYamlEngineException marked)) {
            unreadable(problem, reached.position(), reading);
            return;
        }
        EarlyEnd end = new EarlyEnd(reading, reached.end());
        OptionalInt unclosed = unclosed(marked, chunk, reached);
        if (unclosed.isPresent()) {
            reading.report(end.inside(unclosed.getAsInt(), "").build());
            return;
        }
        int where = marked.getProblemMark()
                .or(marked::getContextMark)
                .map(mark -> chunk.offset() + mark.getIndex())
                .orElse(reached.position());
        Finding.Builder finding = Finding.error(DocumentCodes.SYNTAX, message(marked))
                .at(end.isAt(where) ? end.place() : reading.character(where));
        Optional<Mark> context = marked.getContextMark();
        if (context.isPresent() && chunk.offset() + context.get().getIndex() != where) {
            String what = String.valueOf(marked.getContext()).replaceFirst("^while (scanning|parsing) ", "");
            finding.related(
                    reading.character(chunk.offset() + context.get().getIndex()), inPlainWords(what) + " begins here");
        }
        reading.report(finding.build());
    }

    /** The quote or bracket that is open where the document ends, when that is what is wrong. */
    private static OptionalInt unclosed(MarkedYamlEngineException problem, Chunk chunk, EventTranslator reached) {
        String words = String.valueOf(problem.getProblem());
        if (!DOCUMENT_ENDS.matcher(words).find()) {
            return OptionalInt.empty();
        }
        Optional<Mark> context = problem.getContextMark();
        if (context.isPresent() && String.valueOf(problem.getContext()).contains("quoted scalar")) {
            return OptionalInt.of(chunk.offset() + context.get().getIndex());
        }
        return reached.openBracket();
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
            return what
                    + (what.equals("a tab")
                            ? " cannot stand before a value; write blanks"
                            : " cannot begin a value; put the text in quotes");
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
