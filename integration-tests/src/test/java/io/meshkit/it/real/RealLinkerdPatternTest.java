// SPDX-License-Identifier: Apache-2.0
package io.meshkit.it.real;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.meshkit.mesh.MeshId;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;

/** A pattern with every trait that is rendered for Linkerd. */
class RealLinkerdPatternTest extends MeshPatternBehaviour {

    RealLinkerdPatternTest() {
        super(MeshId.LINKERD);
    }

    @BeforeAll
    static void needsDefinitions() {
        assumeTrue(MeshDefinitions.corpus().isPresent(), "MESHKIT_CORPUS is not set");
    }

    @Override
    Set<String> refused() {
        return Set.of("fault", "limits", "retryBudget");
    }

    @Override
    String tampering(String inNamespace) {
        return """
            apiVersion: v1
            kind: Service
            metadata: {name: shop, namespace: %s, annotations: {retry.linkerd.io/limit: "9"}}
            """.formatted(inNamespace);
    }

    @Override
    String tamperedField() {
        return "/metadata/annotations/retry.linkerd.io~1limit";
    }
}
