// SPDX-License-Identifier: Apache-2.0
package io.meshkit.it.real;

import io.meshkit.mesh.MeshId;

/** A pattern with every trait that is rendered for Istio. */
class RealIstioPatternTest extends MeshPatternBehaviour {

    RealIstioPatternTest() {
        super(MeshId.ISTIO);
    }

    @Override
    String tampering(String inNamespace) {
        return """
            apiVersion: networking.istio.io/v1
            kind: DestinationRule
            metadata: {name: shop, namespace: %s}
            spec: {host: elsewhere}
            """.formatted(inNamespace);
    }

    @Override
    String tamperedField() {
        return "/spec/host";
    }
}
