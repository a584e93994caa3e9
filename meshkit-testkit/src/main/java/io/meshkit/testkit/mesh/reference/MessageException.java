// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.mesh.reference;

/** A message that cannot be taken, with the status that says why. */
final class MessageException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String reason;

    MessageException(int status, String message) {
        super(message);
        this.status = status;
        this.reason = message;
    }

    int status() {
        return status;
    }

    String reason() {
        return reason;
    }
}
