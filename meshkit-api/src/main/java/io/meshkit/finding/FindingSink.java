// SPDX-License-Identifier: Apache-2.0
package io.meshkit.finding;

/**
 * Takes findings while a stage works. Implementations given to providers are used on one thread at a time.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface FindingSink {

    /**
     * Takes a finding.
     *
     * @param finding the finding
     */
    void report(Finding finding);
}
