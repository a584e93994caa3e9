// SPDX-License-Identifier: Apache-2.0
package io.meshkit.it.plan;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.meshkit.MeshKit;
import io.meshkit.core.Fabric8;
import io.meshkit.document.MapValue;
import io.meshkit.document.SourceText;
import io.meshkit.mesh.Site;
import io.meshkit.plan.DesiredResource;
import io.meshkit.plan.DesiredResource.Ownership;
import io.meshkit.plan.DesiredState;
import io.meshkit.plan.OperationOptions;
import io.meshkit.plan.OperationResult;
import io.meshkit.plan.Plan;
import io.meshkit.plan.PlanOptions;
import io.meshkit.plan.Planner;
import io.meshkit.resource.Resource;
import io.meshkit.resource.ResourceStore;
import io.meshkit.resource.SetId;
import io.meshkit.resource.StoreId;
import io.meshkit.testkit.kubernetes.FakeKubernetes;
import java.time.Duration;

/** A fake cluster, a store on it and a planner. */
final class Bench implements AutoCloseable {

    static final SetId SET = new SetId("default", "shop");
    static final Duration LIMIT = Duration.ofSeconds(60);

    final FakeKubernetes fake = FakeKubernetes.start();
    private final KubernetesClient client = new KubernetesClientBuilder()
            .withConfig(Config.fromKubeconfig(fake.kubeconfig()))
            .build();
    private final Site site = Fabric8.cluster(client);
    private final MeshKit kit = MeshKit.builder().site(site).build();
    final ResourceStore store = site.store();
    final Planner planner = kit.planner(site);

    Plan plan(DesiredState state) {
        return planner.plan(state, PlanOptions.DEFAULT);
    }

    OperationResult apply(Plan plan) {
        return planner.apply(plan, OperationOptions.DEFAULT.parallelism(1)).await(LIMIT);
    }

    OperationResult planAndApply(DesiredState state) {
        return apply(plan(state)).orThrow();
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
        kit.close();
        site.close();
        client.close();
        fake.close();
    }
}
