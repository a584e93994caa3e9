// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.kubernetes;

import io.meshkit.core.internal.json.JsonReader;
import io.meshkit.document.JsonPointer;
import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The name that an API server gives to a field. Two writings are understood, that of validation ({@code spec.http[0].timeout},
 * {@code metadata.labels[a/b]}; {@code k8s.io/apimachinery:pkg/util/validation/field/path.go}) and that of field ownership
 * ({@code .spec.containers[name="x"].image}, {@code .metadata.finalizers["a"]};
 * {@code sigs.k8s.io/structured-merge-diff:fieldpath/path.go}).
 */
final class FieldPath {

    private static final Pattern INDEX = Pattern.compile("[0-9]{1,9}");
    private static final Pattern NUMBER_OR_WORD = Pattern.compile("-?[0-9][-+.0-9eE]*|true|false|null");

    private final List<Step> steps;

    private FieldPath(List<Step> steps) {
        this.steps = List.copyOf(steps);
    }

    /** One step from a value to one inside it. */
    private sealed interface Step permits Name, Keys, Item {}

    /** A key of a map, or an index of a list. */
    private record Name(String name) implements Step {}

    /** The item of a list whose fields have these values. */
    private record Keys(Map<String, Value> keys) implements Step {}

    /** The item of a list that is this value. */
    private record Item(Value value) implements Step {}

    /**
     * Reads a field's name.
     *
     * @return the path; empty when the text is none
     */
    static Optional<FieldPath> parse(String text) {
        if (text.isEmpty() || text.equals("<nil>") || text.equals(".")) {
            return Optional.empty();
        }
        try {
            return Optional.of(new FieldPath(new Parser(text).steps()));
        } catch (IllegalArgumentException e) {
            // a server may name a field as it likes; what is not understood leads nowhere
            return Optional.empty();
        }
    }

    /**
     * The way into a body. Items that are named by their content are looked up there; when there is no such item, the way ends at their
     * list.
     */
    JsonPointer in(MapValue body) {
        JsonPointer pointer = JsonPointer.ROOT;
        Optional<Value> at = Optional.of(body);
        for (Step step : steps) {
            Optional<String> segment = segment(step, at);
            if (segment.isEmpty()) {
                return pointer;
            }
            JsonPointer one = JsonPointer.of(segment.get());
            pointer = pointer.append(one);
            at = at.flatMap(value -> value.find(one));
        }
        return pointer;
    }

    private static Optional<String> segment(Step step, Optional<Value> at) {
        if (step instanceof Name name) {
            return Optional.of(name.name());
        }
        if (at.isEmpty() || !(at.get() instanceof ListValue list)) {
            return Optional.empty();
        }
        int best = 0;
        int found = -1;
        for (int i = 0; i < list.size(); i++) {
            int likeness = likeness(step, list.get(i));
            if (likeness > best) {
                best = likeness;
                found = i;
            }
        }
        return found < 0 ? Optional.empty() : Optional.of(Integer.toString(found));
    }

    /** How many of the named values an item has; 0 when one differs. A key that the writer left to its default is not in the body. */
    private static int likeness(Step step, Value item) {
        if (step instanceof Item wanted) {
            return wanted.value().equals(item) ? 1 : 0;
        }
        if (!(item instanceof MapValue map)) {
            return 0;
        }
        int equal = 0;
        for (Map.Entry<String, Value> key : ((Keys) step).keys().entrySet()) {
            Optional<Value> there = map.get(key.getKey());
            if (there.isPresent() && !there.get().equals(key.getValue())) {
                return 0;
            }
            equal += there.isPresent() ? 1 : 0;
        }
        return equal;
    }

    /** Reads the text from left to right. */
    private static final class Parser {

        private final String text;
        private int at;

        Parser(String text) {
            this.text = text;
        }

        List<Step> steps() {
            List<Step> steps = new ArrayList<>();
            if (peek() == '.') {
                at++;
            }
            while (at < text.length()) {
                if (peek() == '[') {
                    steps.add(bracket());
                } else {
                    steps.add(new Name(name()));
                }
                if (at < text.length() && peek() == '.') {
                    at++;
                    expect(at < text.length());
                }
            }
            return steps;
        }

        private String name() {
            int start = at;
            while (at < text.length() && peek() != '.' && peek() != '[') {
                at++;
            }
            expect(at > start);
            return text.substring(start, at);
        }

        private Step bracket() {
            at++;
            if (peek() == '=') {
                at++;
                Value value = value();
                close();
                return new Item(value);
            }
            if (peek() == '"') {
                Value value = value();
                close();
                return new Item(value);
            }
            int end = text.indexOf(']', at);
            expect(end > at);
            String inside = text.substring(at, end);
            if (INDEX.matcher(inside).matches() || inside.indexOf('=') < 0) {
                at = end + 1;
                return new Name(inside);
            }
            return keys();
        }

        private Step keys() {
            Map<String, Value> keys = new TreeMap<>();
            while (true) {
                int equals = text.indexOf('=', at);
                expect(equals > at);
                String key = text.substring(at, equals);
                at = equals + 1;
                keys.put(key, value());
                if (peek() == ',') {
                    at++;
                } else {
                    close();
                    return new Keys(keys);
                }
            }
        }

        /** A JSON scalar; the quotes of Go are those of JSON for all that names hold. */
        private Value value() {
            int start = at;
            if (peek() == '"') {
                at++;
                while (at < text.length() && peek() != '"') {
                    at += peek() == '\\' ? 2 : 1;
                }
                at++;
            } else {
                while (at < text.length() && peek() != ',' && peek() != ']') {
                    at++;
                }
                expect(NUMBER_OR_WORD.matcher(text.substring(start, at)).matches());
            }
            expect(at <= text.length());
            try {
                return JsonReader.read(text.substring(start, at).getBytes(java.nio.charset.StandardCharsets.UTF_8));
            } catch (JsonReader.MalformedException e) {
                throw new IllegalArgumentException("no field path: " + text, e);
            }
        }

        private void close() {
            expect(at < text.length() && peek() == ']');
            at++;
        }

        private char peek() {
            expect(at < text.length());
            return text.charAt(at);
        }

        private void expect(boolean condition) {
            if (!condition) {
                throw new IllegalArgumentException("no field path: " + text);
            }
        }
    }
}
