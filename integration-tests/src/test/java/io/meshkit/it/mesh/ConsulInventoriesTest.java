// SPDX-License-Identifier: Apache-2.0
package io.meshkit.it.mesh;

import io.meshkit.resource.Resource;
import io.meshkit.resource.ResourceStore;
import io.meshkit.resource.SetId;
import io.meshkit.testkit.contract.InventoryStoreContract;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Consul's key-value store keeps the contract of inventories, on a real AGENT. */
@Tag("real")
class ConsulInventoriesTest extends InventoryStoreContract {

    @RegisterExtension
    static final ConsulAgents AGENT = new ConsulAgents();

    @Override
    protected ResourceStore store() {
        return AGENT.site().store();
    }

    @Override
    protected SetId set(String name) {
        return new SetId("default", name);
    }

    @Override
    protected Resource resource(String name) {
        return ConsulStoreTest.serviceDefaults(store(), name, "one");
    }
}
