// SPDX-License-Identifier: Apache-2.0
package io.meshkit.examples;

import io.meshkit.ErrorCode;
import io.meshkit.MeshKitException;

/** The words of a call are wrong. */
final class UsageException extends MeshKitException {

    private static final long serialVersionUID = 1L;

    UsageException(String message, String remedy) {
        super(new ErrorCode("MK-EXAMPLE-USAGE"), message, remedy);
    }
}
