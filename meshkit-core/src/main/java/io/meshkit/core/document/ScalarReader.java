// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.document;

import io.meshkit.document.BooleanValue;
import io.meshkit.document.NullValue;
import io.meshkit.document.NumberValue;
import io.meshkit.document.Origin;
import io.meshkit.document.Place;
import io.meshkit.document.TextEdit;
import io.meshkit.document.TextValue;
import io.meshkit.document.Value;
import io.meshkit.finding.Finding;
import io.meshkit.finding.Fix;
import java.util.List;
import java.util.Optional;

/** Types scalars by the core schema or by their tag, and warns of those that Go's readers type otherwise. */
final class ScalarReader {

    private static final String STANDARD = "tag:yaml.org,2002:";

    private final Reading reading;
    private final Origin origin;

    ScalarReader(Reading reading) {
        this.reading = reading;
        this.origin = reading.origin();
    }

    TextValue text(String text, int start, int end) {
        return TextValue.of(reading.pool().text(text), origin, start, end);
    }

    Value value(String text, boolean plain, String tag, int start, int end) {
        if (!tag.isEmpty()) {
            return tagged(text, plain, tag, start, end);
        }
        if (!plain) {
            return text(text, start, end);
        }
        warnOfGo(text, start, end);
        return typed(text, start, end);
    }

    private Value typed(String text, int start, int end) {
        return switch (PlainScalar.type(text)) {
            case NULL -> NullValue.of(origin, start, end);
            case TRUE -> BooleanValue.of(true, origin, start, end);
            case FALSE -> BooleanValue.of(false, origin, start, end);
            case NUMBER -> NumberValue.of(reading.pool().text(text), origin, start, end);
            case TEXT -> text(text, start, end);
        };
    }

    private Value tagged(String text, boolean plain, String tag, int start, int end) {
        Value typed = typed(text, start, end);
        boolean fits = switch (tag) {
            case "!", STANDARD + "str" -> {
                typed = text(text, start, end);
                yield true;
            }
            case STANDARD + "int" -> typed instanceof NumberValue number && number.isWhole();
            case STANDARD + "float" -> typed instanceof NumberValue;
            case STANDARD + "bool" -> typed instanceof BooleanValue;
            case STANDARD + "null" -> typed instanceof NullValue;
            default -> false;
        };
        if (fits) {
            return typed;
        }
        boolean known = isKnownScalarTag(tag);
        String message = known
                ? "this is no " + tag.substring(STANDARD.length()) + ", as its tag " + shown(tag) + " says"
                : "tag " + shown(tag) + " is not read; remove it";
        reading.error(DocumentCodes.TAG, start, end, message);
        return plain ? typed(text, start, end) : text(text, start, end);
    }

    private static boolean isKnownScalarTag(String tag) {
        return switch (tag) {
            case STANDARD + "int", STANDARD + "float", STANDARD + "bool", STANDARD + "null" -> true;
            default -> false;
        };
    }

    void checkCollectionTag(String tag, boolean map, int start) {
        boolean fits = tag.isEmpty() || tag.equals("!") || tag.equals(STANDARD + (map ? "map" : "seq"));
        if (!fits) {
            Place place = reading.character(start);
            String message = "tag " + shown(tag) + " is not read on a " + (map ? "map" : "list") + "; remove it";
            reading.report(Finding.error(DocumentCodes.TAG, message).at(place).build());
        }
    }

    private static String shown(String tag) {
        return Reading.shown(tag.startsWith(STANDARD) ? "!!" + tag.substring(STANDARD.length()) : tag);
    }

    /** Warns of a plain scalar without a tag that Go's readers take for something else. */
    void warnOfGo(String text, int start, int end) {
        Optional<String> there = PlainScalar.readByGo(text);
        if (there.isEmpty() || reading.isFull()) {
            return;
        }
        Place place = reading.place(start, end);
        String here = PlainScalar.type(text) == PlainScalar.Type.NUMBER ? "a decimal number" : "text";
        String message = Reading.shown(text) + " is " + here
                + " in YAML 1.2, but Go's YAML readers, kubectl's among them, read it as " + there.get()
                + "; put it in quotes, or write " + there.get();
        reading.report(Finding.warning(DocumentCodes.READ_DIFFERENTLY, message)
                .parameter("text", text)
                .parameter("go", there.get())
                .at(place)
                .fix(new Fix(
                        "put " + Reading.shown(text) + " in quotes", List.of(new TextEdit(place, '"' + text + '"'))))
                .build());
    }
}
