// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.schema;

import static java.util.Objects.requireNonNull;

import io.meshkit.document.JsonPointer;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * One complaint of a structural schema, in the words of a Kubernetes API server.
 *
 * @param pointer the way to the value it is about; for a missing key the way to where the key should be
 * @param field the field as the server names it, such as {@code spec.http[0].route[0].weight}; the server writes {@code <nil>} for
 *     {@code oneOf}, {@code anyOf}, {@code allOf} and {@code not}, and names the field in the message
 * @param reason the class of the complaint
 * @param message what a server writes behind the field, such as {@code Required value}
 * @param keyword the keyword of the schema that the value broke, such as {@code required} or {@code x-kubernetes-list-type}
 * @param parameters what the message was made of: {@code expected} is what the schema asks for, {@code actual} what was there; both may
 *     be missing
 * @since 0.1.0
 */
public record SchemaViolation(
        JsonPointer pointer,
        String field,
        Reason reason,
        String message,
        String keyword,
        Map<String, String> parameters) {

    /** Copies the parameters. */
    public SchemaViolation {
        requireNonNull(pointer, "pointer");
        requireNonNull(field, "field");
        requireNonNull(reason, "reason");
        requireNonNull(message, "message");
        requireNonNull(keyword, "keyword");
        parameters = Collections.unmodifiableMap(new TreeMap<>(parameters));
    }

    /** The classes of complaints, as in {@code Status.details.causes[].reason}. */
    public enum Reason {
        /** A key that must be there is missing or blank. */
        REQUIRED("FieldValueRequired", "Required value"),
        /** An item is there twice in a list that is a set or a map. */
        DUPLICATE("FieldValueDuplicate", "Duplicate value"),
        /** The value breaks a rule about its content. */
        INVALID("FieldValueInvalid", "Invalid value"),
        /** The value is none of those allowed. */
        NOT_SUPPORTED("FieldValueNotSupported", "Unsupported value"),
        /** The text is too long. */
        TOO_LONG("FieldValueTooLong", "Too long"),
        /** There are too many items or keys. */
        TOO_MANY("FieldValueTooMany", "Too many"),
        /** The value has another type than the schema wants. */
        TYPE_INVALID("FieldValueTypeInvalid", "Invalid value");

        private final String wireName;
        private final String words;

        Reason(String wireName, String words) {
            this.wireName = wireName;
            this.words = words;
        }

        /**
         * The name in the server's answers.
         *
         * @return such as {@code FieldValueRequired}
         */
        public String wireName() {
            return wireName;
        }

        String words() {
            return words;
        }
    }

    /** Gives {@code field: message}, the line that a server writes. */
    @Override
    public String toString() {
        return field + ": " + message;
    }
}
