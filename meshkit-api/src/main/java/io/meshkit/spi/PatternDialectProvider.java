// SPDX-License-Identifier: Apache-2.0
package io.meshkit.spi;

import io.meshkit.pattern.PatternDialect;
import java.util.List;

/**
 * Provides dialects of pattern files.
 *
 * @since 0.1.0
 */
public interface PatternDialectProvider extends Provider {

    /**
     * Makes the dialects. Called once per kit, before first use.
     *
     * @param context what they may use
     * @return the dialects
     * @throws NotApplicableException when the dialects cannot work in this process
     */
    List<PatternDialect> dialects(ProviderContext context);
}
