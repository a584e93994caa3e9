// SPDX-License-Identifier: Apache-2.0
package io.meshkit.spi;

import io.meshkit.pattern.PatternCheck;
import java.util.List;

/**
 * Provides checks of patterns.
 *
 * @since 0.1.0
 */
public interface PatternCheckProvider extends Provider {

    /**
     * Makes the checks. Called once per kit, before first use.
     *
     * @param context what they may use
     * @return the checks
     * @throws NotApplicableException when the checks cannot work in this process
     */
    List<PatternCheck> checks(ProviderContext context);
}
