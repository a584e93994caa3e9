// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.kubernetes.internal.kinds;

import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.NullValue;
import io.meshkit.document.NumberValue;
import io.meshkit.document.TextValue;
import io.meshkit.document.Value;
import io.meshkit.testkit.kubernetes.internal.json.Json;
import io.meshkit.testkit.kubernetes.internal.kinds.BuiltInChecks.Complaint;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What one field must be, as the table writes it: {@code required} (with the reason, or empty), {@code oneOf} some texts, {@code from} and
 * {@code to} or {@code atLeast} a number, {@code atMost} so many bytes, of a {@code form}, with {@code keys} of a form, with items that are {@code uniqueBy} a field or
 * where {@code eachHas} one, labels {@code selectedBy} a selector, {@code forbidden}, or whatever the rule's own {@code complaint} says; all
 * this {@code when} a condition holds. {@code absent} is the value of an absent field, {@code shown} the field's name in complaints.
 */
final class FieldRule {

    private final MapValue rule;
    private final Condition when;
    private final Map<String, Form> forms;

    private FieldRule(MapValue rule, Map<String, Form> forms) {
        this.rule = rule;
        this.when = Condition.read(rule);
        this.forms = forms;
    }

    /** A form of texts. */
    record Form(Pattern pattern, String words) {

        static Form read(MapValue written) {
            return new Form(
                    Pattern.compile(written.text("pattern").orElseThrow()),
                    written.text("words").orElseThrow());
        }
    }

    static FieldRule of(MapValue rule, Map<String, Form> forms) {
        return new FieldRule(rule, forms);
    }

    void check(String path, MapValue object, List<Complaint> complaints) {
        if (!when.holds(object)) {
            return;
        }
        String field = rule.text("field").orElse("");
        String shown = joined(path, rule.text("shown").orElse(field.replace('/', '.')));
        Optional<Value> value = field.isEmpty() ? Optional.of(object) : object.find("/" + field);
        Value present = value.or(() -> rule.get("absent")).orElse(NullValue.NULL);
        for (MapValue.Entry says : rule) {
            switch (says.key()) {
                case "required" -> required(shown, present, says.value().toString(), complaints);
                case "oneOf" -> oneOf(shown, present, ((ListValue) says.value()).texts(), complaints);
                case "from" -> between(shown, present, complaints);
                case "atLeast" -> atLeast(shown, present, says.value(), complaints);
                case "atMost" -> atMost(shown, present, (NumberValue) says.value(), complaints);
                case "form" -> form(shown, present, says.value().toString(), complaints);
                case "keys" -> keys(shown, present, says.value().toString(), complaints);
                case "uniqueBy" -> unique(shown, present, says.value().toString(), complaints);
                case "eachHas" -> eachHas(shown, present, says.value().toString(), complaints);
                case "selectedBy" ->
                    selected(shown, present, object, says.value().toString(), complaints);
                case "forbidden" -> forbidden(shown, present, says.value().toString(), complaints);
                case "complaint" ->
                    complaints.add(new Complaint(
                            rule.text("reason").orElseThrow(), says.value().toString(), shown));
                default -> {
                    // the rule's other words are read above
                }
            }
        }
    }

    private static void required(String field, Value value, String why, List<Complaint> complaints) {
        if (Condition.isEmpty(value)) {
            complaints.add(
                    new Complaint("FieldValueRequired", "Required value" + (why.isEmpty() ? "" : ": " + why), field));
        }
    }

    private static void oneOf(String field, Value value, List<String> known, List<Complaint> complaints) {
        if (!(value instanceof NullValue) && !known.contains(value.toString())) {
            String all = known.stream().map(each -> "\"" + each + "\"").collect(Collectors.joining(", "));
            complaints.add(new Complaint(
                    "FieldValueNotSupported", "Unsupported value: \"" + value + "\": supported values: " + all, field));
        }
    }

    private void between(String field, Value value, List<Complaint> complaints) {
        if (value instanceof NumberValue number && (below(number, number("from")) || below(number("to"), number))) {
            complaints.add(invalid(
                    field,
                    number.text(),
                    "must be between " + number("from") + " and " + number("to") + ", inclusive"));
        }
    }

    private static void atLeast(String field, Value value, Value least, List<Complaint> complaints) {
        if (value instanceof NumberValue number && below(number, (NumberValue) least)) {
            complaints.add(invalid(field, number.text(), "must be greater than or equal to " + least));
        }
    }

    /** The bytes of all values of a map; {@code encoded} says that they are written in Base64. */
    private void atMost(String field, Value value, NumberValue most, List<Complaint> complaints) {
        long bytes = 0;
        for (MapValue.Entry entry : value instanceof MapValue map ? map : MapValue.EMPTY) {
            bytes += entry.value().toString().length();
        }
        long counted = rule.has("encoded") ? bytes * 3 / 4 : bytes;
        if (counted > most.asLong().orElse(Long.MAX_VALUE)) {
            complaints.add(
                    new Complaint("FieldValueTooLong", "Too long: may not be more than " + most + " bytes", field));
        }
    }

    private void form(String field, Value value, String name, List<Complaint> complaints) {
        Form form = formOf(name);
        if (value instanceof TextValue text
                && !text.text().isEmpty()
                && !form.pattern().matcher(text.text()).matches()) {
            complaints.add(invalid(field, Json.write(text), form.words()));
        }
    }

    private void keys(String field, Value value, String name, List<Complaint> complaints) {
        Form form = formOf(name);
        if (value instanceof MapValue map) {
            for (String key : map.keys()) {
                if (!form.pattern().matcher(key).matches()) {
                    complaints.add(invalid(field + "[" + key + "]", "\"" + key + "\"", form.words()));
                }
            }
        }
    }

    private static void unique(String field, Value value, String key, List<Complaint> complaints) {
        Set<Value> seen = new HashSet<>();
        for (int i = 0; value instanceof ListValue list && i < list.size(); i++) {
            Optional<Value> own = list.get(i) instanceof MapValue item ? item.get(key) : Optional.empty();
            if (own.isPresent() && !Condition.isEmpty(own.get()) && !seen.add(own.get())) {
                complaints.add(new Complaint(
                        "FieldValueDuplicate",
                        "Duplicate value: " + Json.write(own.get()),
                        field + "[" + i + "]." + key));
            }
        }
    }

    private static void eachHas(String field, Value value, String key, List<Complaint> complaints) {
        for (int i = 0; value instanceof ListValue list && i < list.size(); i++) {
            Optional<Value> own = list.get(i) instanceof MapValue item ? item.get(key) : Optional.empty();
            required(field + "[" + i + "]." + key, own.orElse(NullValue.NULL), "", complaints);
        }
    }

    private static void selected(
            String field, Value labels, MapValue object, String selector, List<Complaint> complaints) {
        MapValue chosen = object.map(selector).orElse(MapValue.EMPTY);
        MapValue own = labels instanceof MapValue map ? map : MapValue.EMPTY;
        if (chosen.isEmpty() || !LabelSelector.matches(chosen, own)) {
            complaints.add(invalid(field, Json.write(labels), "`selector` does not match template `labels`"));
        }
    }

    private static void forbidden(String field, Value value, String why, List<Complaint> complaints) {
        if (!(value instanceof NullValue)) {
            complaints.add(new Complaint("FieldValueForbidden", "Forbidden: " + why, field));
        }
    }

    private static Complaint invalid(String field, String value, String why) {
        return new Complaint("FieldValueInvalid", "Invalid value: " + value + ": " + why, field);
    }

    private Form formOf(String name) {
        return Optional.ofNullable(forms.get(name))
                .orElseThrow(() -> new IllegalStateException("the table of checks has no form " + name));
    }

    private NumberValue number(String key) {
        return (NumberValue) rule.get(key).orElseThrow();
    }

    private static boolean below(NumberValue number, NumberValue limit) {
        return new BigDecimal(number.text()).compareTo(new BigDecimal(limit.text())) < 0;
    }

    private static String joined(String path, String field) {
        return path.isEmpty() || field.isEmpty() ? path + field : path + "." + field;
    }
}
