// SPDX-License-Identifier: Apache-2.0
package io.meshkit.spi;

import static java.util.Objects.requireNonNull;

import io.meshkit.ErrorCode;
import java.util.Optional;

/**
 * A provider that could not be used.
 *
 * @param code the class of the failure
 * @param service the provider interface, by its full name
 * @param className the provider's class as the service file names it; empty when the file could not be read that far
 * @param location the service file or jar; empty when not known
 * @param message what went wrong and what to do
 * @param cause what was thrown; empty when nothing was
 * @since 0.1.0
 */
public record ProviderFailure(
        ErrorCode code, String service, String className, String location, String message, Optional<Throwable> cause) {

    /** Checks that nothing is null. */
    public ProviderFailure {
        requireNonNull(code, "code");
        requireNonNull(service, "service");
        requireNonNull(className, "className");
        requireNonNull(location, "location");
        requireNonNull(message, "message");
        requireNonNull(cause, "cause");
    }
}
