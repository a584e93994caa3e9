// SPDX-License-Identifier: Apache-2.0
package io.meshkit.consul;

import io.meshkit.spi.MeshAdapterProvider;
import io.meshkit.testkit.contract.MeshAdapterContract;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

class ConsulAdapterContractTest extends MeshAdapterContract {

    @Override
    protected MeshAdapterProvider provider() {
        return new ConsulAdapterProvider();
    }

    /** Consul knows callers as services, and keeps some traits with them. */
    @Override
    protected Map<String, String> examples() {
        Map<String, String> examples = new TreeMap<>(super.examples());
        examples.put("access", "{ default: deny, rules: [{ from: { services: [web] }, to: { methods: [GET] } }] }");
        examples.put("circuitBreaker", "{ consecutiveErrors: 5, from: [web] }");
        examples.put("limits", "{ maxConnections: 100, from: [web] }");
        return examples;
    }

    @Override
    protected Set<String> refused() {
        return Set.of("fault", "retryBudget");
    }
}
