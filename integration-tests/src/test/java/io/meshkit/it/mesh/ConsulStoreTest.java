// SPDX-License-Identifier: Apache-2.0
package io.meshkit.it.mesh;

import io.meshkit.document.MapValue;
import io.meshkit.resource.GroupKind;
import io.meshkit.resource.Resource;
import io.meshkit.resource.ResourceKey;
import io.meshkit.resource.ResourceStore;
import io.meshkit.testkit.contract.ResourceStoreContract;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Consul's HTTP API keeps the contract of stores, on a real AGENT. */
@Tag("real")
class ConsulStoreTest extends ResourceStoreContract {

    @RegisterExtension
    static final ConsulAgents AGENT = new ConsulAgents();

    @Override
    protected ResourceStore store() {
        return AGENT.site().store();
    }

    @Override
    protected Resource resource(String name, String setting) {
        return serviceDefaults(store(), name, setting);
    }

    static Resource serviceDefaults(ResourceStore store, String name, String setting) {
        ResourceKey key = new ResourceKey(store.id(), new GroupKind("consul", "service-defaults"), "", name);
        return Resource.of(
                key,
                MapValue.builder()
                        .put("Kind", "service-defaults")
                        .put("Name", name)
                        .put("Protocol", "http")
                        .put("Meta", MapValue.builder().put("setting", setting).build())
                        .build());
    }

    @Override
    protected GroupKind unknownKind() {
        return new GroupKind("consul", "service-nonsense");
    }
}
