// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.plan;

import io.meshkit.core.internal.proxy.ProxyWatches;
import io.meshkit.finding.Report;
import io.meshkit.plan.ActionHandler;
import io.meshkit.plan.DesiredState;
import io.meshkit.plan.Drift;
import io.meshkit.plan.MeshProxy;
import io.meshkit.plan.Operation;
import io.meshkit.plan.OperationOptions;
import io.meshkit.plan.Plan;
import io.meshkit.plan.PlanOptions;
import io.meshkit.plan.Planner;
import io.meshkit.plan.Revision;
import io.meshkit.resource.Cluster;
import io.meshkit.resource.ResourceStore;
import io.meshkit.resource.SetId;
import io.meshkit.spi.DocumentWriter;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Plans and applies in one store. */
public final class StorePlanner implements Planner {

    private final PlanPipeline pipeline;
    private final Applier applier;
    private final DriftFinder drift;
    private final Revisions revisions;

    /**
     * A planner of a store.
     *
     * @param store the store
     * @param writer writes revisions
     * @param handlers carry out actions
     * @param proxies are asked whether they take up what is applied
     * @param clock tells when a revision was recorded
     */
    public StorePlanner(
            ResourceStore store,
            DocumentWriter writer,
            Collection<ActionHandler> handlers,
            List<MeshProxy> proxies,
            Clock clock) {
        this(store, writer, handlers, proxies, clock, Polling.DEFAULT, Pace.REAL);
    }

    StorePlanner(
            ResourceStore store,
            DocumentWriter writer,
            Collection<ActionHandler> handlers,
            List<MeshProxy> proxies,
            Clock clock,
            Polling polling,
            Pace pace) {
        Map<String, ActionHandler> byId =
                handlers.stream().collect(Collectors.toMap(ActionHandler::id, Function.identity()));
        revisions = new Revisions(store, writer, clock);
        pipeline = new PlanPipeline(store, revisions);
        applier = new Applier(store, revisions, byId, proxies, polling, pace);
        drift = new DriftFinder(store, revisions);
    }

    /**
     * Asks proxies what they reject.
     *
     * @param proxies the proxies
     * @param cluster the cluster by which pods are reached; empty off Kubernetes
     * @return what they said
     */
    public static Report verify(Collection<? extends MeshProxy> proxies, Optional<Cluster> cluster) {
        try (ProxyWatches watches = ProxyWatches.of(proxies, cluster, ProxyWatches.PATIENCE)) {
            return Verification.now(watches);
        }
    }

    @Override
    public Plan plan(DesiredState desired, PlanOptions options) {
        return pipeline.plan(desired, options, false);
    }

    @Override
    public Plan planRemoval(SetId set, PlanOptions options) {
        return pipeline.plan(DesiredState.of(set).build(), options.prune(true), true);
    }

    @Override
    public Plan planRollback(SetId set, int revision, PlanOptions options) {
        return pipeline.plan(revisions.read(set, revision).state(), options, false);
    }

    @Override
    public Drift drift(SetId set) {
        return drift.find(set);
    }

    @Override
    public List<Revision> revisions(SetId set) {
        return revisions.descriptions(set);
    }

    @Override
    public Operation apply(Plan plan, OperationOptions options) {
        return applier.apply(plan, options);
    }
}
