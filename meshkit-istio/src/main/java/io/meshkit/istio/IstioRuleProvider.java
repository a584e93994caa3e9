// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio;

import io.meshkit.analysis.Rule;
import io.meshkit.analysis.Snapshot;
import io.meshkit.istio.internal.rules.IstioRules;
import io.meshkit.spi.ProviderContext;
import io.meshkit.spi.ProviderInfo;
import io.meshkit.spi.RuleProvider;
import io.meshkit.spi.SpiVersion;
import java.util.List;

/**
 * Provides the rules of Istio's configuration.
 *
 * @since 0.1.0
 */
public final class IstioRuleProvider implements RuleProvider {

    /** Does nothing, as all providers' constructors. */
    public IstioRuleProvider() {}

    @Override
    public String id() {
        return "istio";
    }

    @Override
    public int spiVersion() {
        return SpiVersion.CURRENT;
    }

    @Override
    public int priority() {
        return -1;
    }

    @Override
    public ProviderInfo info() {
        return new ProviderInfo("Istio rules", "MeshKit", "0.1.0");
    }

    @Override
    public List<Rule> rules(ProviderContext context) {
        return IstioRules.all(context);
    }

    @Override
    public Snapshot imitating(String tool, Snapshot snapshot) {
        return IstioRules.imitating(tool, snapshot);
    }
}
