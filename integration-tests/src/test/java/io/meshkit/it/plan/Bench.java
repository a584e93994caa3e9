// SPDX-License-Identifier: Apache-2.0
package io.meshkit.it.plan;

import io.meshkit.MeshKit;
import io.meshkit.document.MapValue;
import io.meshkit.document.SourceText;
import io.meshkit.plan.DesiredResource;
import io.meshkit.plan.DesiredResource.Ownership;
import io.meshkit.plan.DesiredState;
import io.meshkit.plan.OperationResult;
import io.meshkit.plan.Plan;
import io.meshkit.plan.Planner;
import io.meshkit.resource.Resource;
import io.meshkit.resource.ResourceStore;
import io.meshkit.resource.SetId;
import io.meshkit.resource.StoreId;
import io.meshkit.testkit.kubernetes.FakeKubernetes;
import java.time.Duration;

/** A fake cluster and a session on it. */
final class Bench implements AutoCloseable {

    static final SetId SET = new SetId("default", "shop");
    static final Duration LIMIT = Session.LIMIT;

    final FakeKubernetes fake = FakeKubernetes.start();
    private final Session session = Session.on(fake);
    final ResourceStore store = session.store;
    final Planner planner = session.planner;

    Plan plan(DesiredState state) {
        return session.plan(state);
    }

    OperationResult apply(Plan plan) {
        return session.apply(plan);
    }

    OperationResult planAndApply(DesiredState state) {
        return session.planAndApply(state);
    }

    static DesiredState state(Resource... resources) {
        return state(SET, Ownership.WHOLE, resources);
    }

    static DesiredState state(SetId set, Ownership ownership, Resource... resources) {
        DesiredState.Builder state = DesiredState.of(set);
        for (Resource resource : resources) {
            state.add(DesiredResource.of(resource).ownership(ownership).build());
        }
        return state.build();
    }

    static Resource configMap(String name, String value) {
        return yaml("""
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: %s, namespace: default}
            data: {key: "%s"}
            """.formatted(name, value));
    }

    static Resource yaml(String text) {
        MapValue body;
        try (MeshKit kit = MeshKit.offline()) {
            body = (MapValue) kit.reader()
                    .read(SourceText.of("test.yaml", text))
                    .documents()
                    .get(0)
                    .root();
        }
        return Resource.kubernetes(StoreId.UNBOUND, body).orElseThrow();
    }

    @Override
    public void close() {
        session.close();
        fake.close();
    }
}
