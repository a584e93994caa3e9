// SPDX-License-Identifier: Apache-2.0
package io.meshkit.it.mesh;

import io.meshkit.resource.Resource;
import io.meshkit.resource.ResourceStore;
import io.meshkit.resource.SetId;
import io.meshkit.testkit.contract.InventoryStoreContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;

/** Consul's key-value store keeps the contract of inventories, on a real agent. */
@Tag("real")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsulInventoriesTest extends InventoryStoreContract {

    private ConsulAgents agent;

    @BeforeAll
    void start() {
        agent = new ConsulAgents();
    }

    @AfterAll
    void end() {
        agent.close();
    }

    @Override
    protected ResourceStore store() {
        return agent.site().store();
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
