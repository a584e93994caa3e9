// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.schema;

import static io.meshkit.core.schema.SchemaViolation.Reason.INVALID;
import static io.meshkit.core.schema.SchemaViolation.Reason.NOT_SUPPORTED;
import static io.meshkit.core.schema.SchemaViolation.Reason.REQUIRED;
import static io.meshkit.core.schema.SchemaViolation.Reason.TOO_MANY;
import static io.meshkit.core.schema.SchemaViolation.Reason.TYPE_INVALID;

import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.NullValue;
import io.meshkit.document.NumberValue;
import io.meshkit.document.TextValue;
import io.meshkit.document.Value;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Compares a value with a schema in the order of kube-openapi's validator, and words what is wrong as an API server does.
 *
 * <p>Of branches that all fail, the server shows the errors of the one with most successful checks; the checks are counted as there
 * ({@code pkg/validation/validate/schema_props.go}).
 */
final class ValueValidation {

    Collection<SchemaViolation> validate(StructuralSchema schema, Value value) {
        return node(schema, value, Way.ROOT).violations.values();
    }

    /** What one node found: each line once, and how many checks went well. */
    static final class Outcome {
        final Map<String, SchemaViolation> violations = new LinkedHashMap<>();
        int checks;

        boolean isGood() {
            return violations.isEmpty();
        }

        void add(SchemaViolation violation) {
            violations.putIfAbsent(violation.toString(), violation);
        }

        void merge(Outcome other) {
            other.violations.forEach(violations::putIfAbsent);
            checks += other.checks;
        }
    }

    private Outcome node(StructuralSchema schema, Value value, Way way) {
        Outcome outcome = new Outcome();
        type(schema, value, way, outcome);
        if (value instanceof NullValue) {
            allowed(schema, value, way, outcome);
            return outcome;
        }
        junctors(schema, value, way, outcome);
        if (value instanceof TextValue text) {
            TextChecks.check(schema.values, text, way, outcome);
        } else if (value instanceof NumberValue number) {
            NumberChecks.check(schema, number, way, outcome);
        } else if (value instanceof ListValue list) {
            list(schema, list, way, outcome);
        }
        allowed(schema, value, way, outcome);
        if (value instanceof MapValue map) {
            map(schema, map, way, outcome);
        }
        outcome.checks++;
        return outcome;
    }

    private static void type(StructuralSchema schema, Value value, Way way, Outcome outcome) {
        List<String> types = schema.intOrString
                ? List.of("integer", "string")
                : schema.type.isEmpty() ? List.of() : List.of(schema.type);
        if (types.isEmpty() || (value instanceof NullValue && schema.nullable)) {
            return;
        }
        outcome.checks++;
        String actual = GoText.typeName(value);
        boolean wholeNumber = actual.equals("number") && types.contains("integer") && ((NumberValue) value).isWhole();
        boolean integerForNumber = actual.equals("integer") && types.contains("number");
        if (types.contains(actual) || wholeNumber || integerForNumber) {
            outcome.checks++;
            return;
        }
        String expected = String.join(",", types);
        outcome.add(wrongType(way, expected, actual, "type"));
    }

    static SchemaViolation wrongType(Way way, String expected, String actual, String keyword) {
        String quoted = GoText.quoted(actual);
        String message =
                "Invalid value: " + quoted + ": " + inBody(way) + " must be of type " + expected + ": " + quoted;
        return new SchemaViolation(
                way.pointer(),
                field(way),
                TYPE_INVALID,
                message,
                keyword,
                Map.of("expected", expected, "actual", actual));
    }

    private void junctors(StructuralSchema schema, Value value, Way way, Outcome outcome) {
        anyOf(schema.values.anyOf(), value, way, outcome);
        oneOf(schema.values.oneOf(), value, way, outcome);
        allOf(schema.values.allOf(), value, way, outcome);
        StructuralSchema not = schema.values.not();
        if (not != null && node(not, value, way).isGood()) {
            outcome.add(junctor(way, "not", "must not validate the schema (not)"));
        }
        outcome.checks += 2;
    }

    private void anyOf(List<StructuralSchema> branches, Value value, Way way, Outcome outcome) {
        if (branches.isEmpty()) {
            return;
        }
        Outcome best = new Outcome();
        best.checks = -1;
        for (StructuralSchema branch : branches) {
            Outcome tried = node(branch, value, way);
            if (tried.isGood()) {
                outcome.merge(tried);
                return;
            }
            best = tried.checks > best.checks ? tried : best;
        }
        outcome.add(junctor(way, "anyOf", "must validate at least one schema (anyOf)"));
        outcome.merge(best);
    }

    private void oneOf(List<StructuralSchema> branches, Value value, Way way, Outcome outcome) {
        if (branches.isEmpty()) {
            return;
        }
        Outcome best = new Outcome();
        best.checks = -1;
        List<Outcome> good = new ArrayList<>();
        for (StructuralSchema branch : branches) {
            Outcome tried = node(branch, value, way);
            if (tried.isGood()) {
                good.add(tried);
            } else if (tried.checks > best.checks) {
                best = tried;
            }
        }
        if (good.size() == 1) {
            outcome.merge(good.get(0));
        } else if (good.isEmpty()) {
            outcome.add(junctor(way, "oneOf", "must validate one and only one schema (oneOf). Found none valid"));
            outcome.merge(best);
        } else {
            outcome.add(junctor(
                    way,
                    "oneOf",
                    "must validate one and only one schema (oneOf). Found " + good.size() + " valid alternatives"));
        }
    }

    private void allOf(List<StructuralSchema> branches, Value value, Way way, Outcome outcome) {
        int good = 0;
        for (StructuralSchema branch : branches) {
            Outcome tried = node(branch, value, way);
            good += tried.isGood() ? 1 : 0;
            outcome.merge(tried);
        }
        if (good < branches.size()) {
            outcome.add(junctor(
                    way, "allOf", "must validate all the schemas (allOf)" + (good == 0 ? ". None validated" : "")));
        }
    }

    private static SchemaViolation junctor(Way way, String keyword, String what) {
        String message = "Invalid value: \"\": " + GoText.quoted(way.field()) + " " + what;
        return new SchemaViolation(way.pointer(), "<nil>", INVALID, message, keyword, Map.of());
    }

    private void list(StructuralSchema schema, ListValue list, Way way, Outcome outcome) {
        if (schema.items != null) {
            for (int i = 0; i < list.size(); i++) {
                outcome.merge(node(schema.items, list.get(i), way.item(i)));
            }
        }
        ValueRules rules = schema.values;
        if (rules.minItems() != null && list.size() < rules.minItems()) {
            outcome.add(count(
                    way,
                    list.size(),
                    "minItems",
                    "should have at least " + rules.minItems() + " items",
                    rules.minItems()));
        }
        if (rules.maxItems() != null && list.size() > rules.maxItems()) {
            outcome.add(tooMany(way, list.size(), rules.maxItems(), "maxItems"));
        }
        Set<Value> seen = new HashSet<>();
        if (rules.uniqueItems() && !list.items().stream().allMatch(seen::add)) {
            String message = "Invalid value: \"\": " + inBody(way) + " shouldn't contain duplicates";
            outcome.add(new SchemaViolation(way.pointer(), field(way), INVALID, message, "uniqueItems", Map.of()));
        }
        outcome.checks += 2;
    }

    private void map(StructuralSchema schema, MapValue map, Way way, Outcome outcome) {
        ValueRules rules = schema.values;
        outcome.checks++;
        if (rules.minProperties() != null && map.size() < rules.minProperties()) {
            String what = "should have at least " + rules.minProperties() + " properties";
            outcome.add(count(way, map.size(), "minProperties", what, rules.minProperties()));
            return;
        }
        if (rules.maxProperties() != null && map.size() > rules.maxProperties()) {
            outcome.add(tooMany(way, map.size(), rules.maxProperties(), "maxProperties"));
            return;
        }
        for (MapValue.Entry entry : map) {
            StructuralSchema property = schema.properties.get(entry.key());
            if (property != null) {
                outcome.merge(node(property, entry.value(), way.property(entry.key())));
            } else if (schema.additionalProperties != null) {
                outcome.merge(node(schema.additionalProperties, entry.value(), way.key(entry.key())));
            } else if (Boolean.FALSE.equals(schema.additionalAllowed)) {
                outcome.add(forbidden(way, entry.key()));
            }
        }
        for (String key : rules.required()) {
            if (!map.has(key)) {
                Way missing = way.property(key);
                outcome.add(new SchemaViolation(
                        missing.pointer(),
                        missing.field(),
                        REQUIRED,
                        "Required value",
                        "required",
                        Map.of("expected", key)));
            }
        }
    }

    private static SchemaViolation forbidden(Way way, String key) {
        String message = "Invalid value: " + GoText.quoted(key) + ": " + way.field() + "." + key
                + " in body is a forbidden property";
        return new SchemaViolation(
                way.key(key).pointer(), field(way), INVALID, message, "additionalProperties", Map.of("actual", key));
    }

    private static SchemaViolation count(Way way, int actual, String keyword, String what, long expected) {
        String message = "Invalid value: " + actual + ": " + inBody(way) + " " + what;
        return new SchemaViolation(way.pointer(), field(way), INVALID, message, keyword, numbers(expected, actual));
    }

    private static SchemaViolation tooMany(Way way, int actual, long most, String keyword) {
        String message = "Too many: " + actual + ": must have at most " + most + (most == 1 ? " item" : " items");
        return new SchemaViolation(way.pointer(), field(way), TOO_MANY, message, keyword, numbers(most, actual));
    }

    private static Map<String, String> numbers(long expected, long actual) {
        return Map.of("expected", Long.toString(expected), "actual", Long.toString(actual));
    }

    private static void allowed(StructuralSchema schema, Value value, Way way, Outcome outcome) {
        outcome.checks++;
        if (schema.values.allowed().isEmpty() || schema.values.allowed().get().contains(value)) {
            return;
        }
        List<String> shown = new ArrayList<>();
        for (Value allowed : schema.values.allowed().get()) {
            shown.add(GoText.quoted(allowed instanceof TextValue text ? text.text() : GoText.shown(allowed)));
        }
        String values = String.join(", ", shown);
        String actual = GoText.shown(value);
        String message = "Unsupported value: " + actual + (shown.isEmpty() ? "" : ": supported values: " + values);
        outcome.add(new SchemaViolation(
                way.pointer(),
                field(way),
                NOT_SUPPORTED,
                message,
                "enum",
                Map.of("expected", values, "actual", actual)));
    }

    /** The way as it begins the validator's sentences. */
    static String inBody(Way way) {
        return way.field() + " in body";
    }

    /** An API server has no name for the root. */
    static String field(Way way) {
        String field = way.field();
        return field.isEmpty() ? "<nil>" : field;
    }
}
