// SPDX-License-Identifier: Apache-2.0
package io.meshkit.resource;

import static java.util.Objects.requireNonNull;

/**
 * The store's own mark of one state of a resource or list. Opaque: equal or not equal is all that may be asked of it.
 *
 * @param value {@code metadata.resourceVersion} of Kubernetes, {@code ModifyIndex} or {@code X-Consul-Index} of Consul
 * @since 0.1.0
 */
public record ResourceVersion(String value) {

    /** Checks that nothing is null. */
    public ResourceVersion {
        requireNonNull(value, "value");
    }

    @Override
    public String toString() {
        return value;
    }
}
