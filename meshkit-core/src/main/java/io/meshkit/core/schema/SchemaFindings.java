// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.schema;

import com.networknt.schema.Error;
import io.meshkit.document.JsonPointer;
import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.NumberValue;
import io.meshkit.document.TextValue;
import io.meshkit.document.Value;
import io.meshkit.finding.Finding;
import io.meshkit.finding.Report;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Turns the errors of a JSON Schema into findings: where, what was expected, what was probably meant. */
final class SchemaFindings {

    private static final List<Map.Entry<String, String>> RANGE = List.of(
            Map.entry("minimum", "at least "),
            Map.entry("exclusiveMinimum", "more than "),
            Map.entry("maximum", "at most "),
            Map.entry("exclusiveMaximum", "less than "));

    private final SchemaView view;
    private final Value part;
    private final JsonPointer at;
    private final Complaints complaints;
    private final Set<JsonPointer> misspelt = new HashSet<>();
    private final List<Finding> findings = new ArrayList<>();

    /** @param at the way from the root of the document to the part that was checked */
    SchemaFindings(SchemaView view, SchemaCodes codes, Value root, JsonPointer at) {
        this.view = view;
        this.at = at;
        this.part = root.find(at).orElse(MapValue.EMPTY);
        this.complaints = new Complaints(codes, root);
    }

    Report of(List<BranchChoice.Kept> errors) {
        errors.forEach(kept -> unknownKey(kept.error()));
        Map<JsonPointer, Set<Value>> allowed = new LinkedHashMap<>();
        for (BranchChoice.Kept kept : errors) {
            Error error = kept.error();
            JsonPointer where = pointer(error);
            switch (error.getKeyword()) {
                case "additionalProperties", "unevaluatedProperties" -> {}
                case "required", "dependentRequired" -> missingKey(where, error);
                case "type" -> wrongType(where, kept.types());
                case "enum", "const" ->
                    allowed.computeIfAbsent(where, unused -> new LinkedHashSet<>())
                            .addAll(allowedValues(error));
                default -> other(where, error);
            }
        }
        allowed.forEach((where, values) -> {
            if (!withoutUnit(where)) {
                add(complaints.notAllowed(at.append(where), values));
            }
        });
        return Report.of(findings);
    }

    private static JsonPointer pointer(Error error) {
        return new JsonPointer(EvaluationPath.strings(error.getInstanceLocation()));
    }

    private void add(Finding.Builder finding) {
        findings.add(finding.build());
    }

    private void unknownKey(Error error) {
        boolean unknown = error.getKeyword().equals("additionalProperties")
                || error.getKeyword().equals("unevaluatedProperties");
        if (!unknown || error.getProperty() == null) {
            return;
        }
        JsonPointer map = pointer(error);
        Set<String> legal = view.keys(part, map);
        if (legal.contains(error.getProperty())) {
            // A key with a wrong value counts as not evaluated; the wrong value is told on its own.
            return;
        }
        Map<String, String> aliases = view.aliases(part, map);
        Complaints.meantKey(error.getProperty(), legal, aliases).map(map::child).ifPresent(misspelt::add);
        add(complaints.unknownKey(at.append(map).child(error.getProperty()), legal, aliases));
    }

    private void missingKey(JsonPointer map, Error error) {
        String key = error.getKeyword().equals("required")
                ? String.valueOf(error.getProperty())
                : String.valueOf(error.getArguments()[0]);
        if (!misspelt.contains(map.child(key))) {
            add(complaints.missingKey(at.append(map), key, example(map.child(key))));
        }
    }

    private void wrongType(JsonPointer where, Set<String> types) {
        if (!withoutUnit(where)) {
            List<String> words = types.stream().map(Words::type).toList();
            Finding.Builder finding = complaints.wrongType(at.append(where), words, types);
            add(finding);
        }
    }

    /** A bare number where the unit belongs to the value. */
    private boolean withoutUnit(JsonPointer where) {
        Optional<String> unit = text(where, "x-mk-unit");
        Value value = complaints.value(at.append(where));
        boolean bare = value instanceof NumberValue
                || (value instanceof TextValue text && text.text().matches("\\d+(\\.\\d+)?"));
        if (unit.isEmpty() || !bare || !unit.get().equals("duration")) {
            return false;
        }
        String number = value.toString();
        String examples = number + "s" + (number.contains(".") ? "" : " or " + number + "00ms");
        String message = Words.name(at.append(where)) + " \"" + number + "\" has no unit; write " + examples;
        add(complaints
                .wrongUnit(at.append(where), message, Optional.of(number + "s"))
                .parameter("unit", unit.get()));
        return true;
    }

    private static List<Value> allowedValues(Error error) {
        List<Value> values = new ArrayList<>();
        if (error.getSchemaNode().isArray() && error.getKeyword().equals("enum")) {
            error.getSchemaNode().forEach(node -> values.add(NodeValues.toValue(node)));
        } else {
            values.add(NodeValues.toValue(error.getSchemaNode()));
        }
        return values;
    }

    private void other(JsonPointer where, Error error) {
        JsonPointer full = at.append(where);
        if (error.getKeyword().equals("propertyNames")) {
            String key = String.valueOf(error.getProperty());
            String message =
                    "the key \"" + Words.cut(key) + "\" in " + Words.name(full) + " " + reason(error.getArguments());
            add(complaints.wrongKey(full.child(key), message));
            return;
        }
        if ((error.getKeyword().equals("pattern") || error.getKeyword().equals("format")) && withoutUnit(where)) {
            return;
        }
        String message = Words.name(full) + " " + words(where, error);
        Finding.Builder finding = complaints.wrongValue(full, message).parameter("keyword", error.getKeyword());
        if (error.getKeyword().equals("uniqueItems")) {
            duplicate(full, finding);
        }
        add(finding);
    }

    private static String reason(Object[] arguments) {
        return arguments.length > 1 ? String.valueOf(arguments[1]) : "is not allowed";
    }

    private String words(JsonPointer where, Error error) {
        String limit =
                error.getSchemaNode() == null ? "" : error.getSchemaNode().asString("");
        Value value = complaints.value(at.append(where));
        String shown = Words.shown(value);
        return switch (error.getKeyword()) {
            case "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum" ->
                "must be " + range(where) + ", not " + shown;
            case "multipleOf" -> "must be a multiple of " + limit + ", not " + shown;
            case "pattern" -> shown + " has the wrong form; it must " + form(where, "match " + limit);
            case "format" -> shown + " has the wrong form; it must " + form(where, "be a " + limit);
            case "minLength" ->
                limit.equals("1") ? "must not be empty" : "is too short; it needs at least " + limit + " characters";
            case "maxLength" -> "is too long; it may have at most " + limit + " characters";
            case "minItems" -> "has too few items; it needs at least " + limit;
            case "maxItems" -> "has too many items; it may have at most " + limit;
            case "minProperties" -> "has too few keys; it needs at least " + limit;
            case "maxProperties" -> "has too many keys; it may have at most " + limit;
            case "uniqueItems" -> "has an item twice; each may be there once";
            case "oneOf" -> "is ambiguous" + alternatives(where);
            case "not" -> forbidden(error);
            default -> error.getMessage();
        };
    }

    private String range(JsonPointer where) {
        List<String> limits = new ArrayList<>();
        RANGE.forEach(words ->
                view.keyword(part, where, words.getKey()).ifPresent(limit -> limits.add(words.getValue() + limit)));
        return Words.allOf(limits)
                + text(where, "x-mk-unit").map(unit -> " " + unit).orElse("");
    }

    private String form(JsonPointer where, String rule) {
        return example(where).map(text -> "look like " + text).orElse(rule);
    }

    private String alternatives(JsonPointer where) {
        Set<String> keys = new LinkedHashSet<>();
        Value value = complaints.value(at.append(where));
        view.keyword(part, where, "oneOf").ifPresent(branches -> {
            if (branches instanceof ListValue list && value instanceof MapValue map) {
                for (Value branch : list) {
                    requiredKeys(branch).stream().filter(map::has).forEach(keys::add);
                }
            }
        });
        return keys.size() < 2 ? ": more than one form fits it" : "; write only one of " + Words.anyOf(keys);
    }

    private static List<String> requiredKeys(Value branch) {
        return branch instanceof MapValue map
                ? map.list("required").map(ListValue::texts).orElse(List.of())
                : List.of();
    }

    /** Asks the error itself, since a schema may forbid several things of one value. */
    private static String forbidden(Error error) {
        List<String> keys = new ArrayList<>();
        if (error.getSchemaNode() != null) {
            error.getSchemaNode().path("required").forEach(key -> keys.add(key.asString()));
        }
        return keys.isEmpty()
                ? "is not allowed here"
                : "must not have " + Words.allOf(keys) + (keys.size() > 1 ? " together" : "");
    }

    private void duplicate(JsonPointer where, Finding.Builder finding) {
        if (!(complaints.value(where) instanceof ListValue list)) {
            return;
        }
        Map<Value, Value> seen = new LinkedHashMap<>();
        for (Value item : list) {
            Value first = seen.putIfAbsent(item, item);
            if (first != null) {
                finding.at(item).related(first.place(), "first written here");
                return;
            }
        }
    }

    private Optional<String> example(JsonPointer where) {
        return view.keyword(part, where, "x-mk-example")
                .map(value -> value instanceof ListValue list
                        ? Words.anyOf(list.items().stream().map(Value::toString).toList())
                        : value.toString());
    }

    private Optional<String> text(JsonPointer where, String keyword) {
        return view.keyword(part, where, keyword)
                .filter(TextValue.class::isInstance)
                .map(Value::toString);
    }
}
