// SPDX-License-Identifier: Apache-2.0
package io.meshkit.it.plan;

import io.meshkit.core.document.TextWriter;
import io.meshkit.core.internal.plan.StorePlanner;
import io.meshkit.plan.Planner;
import io.meshkit.resource.Cluster;
import io.meshkit.resource.Inventory;
import io.meshkit.resource.InventoryStore;
import io.meshkit.resource.Resource;
import io.meshkit.resource.ResourceStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A store in which others act right before a write of ours reaches the server, each time only once. */
final class Meanwhile {

    private final ResourceStore store;
    private final Map<String, Runnable> acts = new HashMap<>();

    Meanwhile(ResourceStore store) {
        this.store = store;
    }

    /** Before the resource of this name is applied. */
    Meanwhile beforeApplying(String name, Runnable act) {
        acts.put("apply " + name, act);
        return this;
    }

    /** Before an inventory with this revision is written. */
    Meanwhile beforeInventory(int revision, Runnable act) {
        acts.put("inventory " + revision, act);
        return this;
    }

    /** Before a revision of this number is written. */
    Meanwhile beforeRevision(int number, Runnable act) {
        acts.put("revision " + number, act);
        return this;
    }

    Planner planner() {
        return new StorePlanner(watched(), new TextWriter(), List.of(), List.of(), Clock.systemUTC());
    }

    private ResourceStore watched() {
        InventoryStore inventories = (InventoryStore) proxy(InventoryStore.class, this::inventories);
        return (ResourceStore) proxy(Cluster.class, (method, arguments) -> {
            if (method.getName().equals("inventories")) {
                return inventories;
            }
            if (method.getName().equals("apply")) {
                act("apply " + ((Resource) arguments[0]).key().name());
            }
            return method.invoke(store, arguments);
        });
    }

    private Object inventories(Method method, Object[] arguments) throws ReflectiveOperationException {
        if (method.getName().equals("write")) {
            act("inventory " + ((Inventory) arguments[0]).revision());
        } else if (method.getName().equals("writeRevision")) {
            act("revision " + arguments[1]);
        }
        return method.invoke(store.inventories(), arguments);
    }

    private void act(String write) {
        Runnable act;
        synchronized (acts) {
            act = acts.remove(write);
        }
        if (act != null) {
            act.run();
        }
    }

    private interface Call {
        Object on(Method method, Object[] arguments) throws ReflectiveOperationException;
    }

    private static Object proxy(Class<?> type, Call call) {
        return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
            try {
                return call.on(method, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        });
    }
}
