// SPDX-License-Identifier: Apache-2.0
package io.meshkit.it.real;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.meshkit.mesh.MeshId;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;

/** A pattern with every trait that is rendered for Consul. */
class RealConsulPatternTest extends MeshPatternBehaviour {

    RealConsulPatternTest() {
        super(MeshId.CONSUL);
    }

    @BeforeAll
    static void needsDefinitions() {
        assumeTrue(MeshDefinitions.corpus().isPresent(), "MESHKIT_CORPUS is not set");
    }

    @Override
    Set<String> refused() {
        return Set.of("automaticSidecarInjection", "fault", "retryBudget");
    }

    @Override
    String tampering(String inNamespace) {
        return """
            apiVersion: consul.hashicorp.com/v1alpha1
            kind: ServiceDefaults
            metadata: {name: shop, namespace: %s}
            spec: {protocol: grpc}
            """.formatted(inNamespace);
    }

    @Override
    String tamperedField() {
        return "/spec/protocol";
    }
}
