// SPDX-License-Identifier: Apache-2.0
package io.meshkit.spi;

import static java.util.Objects.requireNonNull;

/**
 * What a provider says of itself, for people.
 *
 * @param displayName what it provides, such as {@code Istio adapter}
 * @param vendor who makes it
 * @param version its own version
 * @since 0.1.0
 */
public record ProviderInfo(String displayName, String vendor, String version) {

    /** Checks that nothing is null. */
    public ProviderInfo {
        requireNonNull(displayName, "displayName");
        requireNonNull(vendor, "vendor");
        requireNonNull(version, "version");
    }
}
