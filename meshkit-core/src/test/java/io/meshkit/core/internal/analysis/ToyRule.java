// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.analysis;

import io.meshkit.analysis.Rule;
import io.meshkit.analysis.RuleInfo;
import io.meshkit.analysis.RuleView;
import io.meshkit.analysis.Snapshot;
import io.meshkit.resource.GroupKind;
import io.meshkit.resource.Resource;
import io.meshkit.spi.ProviderContext;
import io.meshkit.spi.ProviderInfo;
import io.meshkit.spi.RuleProvider;
import io.meshkit.spi.SpiVersion;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;

/** A rule of which the test says what it does. */
record ToyRule(RuleInfo info, BiConsumer<Resource, RuleView> check) implements Rule {

    static final GroupKind CONFIG_MAP = new GroupKind("", "ConfigMap");
    static final GroupKind SECRET = new GroupKind("", "Secret");

    static RuleInfo.Builder info(String code) {
        return RuleInfo.warning(code, "toy").group("toys").subject(CONFIG_MAP);
    }

    @Override
    public void check(Resource subject, RuleView view) {
        check.accept(subject, view);
    }

    static RuleProvider provider(Rule... rules) {
        return provider((tool, snapshot) -> snapshot, rules);
    }

    static RuleProvider provider(BiFunction<String, Snapshot, Snapshot> imitation, Rule... rules) {
        return new RuleProvider() {

            @Override
            public String id() {
                return "toys";
            }

            @Override
            public int spiVersion() {
                return SpiVersion.CURRENT;
            }

            @Override
            public ProviderInfo info() {
                return new ProviderInfo("toys", "tests", "1");
            }

            @Override
            public List<Rule> rules(ProviderContext context) {
                return List.of(rules);
            }

            @Override
            public Snapshot imitating(String tool, Snapshot snapshot) {
                return imitation.apply(tool, snapshot);
            }
        };
    }
}
