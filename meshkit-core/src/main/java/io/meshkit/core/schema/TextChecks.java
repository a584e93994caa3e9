// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.schema;

import io.meshkit.core.schema.SchemaViolation.Reason;
import io.meshkit.document.TextValue;
import java.util.Map;

/** The rules about texts; as in kube-openapi, the first one that is broken hides the others, and formats are looked at apart. */
final class TextChecks {

    private TextChecks() {}

    static void check(ValueRules rules, TextValue value, Way way, ValueValidation.Outcome outcome) {
        String text = value.text();
        outcome.checks++;
        int length = text.codePointCount(0, text.length());
        if (rules.maxLength() != null && length > rules.maxLength()) {
            String unit = rules.maxLength() == 1 ? " byte" : " bytes";
            String message = "Too long: may not be more than " + rules.maxLength() + unit;
            outcome.add(violation(
                    way,
                    Reason.TOO_LONG,
                    message,
                    "maxLength",
                    rules.maxLength().toString(),
                    "" + length));
        } else if (rules.minLength() != null && length < rules.minLength()) {
            String what = "should be at least " + rules.minLength() + " chars long";
            outcome.add(violation(
                    way,
                    Reason.INVALID,
                    message(way, text, what),
                    "minLength",
                    rules.minLength().toString(),
                    "" + length));
        } else if (rules.pattern() != null && !rules.pattern().matches(text)) {
            String pattern = rules.pattern().source();
            String what = "should match '" + pattern + "'";
            outcome.add(violation(way, Reason.INVALID, message(way, text, what), "pattern", pattern, text));
        }
        if (rules.format().isEmpty()) {
            return;
        }
        outcome.checks++;
        if (!KubernetesFormats.matches(rules.format(), text)) {
            outcome.add(ValueValidation.wrongType(way, rules.format(), text, "format"));
        }
    }

    private static String message(Way way, String text, String what) {
        return "Invalid value: " + GoText.quoted(text) + ": " + ValueValidation.inBody(way) + " " + what;
    }

    private static SchemaViolation violation(
            Way way, Reason reason, String message, String keyword, String expected, String actual) {
        Map<String, String> parameters = Map.of("expected", expected, "actual", actual);
        return new SchemaViolation(way.pointer(), ValueValidation.field(way), reason, message, keyword, parameters);
    }
}
