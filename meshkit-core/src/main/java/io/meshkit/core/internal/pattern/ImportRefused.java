// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.pattern;

/** An import that cannot or must not be read; the message says why, and what to do. Becomes a finding at the import. */
final class ImportRefused extends Exception {

    private static final long serialVersionUID = 1L;

    ImportRefused(String message) {
        super(message);
    }

    /** Why, and what to do. */
    String reason() {
        return String.valueOf(getMessage());
    }
}
