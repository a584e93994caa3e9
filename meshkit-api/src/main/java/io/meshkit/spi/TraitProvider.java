// SPDX-License-Identifier: Apache-2.0
package io.meshkit.spi;

import io.meshkit.pattern.TraitDefinition;
import java.util.List;

/**
 * Provides traits.
 *
 * @since 0.1.0
 */
public interface TraitProvider extends Provider {

    /**
     * Makes the traits. Called once per kit, before first use. Two traits of one name are an error that names both jars.
     *
     * @param context what it may use
     * @return the traits
     * @throws NotApplicableException when the traits cannot work in this process
     */
    List<TraitDefinition> traits(ProviderContext context);
}
