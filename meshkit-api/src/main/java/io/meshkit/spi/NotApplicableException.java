// SPDX-License-Identifier: Apache-2.0
package io.meshkit.spi;

import io.meshkit.ErrorCode;
import io.meshkit.MeshKitException;

/**
 * Thrown by a provider's {@code create} when it has nothing to do in this process. The provider is skipped, not failed.
 *
 * @since 0.1.0
 */
public class NotApplicableException extends MeshKitException {

    private static final long serialVersionUID = 1L;

    /**
     * A provider that does not apply.
     *
     * @param reason why it does not apply here, one sentence
     * @param remedy what would make it apply
     */
    public NotApplicableException(String reason, String remedy) {
        super(new ErrorCode("MK-PROVIDER-NOT-APPLICABLE"), reason, remedy);
    }
}
