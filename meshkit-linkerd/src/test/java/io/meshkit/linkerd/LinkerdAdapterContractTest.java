// SPDX-License-Identifier: Apache-2.0
package io.meshkit.linkerd;

import io.meshkit.spi.MeshAdapterProvider;
import io.meshkit.testkit.contract.MeshAdapterContract;
import java.util.Set;

class LinkerdAdapterContractTest extends MeshAdapterContract {

    @Override
    protected MeshAdapterProvider provider() {
        return new LinkerdAdapterProvider();
    }

    @Override
    protected Set<String> refused() {
        return Set.of("fault", "limits", "retryBudget");
    }
}
