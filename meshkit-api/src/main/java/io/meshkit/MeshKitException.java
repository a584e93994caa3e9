// SPDX-License-Identifier: Apache-2.0
package io.meshkit;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * What MeshKit could not do, and what to do about it. The root of all exceptions of MeshKit; complaints about a user's files are
 * {@linkplain io.meshkit.finding.Finding findings} instead.
 *
 * @since 0.1.0
 */
public class MeshKitException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Kept as text because exceptions are serializable. */
    private final String code;

    private final String remedy;

    /**
     * An exception without a cause.
     *
     * @param code the stable name of this way to fail
     * @param message what failed, on what, and what was expected
     * @param remedy what the reader can do about it, one or two sentences
     */
    public MeshKitException(ErrorCode code, String message, String remedy) {
        this(code, message, remedy, null);
    }

    /**
     * An exception with a cause.
     *
     * @param code the stable name of this way to fail
     * @param message what failed, on what, and what was expected
     * @param remedy what the reader can do about it, one or two sentences
     * @param cause what was thrown underneath, or null
     */
    public MeshKitException(ErrorCode code, String message, String remedy, @Nullable Throwable cause) {
        super(requireNonNull(message, "message") + " [" + code + "] " + requireNonNull(remedy, "remedy"), cause);
        this.code = code.value();
        this.remedy = remedy;
    }

    /**
     * The stable name of this way to fail.
     *
     * @return the code
     */
    public ErrorCode code() {
        return new ErrorCode(code);
    }

    /**
     * What to do about it.
     *
     * @return one or two sentences
     */
    public String remedy() {
        return remedy;
    }
}
