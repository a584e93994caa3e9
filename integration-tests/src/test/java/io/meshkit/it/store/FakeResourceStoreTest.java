// SPDX-License-Identifier: Apache-2.0
package io.meshkit.it.store;

import io.meshkit.core.internal.kubernetes.Clusters;
import io.meshkit.core.internal.kubernetes.KubernetesStore;
import io.meshkit.core.internal.kubernetes.TimeLimits;
import io.meshkit.resource.GroupKind;
import io.meshkit.resource.Resource;
import io.meshkit.resource.ResourceStore;
import io.meshkit.testkit.contract.ResourceStoreContract;
import io.meshkit.testkit.kubernetes.FakeKubernetes;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The Kubernetes store against the API server inside the JVM. */
class FakeResourceStoreTest extends ResourceStoreContract {

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
    protected Resource resource(String name, String setting) {
        return ConfigMaps.configMap(store.id(), "default", name, setting);
    }

    @Override
    protected GroupKind unknownKind() {
        return new GroupKind("unknown.example.com", "Unknown");
    }
}
