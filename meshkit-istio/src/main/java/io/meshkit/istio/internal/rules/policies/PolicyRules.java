// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.rules.policies;

import io.meshkit.analysis.Rule;
import java.util.List;

/** The table of the rules on what holds for workloads. A new one is a class and a line. */
public final class PolicyRules {

    private PolicyRules() {}

    /**
     * The rules.
     *
     * @return one of each
     */
    public static List<Rule> all() {
        return List.of();
    }
}
