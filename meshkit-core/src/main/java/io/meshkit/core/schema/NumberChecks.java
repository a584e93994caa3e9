// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.schema;

import io.meshkit.core.schema.SchemaViolation.Reason;
import io.meshkit.document.NumberValue;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;

/** The rules about numbers. Sizes are compared exactly; a server compares floating-point numbers. */
final class NumberChecks {

    private NumberChecks() {}

    static void check(StructuralSchema schema, NumberValue number, Way way, ValueValidation.Outcome outcome) {
        ValueRules rules = schema.values;
        if (schema.type.equals("integer") && !fits(number, rules.format())) {
            outcome.add(tooWide(way, number, rules.format()));
        }
        outcome.checks += 2;
        Optional<BigDecimal> exact = number.decimal();
        if (exact.isEmpty()) {
            return;
        }
        BigDecimal value = exact.get();
        if (rules.multipleOf() != null
                && rules.multipleOf().signum() > 0
                && value.remainder(rules.multipleOf()).signum() != 0) {
            outcome.add(violation(way, number, "multipleOf", "should be a multiple of ", rules.multipleOf()));
        }
        if (rules.minimum() != null && isBelow(value, rules.minimum(), rules.exclusiveMinimum())) {
            String what = rules.exclusiveMinimum() ? "should be greater than " : "should be greater than or equal to ";
            outcome.add(violation(way, number, "minimum", what, rules.minimum()));
        }
        if (rules.maximum() != null && isBelow(rules.maximum(), value, rules.exclusiveMaximum())) {
            String what = rules.exclusiveMaximum() ? "should be less than " : "should be less than or equal to ";
            outcome.add(violation(way, number, "maximum", what, rules.maximum()));
        }
    }

    private static boolean fits(NumberValue number, String format) {
        return number.asLong().isPresent()
                && (!format.equals("int32")
                        || number.asLong().getAsLong() == (int) number.asLong().getAsLong());
    }

    /** A server gives this one without a field. */
    private static SchemaViolation tooWide(Way way, NumberValue number, String format) {
        String type = format.isEmpty() ? "integer (default format)" : "integer with format " + format;
        String message = "Invalid value: \"\": Checked value must be of type " + type + " in " + way.field();
        String expected = format.equals("int32") ? "whole number of 32 bits" : "whole number of 64 bits";
        Map<String, String> parameters = Map.of("expected", expected, "actual", GoText.number(number));
        return new SchemaViolation(way.pointer(), "<nil>", Reason.INVALID, message, "format", parameters);
    }

    private static boolean isBelow(BigDecimal number, BigDecimal other, boolean orEqual) {
        int order = number.compareTo(other);
        return order < 0 || (orEqual && order == 0);
    }

    private static SchemaViolation violation(
            Way way, NumberValue number, String keyword, String what, BigDecimal limit) {
        String shown = GoText.isInt64(number) ? limit.toBigInteger().toString() : GoText.float64(limit);
        String actual = GoText.number(number);
        String message = "Invalid value: " + actual + ": " + ValueValidation.inBody(way) + " " + what + shown;
        Map<String, String> parameters = Map.of("expected", limit.toPlainString(), "actual", actual);
        return new SchemaViolation(
                way.pointer(), ValueValidation.field(way), Reason.INVALID, message, keyword, parameters);
    }
}
