// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.document;

import io.meshkit.document.BooleanValue;
import io.meshkit.document.NullValue;
import io.meshkit.document.NumberValue;
import io.meshkit.document.Origin;
import io.meshkit.document.SourceText;
import io.meshkit.document.TextValue;
import io.meshkit.document.Value;
import io.meshkit.finding.Finding;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads files named {@code .json} by Jackson's streaming parser. JSON is YAML 1.2 nearly, not wholly: the engine refuses keys over 1 024
 * characters and keys with a line break before their colon. Limits are those of YAML, checked by the same {@link TreeBuilder}.
 */
final class JsonReader {

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            .build();

    /** What Jackson's messages say to programmers. */
    private static final Pattern REST =
            Pattern.compile("(: enable `| \\(start marker|: expected a valid value \\().*", Pattern.DOTALL);

    private final Reading reading;
    private final CodePoints points;
    private final TreeBuilder tree;
    private final Offsets offsets;

    JsonReader(Reading reading) {
        this.reading = reading;
        this.points = reading.points();
        this.tree = new TreeBuilder(reading);
        this.offsets = new Offsets(points, 0, 0);
    }

    /** Whether a text is JSON by its name and its first character. */
    static boolean takes(SourceText source) {
        if (!source.id().name().toLowerCase(Locale.ROOT).endsWith(".json")) {
            return false;
        }
        String text = source.text();
        int first = text.startsWith("\uFEFF") ? 1 : 0;
        while (first < text.length() && text.charAt(first) <= ' ') {
            first++;
        }
        return first < text.length() && (text.charAt(first) == '{' || text.charAt(first) == '[');
    }

    void read() {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), points.text())) {
            for (JsonToken token = parser.nextToken();
                    token != null && !tree.isAbandoned();
                    token = parser.nextToken()) {
                if (tree.root().isPresent()) {
                    int start = offset(parser.currentTokenLocation().getCharOffset());
                    reading.error(
                            DocumentCodes.SYNTAX, start, start, "a JSON text holds one value; this is a second one");
                    tree.abandon();
                } else {
                    accept(token, parser);
                }
            }
        } catch (JacksonException e) {
            tree.abandon();
            report(e);
        }
        Optional<Value> root = reading.isDamaged(0, points.length()) ? Optional.empty() : tree.root();
        root.ifPresentOrElse(value -> reading.add(value, List.of()), reading::skip);
    }

    private void report(JacksonException problem) {
        String introduction = "this is no JSON: ";
        if (problem instanceof UnexpectedEndOfInputException) {
            EarlyEnd end = new EarlyEnd(reading, points.length());
            OptionalInt bracket = tree.openBracket();
            Finding.Builder finding = bracket.isPresent()
                    ? end.inside(bracket.getAsInt(), introduction)
                    : Finding.error(DocumentCodes.SYNTAX, introduction + "the text ends before its value does")
                            .at(end.place());
            reading.report(finding.build());
            return;
        }
        long index = problem.getLocation() == null ? 0 : problem.getLocation().getCharOffset();
        String reason = REST.matcher(problem.getOriginalMessage()).replaceAll("");
        reading.report(Finding.error(DocumentCodes.SYNTAX, introduction + reason)
                .at(reading.character(offset(index)))
                .build());
    }

    private void accept(JsonToken token, JsonParser parser) {
        int start = offset(parser.currentTokenLocation().getCharOffset());
        switch (token) {
            case START_OBJECT, START_ARRAY -> tree.open(token == JsonToken.START_OBJECT, start, "");
            case END_OBJECT, END_ARRAY -> tree.close(start + 1);
            case PROPERTY_NAME -> tree.key(parser.currentName(), false, start, closingQuote(start));
            default -> scalar(token, parser, start);
        }
    }

    private void scalar(JsonToken token, JsonParser parser, int start) {
        String text = parser.getString();
        int end = token == JsonToken.VALUE_STRING ? closingQuote(start) : start + text.length();
        Origin origin = reading.origin();
        Value value = switch (token) {
            case VALUE_TRUE, VALUE_FALSE -> BooleanValue.of(token == JsonToken.VALUE_TRUE, origin, start, end);
            case VALUE_NULL -> NullValue.of(origin, start, end);
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> NumberValue.of(text, origin, start, end);
            default -> TextValue.of(reading.pool().text(text), origin, start, end);
        };
        tree.scalar(value, start, end);
    }

    /** The offset after the quote that ends the text which begins at {@code start}. */
    private int closingQuote(int start) {
        int offset = start + 1;
        while (offset < points.length() && points.at(offset) != '"') {
            offset += points.at(offset) == '\\' ? 2 : 1;
        }
        return Math.min(offset + 1, points.length());
    }

    private int offset(long index) {
        return offsets.of((int) Math.max(0, Math.min(index, points.text().length())));
    }
}
