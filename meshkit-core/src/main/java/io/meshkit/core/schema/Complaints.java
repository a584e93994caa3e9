// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.schema;

import io.meshkit.document.BooleanValue;
import io.meshkit.document.JsonPointer;
import io.meshkit.document.MapValue;
import io.meshkit.document.NumberValue;
import io.meshkit.document.Place;
import io.meshkit.document.TextValue;
import io.meshkit.document.Value;
import io.meshkit.finding.Code;
import io.meshkit.finding.Finding;
import io.meshkit.finding.Fix;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Words the complaints of all kinds of schemas as findings about one document, with place and repair. */
final class Complaints {

    /** YAML 1.1, which Go's readers still speak, takes these for booleans. */
    private static final Map<String, Boolean> OLD_BOOLEANS = Map.of(
            "yes", true, "no", false, "on", true, "off", false, "y", true, "n", false, "true", true, "false", false);

    private final SchemaCodes codes;
    private final Value root;

    Complaints(SchemaCodes codes, Value root) {
        this.codes = codes;
        this.root = root;
    }

    /**
     * @param at the way to the value of the key
     * @param legal the keys that are allowed beside it
     * @param aliases former names of keys, with the names of today
     */
    Finding.Builder unknownKey(JsonPointer at, Collection<String> legal, Map<String, String> aliases) {
        String key = at.last();
        Optional<String> meant = meantKey(key, legal, aliases);
        String where = at.parent().isRoot() ? "" : " in " + Words.name(at.parent());
        String hint = meant.map(word -> "; did you mean \"" + word + "\"?")
                .orElse(
                        legal.isEmpty()
                                ? "; nothing is allowed here"
                                : "; allowed are " + Words.allOf(new TreeSet<>(legal)));
        Optional<Place> place = keyPlace(at);
        Finding.Builder finding = start(
                        codes.unknownKey(), at, place, "unknown key \"" + Words.cut(key) + "\"" + where + hint)
                .parameter("key", key);
        meant.ifPresent(word -> {
            finding.parameter("suggestion", word);
            place.filter(known -> !siblingExists(at, word))
                    .ifPresent(known -> finding.fix(ScalarText.replace(
                            known, ScalarText.write(word, known), "replace '" + key + "' by '" + word + "'")));
        });
        return finding;
    }

    static Optional<String> meantKey(String key, Collection<String> legal, Map<String, String> aliases) {
        Map<String, String> names = new LinkedHashMap<>(aliases);
        legal.forEach(name -> names.put(name, name));
        if (aliases.containsKey(key)) {
            return Optional.of(aliases.get(key));
        }
        return Suggestions.among(names.keySet()).nearest(key).map(names::get);
    }

    private boolean siblingExists(JsonPointer at, String key) {
        return root.find(at.parent())
                .filter(parent -> parent instanceof MapValue map && map.has(key))
                .isPresent();
    }

    Finding.Builder missingKey(JsonPointer parent, String key, Optional<String> example) {
        String hint = example.map(text -> ", such as " + key + ": " + text).orElse("");
        String message = Words.name(parent) + " lacks the key \"" + key + "\"" + hint;
        Optional<Place> place =
                parent.isRoot() ? firstKey(parent) : keyPlace(parent).or(() -> firstKey(parent));
        return start(codes.missingKey(), parent, place, message).parameter("key", key);
    }

    /**
     * @param expected types in words, such as {@code a list}
     * @param types the same as JSON Schema names them
     */
    Finding.Builder wrongType(JsonPointer at, Collection<String> expected, Collection<String> types) {
        Value value = value(at);
        String wanted = Words.anyOf(expected);
        String actual = Words.isScalar(value) ? Words.shown(value) + ", " + Words.typeOf(value) : Words.typeOf(value);
        if (value instanceof BooleanValue) {
            actual = Words.shown(value);
        }
        Optional<String> corrected = corrected(value, types);
        String hint = corrected.map(text -> "; write " + text).orElse("");
        Finding.Builder finding = start(
                        codes.wrongType(),
                        at,
                        value.place(),
                        Words.name(at) + " must be " + wanted + ", not " + actual + hint)
                .parameter("expected", wanted)
                .parameter("actual", Words.typeOf(value));
        corrected.ifPresent(text ->
                value.place().ifPresent(place -> finding.fix(ScalarText.replace(place, text, "write " + text))));
        return finding;
    }

    /** The same thing in the right type, where only the spelling is wrong. */
    private static Optional<String> corrected(Value value, Collection<String> types) {
        if (types.size() > 1) {
            return Optional.empty();
        }
        if (types.contains("string")) {
            return value instanceof NumberValue || value instanceof BooleanValue
                    ? Optional.of('"' + value.toString() + '"')
                    : Optional.empty();
        }
        if (!(value instanceof TextValue text)) {
            return Optional.empty();
        }
        String written = text.text().strip();
        Boolean flag = OLD_BOOLEANS.get(written.toLowerCase(Locale.ROOT));
        if (types.contains("boolean") && flag != null) {
            return Optional.of(flag.toString());
        }
        boolean whole = written.matches("-?(0|[1-9]\\d{0,17})");
        boolean decimal = types.contains("number") && written.matches("-?(0|[1-9]\\d{0,17})\\.\\d{1,17}");
        boolean wanted = types.contains("integer") || types.contains("number");
        return wanted && (whole || decimal) ? Optional.of(written) : Optional.empty();
    }

    Finding.Builder notAllowed(JsonPointer at, Collection<Value> allowed) {
        Value value = value(at);
        List<String> texts = allowed.stream()
                .filter(TextValue.class::isInstance)
                .map(Value::toString)
                .toList();
        Optional<String> meant =
                value instanceof TextValue text ? Suggestions.among(texts).nearest(text.text()) : Optional.empty();
        String list = Words.anyOf(allowed.stream().map(Words::shown).toList());
        String hint = allowed.size() == 1
                ? ""
                : meant.map(word -> "; did you mean \"" + word + "\"?").orElse("");
        String message = Words.name(at) + " must be " + list + ", not " + Words.shown(value) + hint;
        Finding.Builder finding = wrongValue(at, message).parameter("expected", list);
        meant.ifPresent(word -> {
            finding.parameter("suggestion", word);
            value.place()
                    .ifPresent(place -> finding.fix(ScalarText.replace(
                            place,
                            ScalarText.write(word, place),
                            "replace " + Words.shown(value) + " by \"" + word + "\"")));
        });
        return finding;
    }

    /** A complaint about a value in ready words. */
    Finding.Builder wrongValue(JsonPointer at, String message) {
        Value value = value(at);
        Finding.Builder finding = start(codes.wrongValue(), at, value.place().or(() -> keyPlace(at)), message);
        return Words.isScalar(value) ? finding.parameter("actual", Words.shown(value)) : finding;
    }

    /** A complaint about a key in ready words. */
    Finding.Builder wrongKey(JsonPointer at, String message) {
        return start(codes.wrongValue(), at, keyPlace(at), message).parameter("key", at.last());
    }

    /** A complaint of a wrong type in ready words, with a repair when there is one. */
    Finding.Builder wrongUnit(JsonPointer at, String message, Optional<String> repaired) {
        Value value = value(at);
        Finding.Builder finding = wrongValue(at, message);
        repaired.ifPresent(text -> value.place().ifPresent(place -> {
            Fix fix = ScalarText.replace(place, ScalarText.write(text, place), "write " + text);
            finding.fix(fix);
        }));
        return finding;
    }

    Value value(JsonPointer at) {
        return root.find(at).orElse(MapValue.EMPTY);
    }

    Optional<Place> keyPlace(JsonPointer at) {
        return root.find(at.parent())
                .flatMap(parent -> parent instanceof MapValue map
                        ? map.keyPlace(at.last())
                        : value(at).place());
    }

    private Optional<Place> firstKey(JsonPointer at) {
        Value value = value(at);
        return value instanceof MapValue map && !map.isEmpty()
                ? map.keyPlace(map.keys().get(0)).or(value::place)
                : value.place();
    }

    private static Finding.Builder start(Code code, JsonPointer at, Optional<Place> place, String message) {
        return Finding.error(code, message).pointer(at).at(place);
    }
}
