// SPDX-License-Identifier: Apache-2.0
package io.meshkit.spi;

import io.meshkit.analysis.Rule;
import io.meshkit.analysis.Snapshot;
import java.util.List;

/**
 * Provides rules that configuration is checked by.
 *
 * @since 0.1.0
 */
public interface RuleProvider extends Provider {

    /**
     * Makes the rules. Called once per kit, before first use. Two rules of one code are an error that names both jars.
     *
     * @param context what they may use
     * @return the rules
     * @throws NotApplicableException when the rules cannot work in this process
     */
    List<Rule> rules(ProviderContext context);

    /**
     * The configuration as another tool sees it, for reports that imitate it: some tools leave namespaces out, or add objects that are
     * nowhere written.
     *
     * @param tool the tool, such as {@code istioctl}
     * @param snapshot the configuration
     * @return the configuration that this provider's rules shall see instead; the same when the tool is none it knows
     */
    default Snapshot imitating(String tool, Snapshot snapshot) {
        return snapshot;
    }
}
