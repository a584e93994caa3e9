// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.rules.gateways;

import io.meshkit.analysis.Rule;
import java.util.List;

/** The table of the rules on how requests come in. A new one is a class and a line. */
public final class GatewayRules {

    private GatewayRules() {}

    /**
     * The rules.
     *
     * @return one of each
     */
    public static List<Rule> all() {
        return List.of();
    }
}
