// SPDX-License-Identifier: Apache-2.0
package io.meshkit.consul;

import io.meshkit.spi.MeshAdapterProvider;
import io.meshkit.testkit.contract.MeshAdapterContract;

class ConsulAdapterContractTest extends MeshAdapterContract {

    @Override
    protected MeshAdapterProvider provider() {
        return new ConsulAdapterProvider();
    }
}
