// SPDX-License-Identifier: Apache-2.0
package io.meshkit.it.plan;

import io.fabric8.kubernetes.client.Config;
import io.meshkit.MeshKit;
import io.meshkit.core.internal.kubernetes.Clusters;
import io.meshkit.core.internal.kubernetes.KubernetesSite;
import io.meshkit.core.internal.kubernetes.TimeLimits;
import io.meshkit.mesh.Site;
import io.meshkit.plan.DesiredState;
import io.meshkit.plan.OperationOptions;
import io.meshkit.plan.OperationResult;
import io.meshkit.plan.Plan;
import io.meshkit.plan.PlanOptions;
import io.meshkit.plan.Planner;
import io.meshkit.resource.ResourceStore;
import io.meshkit.testkit.kubernetes.FakeKubernetes;
import java.time.Duration;

/** What one process has of a cluster: its connections, what it has learned of the kinds there, a planner. */
final class Session implements AutoCloseable {

    static final Duration LIMIT = Duration.ofSeconds(60);

    private final Site site;
    private final MeshKit kit;
    final ResourceStore store;
    final Planner planner;

    private Session(String kubeconfig, TimeLimits limits) {
        site = new KubernetesSite(Clusters.of(Config.fromKubeconfig(kubeconfig), limits));
        kit = MeshKit.builder().site(site).build();
        store = site.store();
        planner = kit.planner(site);
    }

    static Session on(FakeKubernetes fake) {
        return on(fake.kubeconfig());
    }

    static Session on(String kubeconfig) {
        return new Session(kubeconfig, TimeLimits.DEFAULT);
    }

    /** A session that waits only so long for an answer. */
    static Session on(FakeKubernetes fake, Duration answer) {
        return new Session(
                fake.kubeconfig(), new TimeLimits(TimeLimits.DEFAULT.connect(), answer, TimeLimits.DEFAULT.watch()));
    }

    Plan plan(DesiredState state) {
        return planner.plan(state, PlanOptions.DEFAULT);
    }

    OperationResult apply(Plan plan) {
        return apply(plan, 1);
    }

    OperationResult apply(Plan plan, int parallelism) {
        return planner.apply(plan, OperationOptions.DEFAULT.parallelism(parallelism))
                .await(LIMIT);
    }

    OperationResult planAndApply(DesiredState state) {
        return apply(plan(state)).orThrow();
    }

    @Override
    public void close() {
        kit.close();
        site.close();
    }
}
