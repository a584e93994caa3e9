// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.plan;

import static java.util.Objects.requireNonNull;

import io.meshkit.MeshKitException;
import io.meshkit.core.internal.proxy.ProxyWatches;
import io.meshkit.document.MapValue;
import io.meshkit.finding.Finding;
import io.meshkit.finding.Report;
import io.meshkit.finding.Severity;
import io.meshkit.plan.ActionHandler;
import io.meshkit.plan.ActionRun;
import io.meshkit.plan.ActionStep;
import io.meshkit.plan.ApplyStep;
import io.meshkit.plan.Change;
import io.meshkit.plan.DeleteStep;
import io.meshkit.plan.FailurePolicy;
import io.meshkit.plan.MeshProxy;
import io.meshkit.plan.Operation;
import io.meshkit.plan.OperationOptions;
import io.meshkit.plan.OperationResult;
import io.meshkit.plan.OperationResult.Outcome;
import io.meshkit.plan.OperationResult.StepResult;
import io.meshkit.plan.Plan;
import io.meshkit.plan.SecretRef;
import io.meshkit.plan.Step;
import io.meshkit.plan.WaitStep;
import io.meshkit.resource.ApplyOptions;
import io.meshkit.resource.Cluster;
import io.meshkit.resource.Inventory;
import io.meshkit.resource.LiveResource;
import io.meshkit.resource.Resource;
import io.meshkit.resource.ResourceKey;
import io.meshkit.resource.ResourceStore;
import io.meshkit.resource.SetId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Collectors;

/**
 * The whole way from a plan to a changed store: check that the plan still fits, find the secrets, widen the inventory, carry the steps
 * out, ask the running proxies, and record what is there now. Deletions begin when all else is done.
 */
final class Applier {

    private final ResourceStore store;
    private final Revisions revisions;
    private final Map<String, ActionHandler> handlers;
    private final List<MeshProxy> proxies;
    private final Polling polling;
    private final Pace pace;

    Applier(
            ResourceStore store,
            Revisions revisions,
            Map<String, ActionHandler> handlers,
            List<MeshProxy> proxies,
            Polling polling,
            Pace pace) {
        this.store = store;
        this.revisions = revisions;
        this.handlers = handlers;
        this.proxies = proxies;
        this.polling = polling;
        this.pace = pace;
    }

    Operation apply(Plan plan, OperationOptions options) {
        refuse(plan);
        LinkedBlockingQueue<StepLoop.Event> events = new LinkedBlockingQueue<>();
        RunningOperation operation = new RunningOperation(events);
        ListenerRelay listener = new ListenerRelay(options.listener());
        operation.start(() -> {
            listener.start();
            try {
                OperationResult result = watched(plan, options, operation, listener, events);
                listener.finished(result);
                return result;
            } finally {
                listener.abandon();
            }
        });
        return operation;
    }

    private void refuse(Plan plan) {
        if (!plan.store().equals(store.id())) {
            throw new MeshKitException(
                    PlanCodes.OTHER_STORE,
                    "the " + plan + " was made for another store than " + store.id() + ".",
                    "Apply it to the store it was made for, or plan for this one.");
        }
        if (plan.report().hasErrors()) {
            throw new MeshKitException(
                    PlanCodes.ERRORS,
                    "the " + plan + " has errors: "
                            + plan.report().findings().get(0).message(),
                    "Mend what its report says, then plan again; nothing was written.");
        }
        for (Step step : plan.steps()) {
            if (step instanceof ActionStep action && !handlers.containsKey(action.handler())) {
                throw new MeshKitException(
                        PlanCodes.NO_HANDLER,
                        "\"" + step.id() + "\" needs the handler \"" + action.handler() + "\", which nobody provides.",
                        "Put the jar that provides it on the class path; nothing was written.");
            }
        }
    }

    private OperationResult watched(
            Plan plan,
            OperationOptions options,
            RunningOperation operation,
            ListenerRelay listener,
            LinkedBlockingQueue<StepLoop.Event> events) {
        List<MeshProxy> asked = new ArrayList<>();
        if (!options.settleTime().isZero()) {
            asked.addAll(proxies);
            asked.addAll(options.proxies());
        }
        Optional<Cluster> cluster = store instanceof Cluster kubernetes ? Optional.of(kubernetes) : Optional.empty();
        try (ProxyWatches watches = ProxyWatches.of(asked, cluster, ProxyWatches.PATIENCE)) {
            Verification verification = new Verification(plan, watches, options.settleTime(), pace);
            return run(plan, options, operation, listener, events, verification);
        }
    }

    private OperationResult run(
            Plan plan,
            OperationOptions options,
            RunningOperation operation,
            ListenerRelay listener,
            LinkedBlockingQueue<StepLoop.Event> events,
            Verification verification) {
        CountedStore counted = new CountedStore(store);
        Records records = null;
        LiveState now = new LiveState(Map.of(), Map.of());
        if (plan.hasChanges()) {
            Inventory inventory = store.inventories().read(plan.set()).orElse(Inventory.empty(plan.set()));
            now = new LiveReader(store).read(Staleness.touched(plan)).orThrow();
            new Staleness(plan).check(now, inventory);
            records = new Records(plan, counted, revisions, inventory);
        }
        Optional<ApplyStep> home = RecordsHome.made(plan.set(), plan.steps());
        Writing writing = new Writing(plan, options, counted, new LastSeen(now), polling);
        List<StepWork> work = work(plan, options, writing, operation, listener, now);
        verification.begin();
        if (records != null && !operation.isCancelled()) {
            home.ifPresent(step -> writing.guarded(step).write(step.resource()));
            records.begin();
        }
        listener.started(plan);
        StepLoop loop = new StepLoop(plan.steps(), work, held(plan), options, polling, listener, events);
        List<StepResult> results = loop.run();
        Report told = results.stream().allMatch(Applier::isDone)
                ? verification.end(listener, operation::isCancelled)
                : Report.EMPTY;
        Optional<MeshKitException> failure = reject(plan, loop, told);
        Report report = told.and(Report.of(RefusedSteps.findings(plan.steps(), results)));
        return records == null
                ? new OperationResult(loop.results(), counted.writes(), Optional.empty(), failure, report)
                : end(loop, failure, report, records, home, options, counted);
    }

    /** Steps whose resources a proxy rejects have failed; a rejection that is of no step is a failure of the whole. */
    private static Optional<MeshKitException> reject(Plan plan, StepLoop loop, Report told) {
        Optional<MeshKitException> failure = Optional.empty();
        for (Finding finding : told.findings()) {
            if (finding.severity() != Severity.ERROR) {
                continue;
            }
            MeshKitException error = new MeshKitException(
                    PlanCodes.PROXY_REJECTS,
                    finding.code() + ": " + finding.message(),
                    "Mend what the proxy complains of, then plan and apply again; or plan a rollback to the last"
                            + " revision, which the proxy took up.");
            List<Step> causes = plan.steps().stream()
                    .filter(ApplyStep.class::isInstance)
                    .filter(step -> finding.resource()
                            .filter(((ApplyStep) step).key()::equals)
                            .isPresent())
                    .toList();
            causes.forEach(step -> loop.reject(step.id(), error));
            if (causes.isEmpty() && failure.isEmpty()) {
                failure = Optional.of(error);
            }
        }
        return failure;
    }

    private static OperationResult end(
            StepLoop loop,
            Optional<MeshKitException> rejected,
            Report report,
            Records records,
            Optional<ApplyStep> home,
            OperationOptions options,
            CountedStore counted) {
        Optional<Integer> revision = Optional.empty();
        Optional<MeshKitException> failure = rejected;
        List<StepResult> ended = loop.results();
        boolean success = !report.hasErrors() && ended.stream().allMatch(Applier::isDone);
        try {
            if (success) {
                revision = records.finish();
            } else if (options.failurePolicy() == FailurePolicy.ROLL_BACK && !loop.isCancelled()) {
                int left = loop.undo();
                ended = loop.results().stream()
                        .map(result -> isOf(home, result) ? staying(result, home.orElseThrow()) : result)
                        .toList();
                if (left == 0) {
                    records.restore(home.map(ApplyStep::key));
                }
            }
        } catch (MeshKitException e) {
            failure = Optional.of(e);
        }
        return new OperationResult(ended, counted.writes(), revision, failure, report);
    }

    private static boolean isOf(Optional<ApplyStep> step, StepResult result) {
        return step.filter(one -> one.id().equals(result.step())).isPresent();
    }

    private static StepResult staying(StepResult result, ApplyStep home) {
        MeshKitException why = new MeshKitException(
                PlanCodes.NAMESPACE_STAYS,
                home.key() + " was made for this operation, but it holds the records of the set, so it stays.",
                "Apply the set again, or delete the Namespace when nothing in it is needed.");
        Outcome outcome = result.outcome() == Outcome.FAILED ? Outcome.FAILED : Outcome.DONE;
        return new StepResult(result.step(), outcome, result.error().or(() -> Optional.of(why)), result.output());
    }

    private static boolean isDone(StepResult step) {
        return step.outcome() == Outcome.DONE || step.outcome() == Outcome.UNCHANGED;
    }

    /** Steps that take away, and what depends on them. */
    private static List<Boolean> held(Plan plan) {
        Set<ResourceKey> wanted = plan.desired().resources().stream()
                .map(resource -> resource.key())
                .collect(Collectors.toSet());
        Map<String, Boolean> held = new HashMap<>();
        for (Step step : plan.steps()) {
            boolean takesAway =
                    step instanceof DeleteStep || step instanceof ApplyStep apply && !wanted.contains(apply.key());
            held.put(step.id(), takesAway || step.dependsOn().stream().anyMatch(held::get));
        }
        return plan.steps().stream().map(step -> held.get(step.id())).toList();
    }

    private List<StepWork> work(
            Plan plan,
            OperationOptions options,
            Writing writing,
            RunningOperation operation,
            ListenerRelay listener,
            LiveState now) {
        Secrets secrets = new Secrets(now, options.secrets());
        Optional<ApplyStep> home = RecordsHome.made(plan.set(), plan.steps());
        Map<String, MapValue> outputs = new ConcurrentHashMap<>();
        List<StepWork> all = new ArrayList<>();
        for (Step step : plan.steps()) {
            StepWork work;
            if (step instanceof ApplyStep apply) {
                Resource resource =
                        apply.change() == Change.NO_CHANGE ? apply.resource() : withSecrets(apply.resource(), secrets);
                StepWork applying = writing.apply(apply, resource);
                work = home.filter(apply::equals).isPresent() ? new Lasting(applying) : applying;
            } else if (step instanceof DeleteStep delete) {
                work = writing.delete(delete, now.get(delete.key()));
            } else if (step instanceof WaitStep wait) {
                work = new WaitWork(wait, store);
            } else {
                ActionStep action = (ActionStep) step;
                work = new ActionWork(
                        action,
                        requireNonNull(handlers.get(action.handler())),
                        new Run(action, plan.set(), store, listener, operation),
                        output -> Optional.ofNullable(outputs.get(output.step()))
                                .flatMap(value -> value.find(output.part())));
            }
            all.add(new Remembering(work, step.id(), outputs));
        }
        return all;
    }

    private static Resource withSecrets(Resource resource, Secrets secrets) {
        Secrets.Resolved resolved = secrets.resolve(resource);
        if (!resolved.missing().isEmpty()) {
            throw new MeshKitException(
                    PlanCodes.NO_SECRET,
                    "the plan refers to secrets that are not known here: "
                            + resolved.missing().stream()
                                    .map(SecretRef::toString)
                                    .collect(Collectors.joining(", "))
                            + ".",
                    "Give a SecretSource that knows them, or plan again from the file; nothing was written.");
        }
        return resolved.resource();
    }

    /** Keeps what a step gave for the actions that ask for it. */
    private record Remembering(StepWork work, String id, Map<String, MapValue> outputs) implements StepWork {

        @Override
        public Progress advance() {
            Progress progress = work.advance();
            if (progress instanceof Done done) {
                outputs.put(id, done.live());
            }
            return progress;
        }

        @Override
        public Optional<Duration> limit() {
            return work.limit();
        }

        @Override
        public boolean hasWritten() {
            return work.hasWritten();
        }

        @Override
        public void undo() {
            work.undo();
        }
    }

    /** Work that is not taken back. */
    private record Lasting(StepWork work) implements StepWork {

        @Override
        public Progress advance() {
            return work.advance();
        }

        @Override
        public Optional<java.time.Duration> limit() {
            return work.limit();
        }

        @Override
        public boolean hasWritten() {
            return work.hasWritten();
        }

        @Override
        public void undo() {}
    }

    /** The writes of one operation: of each what it needs to be safe. */
    private record Writing(Plan plan, OperationOptions options, CountedStore counted, LastSeen seen, Polling polling) {

        private ApplyOptions write(ApplyStep step) {
            return FieldManagers.write(step.fieldManager()).force(plan.options().forceConflicts());
        }

        GuardedWrite guarded(ApplyStep step) {
            ResourceDiff differences =
                    new ResourceDiff(new ForeignFields(plan.desired().foreignFields()));
            return new GuardedWrite(step, plan.set(), counted, write(step), differences, seen);
        }

        private Undoing undoing(ResourceKey key, Optional<Duration> limit) {
            return new Undoing(key, plan.set(), counted, seen, polling, limit.orElse(options.readinessLimit()));
        }

        StepWork apply(ApplyStep step, Resource resource) {
            Undoing undoing = undoing(step.key(), step.readinessLimit());
            return new ApplyWork(step, resource, counted, write(step), guarded(step), undoing, seen);
        }

        StepWork delete(DeleteStep step, Optional<LiveResource> before) {
            return new DeleteWork(step, plan.set(), counted, before, undoing(step.key(), Optional.empty()));
        }
    }

    private record Run(
            ActionStep step, SetId set, ResourceStore store, ListenerRelay listener, RunningOperation operation)
            implements ActionRun {

        @Override
        public void progress(String message) {
            listener.stepWaiting(step, message);
        }

        @Override
        public boolean isCancelled() {
            return operation.isCancelled();
        }
    }
}
