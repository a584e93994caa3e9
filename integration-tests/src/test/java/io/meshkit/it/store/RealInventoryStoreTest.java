// SPDX-License-Identifier: Apache-2.0
package io.meshkit.it.store;

import io.meshkit.core.internal.kubernetes.Clusters;
import io.meshkit.core.internal.kubernetes.KubernetesStore;
import io.meshkit.core.internal.kubernetes.TimeLimits;
import io.meshkit.resource.Resource;
import io.meshkit.resource.ResourceStore;
import io.meshkit.resource.SetId;
import io.meshkit.testkit.contract.InventoryStoreContract;
import io.meshkit.testkit.kubernetes.RealKubernetes;
import io.meshkit.testkit.kubernetes.RealKubernetesExtension;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/** The Kubernetes store against kube-apiserver. */
@Tag("real")
@ExtendWith(RealKubernetesExtension.class)
class RealInventoryStoreTest extends InventoryStoreContract {

    private static KubernetesStore store;

    @BeforeAll
    static void start(RealKubernetes server) {
        store = Clusters.ofUrl(
                server.url().toString(),
                Optional.of(RealKubernetes.ADMIN_TOKEN),
                Optional.of(server.certificateAuthority()),
                TimeLimits.DEFAULT);
    }

    @AfterAll
    static void stop() {
        store.close();
    }

    @Override
    protected ResourceStore store() {
        return store;
    }

    @Override
    protected SetId set(String name) {
        return new SetId("default", name);
    }

    @Override
    protected Resource resource(String name) {
        return ConfigMaps.configMap(store.id(), "default", name, "x");
    }
}
