// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.pattern;

import io.meshkit.document.BooleanValue;
import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.NumberValue;
import io.meshkit.document.Place;
import io.meshkit.document.TextValue;
import io.meshkit.document.Value;
import io.meshkit.finding.Finding;
import io.meshkit.finding.FindingSink;
import io.meshkit.pattern.Pattern;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Gives every variable of a pattern its value: the one the caller gave, or that of the file. A variable is written as a plain value, or as a
 * declaration with {@code type}, {@code default}, {@code minimum}, {@code maximum} and {@code enum}, which the value has to fit.
 */
final class Variables {

    private static final Set<String> DECLARATION =
            Set.of("type", "default", "minimum", "maximum", "enum", "description");

    private static final Map<String, Predicate<Value>> TYPES = Map.of(
            "string", TextValue.class::isInstance,
            "integer", value -> value instanceof NumberValue number && number.isWhole(),
            "number", NumberValue.class::isInstance,
            "boolean", BooleanValue.class::isInstance,
            "list", ListValue.class::isInstance,
            "map", MapValue.class::isInstance);

    private final MapValue written;
    private final Optional<Place> site;
    private final FindingSink findings;
    private final Map<String, MapValue> toCheck = new TreeMap<>();

    Variables(Pattern pattern, FindingSink findings) {
        this.written = pattern.vars();
        this.site = pattern.root().keyPlace("vars").or(() -> pattern.name().place());
        this.findings = findings;
    }

    /** The values by name, those that are missing or do not fit left out. */
    MapValue values(Map<String, Value> given) {
        MapValue.Builder values = MapValue.builder();
        for (MapValue.Entry variable : written) {
            Optional<Value> value = valueOf(variable, given.get(variable.key()));
            value.ifPresent(known -> values.put(variable.key(), known));
        }
        for (Map.Entry<String, Value> extra : given.entrySet()) {
            if (!written.has(extra.getKey())) {
                findings.report(PatternCodes.UNKNOWN_VARIABLE
                        .finding("a value is given for the variable \"" + extra.getKey()
                                + "\", which the pattern does not declare"
                                + Suggestion.sentence(extra.getKey(), written.keys()))
                        .at(site)
                        .build());
            }
        }
        return values.build().at(written);
    }

    /** Checks the variables whose values came through references, once those are resolved. */
    void check(MapValue resolved) {
        toCheck.forEach((name, declaration) -> resolved.get(name)
                .filter(value -> !refers(value))
                .ifPresent(value -> fault(declaration, value)
                        .ifPresent(fault -> report("the variable \"" + name + "\" " + fault, name, value))));
    }

    private static boolean refers(Value value) {
        return value instanceof TextValue text && ReferenceText.mayHaveReference(text.text());
    }

    /** A variable with another value than it was written with; a declaration keeps its limits. */
    static Value withValue(Value written, Value value) {
        return written instanceof MapValue declaration && isDeclaration(declaration)
                ? declaration.with("default", value)
                : value;
    }

    private Optional<Value> valueOf(MapValue.Entry variable, @Nullable Value given) {
        if (!(variable.value() instanceof MapValue declaration) || !isDeclaration(declaration)) {
            return Optional.of(given == null ? variable.value() : located(given, variable.value()));
        }
        Optional<Value> value = (given == null
                        ? declaration.get("default")
                        : Optional.of(located(given, variable.value())))
                .map(one -> asDeclared(declaration, one));
        if (value.isEmpty()) {
            report("the variable \"" + variable.key() + "\" has no default; give it a value", variable.key());
            return value;
        }
        if (refers(value.get())) {
            toCheck.put(variable.key(), declaration);
            return value;
        }
        Optional<String> fault = fault(declaration, value.get());
        if (fault.isPresent()) {
            // it keeps its value: that there is none would be another complaint, and a wrong one
            report("the variable \"" + variable.key() + "\" " + fault.get(), variable.key(), value.get());
        }
        return value;
    }

    /** Where a text is wanted, a scalar counts as the text it was written with: a version 1.10 is no number. */
    private static Value asDeclared(MapValue declaration, Value value) {
        boolean scalar = value instanceof NumberValue || value instanceof BooleanValue;
        return scalar && declaration.text("type").filter("string"::equals).isPresent()
                ? TextValue.of(value.toString()).at(value)
                : value;
    }

    private static boolean isDeclaration(MapValue map) {
        return (map.has("type") || map.has("default")) && DECLARATION.containsAll(map.keys());
    }

    /** A value from outside stands where the variable is written. */
    private static Value located(Value given, Value at) {
        return given.place().isPresent() ? given : given.at(at);
    }

    private static Optional<String> fault(MapValue declaration, Value value) {
        Optional<String> type = declaration.text("type");
        if (type.isPresent()) {
            Predicate<Value> fits = TYPES.get(type.get());
            if (fits == null) {
                return Optional.of(
                        "has the type \"" + type.get() + "\"; the types are " + Suggestion.list(TYPES.keySet()));
            }
            if (!fits.test(value)) {
                return Optional.of("is declared as " + type.get() + "; got " + value);
            }
        }
        return limitFault(declaration, value);
    }

    private static Optional<String> limitFault(MapValue declaration, Value value) {
        Optional<BigDecimal> number = number(Optional.of(value));
        Optional<BigDecimal> least = number(declaration.get("minimum"));
        Optional<BigDecimal> most = number(declaration.get("maximum"));
        if (number.isPresent() && least.isPresent() && number.get().compareTo(least.get()) < 0) {
            return Optional.of("is at least " + least.get() + "; got " + value);
        }
        if (number.isPresent() && most.isPresent() && number.get().compareTo(most.get()) > 0) {
            return Optional.of("is at most " + most.get() + "; got " + value);
        }
        Optional<ListValue> allowed = declaration.list("enum");
        if (allowed.isPresent() && !allowed.get().items().contains(value)) {
            return Optional.of("is one of " + allowed.get() + "; got " + value);
        }
        return Optional.empty();
    }

    private static Optional<BigDecimal> number(Optional<Value> value) {
        return value.filter(NumberValue.class::isInstance).flatMap(number -> ((NumberValue) number).decimal());
    }

    private void report(String message, String name) {
        findings.report(found(message, name).build());
    }

    private void report(String message, String name, Value at) {
        findings.report(found(message, name).at(at).build());
    }

    private Finding.Builder found(String message, String name) {
        Optional<Place> declared = written.keyPlace(name);
        return PatternCodes.VARIABLE_VALUE.finding(message).at(declared);
    }
}
