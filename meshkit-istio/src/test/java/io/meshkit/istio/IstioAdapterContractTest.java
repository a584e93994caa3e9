// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio;

import io.meshkit.spi.MeshAdapterProvider;
import io.meshkit.testkit.contract.MeshAdapterContract;

class IstioAdapterContractTest extends MeshAdapterContract {

    @Override
    protected MeshAdapterProvider provider() {
        return new IstioAdapterProvider();
    }
}
