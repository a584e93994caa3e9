// SPDX-License-Identifier: Apache-2.0
package io.meshkit.plan;

import io.meshkit.ErrorCode;
import io.meshkit.MeshKitException;
import java.time.Duration;

/**
 * An operation has not ended in the time that somebody was ready to wait. The work goes on.
 *
 * @since 0.1.0
 */
public class OperationTimeoutException extends MeshKitException {

    private static final long serialVersionUID = 1L;

    /**
     * A wait that was too short.
     *
     * @param limit how long was waited
     * @param state what the operation does at the moment, in a few words
     */
    public OperationTimeoutException(Duration limit, String state) {
        super(
                new ErrorCode("MK-PLAN-TIMEOUT"),
                "the operation has not ended after " + limit.toMillis() + " ms: " + state + ".",
                "It goes on; call await again, or cancel it.");
    }
}
