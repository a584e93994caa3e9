// SPDX-License-Identifier: Apache-2.0
package io.meshkit.plan;

import io.meshkit.document.Value;
import java.util.Optional;

/**
 * Gives the secret values that a plan read back from a file only refers to. Called on threads of the operation, before its first write.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface SecretSource {

    /** Knows no secret. */
    SecretSource NONE = reference -> Optional.empty();

    /**
     * Looks a secret up.
     *
     * @param reference which one
     * @return the value as it stands in the field (base64 in a Secret's {@code data}); empty when it is not known here
     */
    Optional<Value> read(SecretRef reference);
}
