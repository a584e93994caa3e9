// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.kubernetes.internal.fields;

import io.meshkit.document.TextValue;
import io.meshkit.testkit.kubernetes.internal.json.Json;

/**
 * Who writes, and how: what makes an entry of managed fields one of its own.
 *
 * @param name the name
 * @param operation {@code Apply} or {@code Update}
 * @param apiVersion the version written; always empty for {@code Apply}, whose entry stays one over versions
 * @param subresource {@code status}, or empty
 */
public record FieldManager(String name, String operation, String apiVersion, String subresource) {

    /** Entries of server-side apply. */
    public static final String APPLY = "Apply";
    /** Entries of everything else. */
    public static final String UPDATE = "Update";

    /**
     * A manager that applies.
     *
     * @param name its name
     * @param subresource {@code status}, or empty
     * @return the manager
     */
    public static FieldManager applying(String name, String subresource) {
        return new FieldManager(name, APPLY, "", subresource);
    }

    /**
     * A manager that writes otherwise.
     *
     * @param name its name
     * @param apiVersion the version it writes
     * @param subresource {@code status}, or empty
     * @return the manager
     */
    public static FieldManager updating(String name, String apiVersion, String subresource) {
        return new FieldManager(name, UPDATE, apiVersion, subresource);
    }

    boolean applies() {
        return operation.equals(APPLY);
    }

    /** As in messages of conflicts (kubernetes/apimachinery:pkg/util/managedfields/internal/conflict.go). */
    String described() {
        StringBuilder text = new StringBuilder(Json.write(TextValue.of(name)));
        if (!subresource.isEmpty()) {
            text.append(" with subresource \"").append(subresource).append('"');
        }
        if (!applies()) {
            text.append(" using ").append(apiVersion);
        }
        return text.toString();
    }
}
