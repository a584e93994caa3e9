// SPDX-License-Identifier: Apache-2.0
package io.meshkit.it.store;

import io.meshkit.core.internal.kubernetes.Clusters;
import io.meshkit.core.internal.kubernetes.KubernetesStore;
import io.meshkit.core.internal.kubernetes.TimeLimits;
import io.meshkit.resource.Resource;
import io.meshkit.resource.ResourceStore;
import io.meshkit.resource.SetId;
import io.meshkit.testkit.contract.InventoryStoreContract;
import io.meshkit.testkit.kubernetes.FakeKubernetes;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The Kubernetes store against the API server inside the JVM. */
class FakeInventoryStoreTest extends InventoryStoreContract {

    private static FakeKubernetes server;
    private static KubernetesStore store;

    @BeforeAll
    static void start() {
        server = FakeKubernetes.start();
        store = Clusters.ofUrl(
                server.url().toString(), Optional.of(FakeKubernetes.ADMIN_TOKEN), Optional.empty(), TimeLimits.DEFAULT);
    }

    @AfterAll
    static void stop() {
        store.close();
        server.close();
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
