// SPDX-License-Identifier: Apache-2.0
package io.meshkit.linkerd;

import io.meshkit.spi.MeshAdapterProvider;
import io.meshkit.testkit.contract.MeshAdapterContract;

class LinkerdAdapterContractTest extends MeshAdapterContract {

    @Override
    protected MeshAdapterProvider provider() {
        return new LinkerdAdapterProvider();
    }
}
