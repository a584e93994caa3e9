// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.kubernetes.internal.patch;

/** A patch cannot be read, or does not fit the object. */
public final class PatchException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String words;

    PatchException(String message) {
        super(message);
        words = message;
    }

    /**
     * Why, in the words of the server.
     *
     * @return the message
     */
    public String words() {
        return words;
    }
}
