// SPDX-License-Identifier: Apache-2.0
package io.meshkit.spi;

import java.util.List;
import java.util.Optional;

/**
 * What became of every provider that was found. Immutable.
 *
 * @param loaded those in use, sorted by service, then by id
 * @param skipped those not in use, with the reason
 * @param failed those that could not be used
 * @since 0.1.0
 */
public record ProviderCatalog(List<Entry> loaded, List<Skipped> skipped, List<ProviderFailure> failed) {

    /** Copies the lists. */
    public ProviderCatalog {
        loaded = List.copyOf(loaded);
        skipped = List.copyOf(skipped);
        failed = List.copyOf(failed);
    }

    /**
     * A provider in use.
     *
     * @param service the provider interface, by its full name
     * @param id its id
     * @param className its class
     * @param location the jar or folder it came from; empty when not known
     * @param info what it says of itself
     * @param replaces the class of the provider with the same id that it took the place of, or empty
     */
    public record Entry(
            String service,
            String id,
            String className,
            String location,
            ProviderInfo info,
            Optional<String> replaces) {}

    /**
     * A provider not in use.
     *
     * @param service the provider interface, by its full name
     * @param id its id
     * @param className its class
     * @param reason why it is not in use: replaced, excluded, or not applicable here
     */
    public record Skipped(String service, String id, String className, String reason) {}
}
