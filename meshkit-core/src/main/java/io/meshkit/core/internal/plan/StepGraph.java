// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.plan;

import io.meshkit.plan.ApplyStep;
import io.meshkit.plan.Change;
import io.meshkit.plan.FieldChange;
import io.meshkit.plan.PlanOptions;
import io.meshkit.plan.Step;
import io.meshkit.plan.WaitStep;
import io.meshkit.resource.Resource;
import io.meshkit.resource.ResourceKey;
import io.meshkit.resource.SetId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Turns assessed resources and their edges into ordered steps.
 *
 * <p>Make before break: a resource that others point into has up to two steps. The first adds what they will need and comes before them;
 * the last takes away what they no longer need and comes after them. First steps follow the order of the edges, last steps follow all
 * first ones against the order, so no circle can come from this.
 */
final class StepGraph {

    private static final int NONE = -1;

    private final List<Assessment> resources;
    private final Graph order;
    private final Graph serving;
    private final PlanOptions options;
    private final SetId set;
    private final List<Draft> drafts = new ArrayList<>();
    private final int[] first;
    private final int[] last;
    private final int[] gone;

    /** A step to be, before its dependencies are known by id. */
    private record Draft(Kind kind, int resource) {}

    private enum Kind {
        WAIT_GONE,
        APPLY,
        INTERIM,
        FINAL,
        WAIT_READY
    }

    StepGraph(List<Assessment> resources, Graph order, Graph serving, PlanOptions options, SetId set) {
        this.resources = resources;
        this.order = order;
        this.serving = serving;
        this.options = options;
        this.set = set;
        first = new int[resources.size()];
        last = new int[resources.size()];
        gone = new int[resources.size()];
        Arrays.fill(first, NONE);
        Arrays.fill(last, NONE);
        Arrays.fill(gone, NONE);
    }

    List<Step> steps() {
        for (int i = 0; i < resources.size(); i++) {
            draft(i);
        }
        Graph graph = new Graph(drafts.size());
        for (int i = 0; i < resources.size(); i++) {
            inside(graph, i);
            for (int then : order.after(i)) {
                before(graph, i, then);
            }
            for (int then : serving.after(i)) {
                before(graph, i, then);
                if (takesAway(i)) {
                    graph.edge(end(then), last[i]);
                }
            }
        }
        return build(graph);
    }

    private void draft(int i) {
        Assessment resource = resources.get(i);
        if (resource.waiting() == Assessment.Wait.GONE) {
            gone[i] = add(Kind.WAIT_GONE, i);
        }
        if (!takesAway(i)) {
            first[i] = add(Kind.APPLY, i);
            last[i] = resource.waiting() == Assessment.Wait.READY ? add(Kind.WAIT_READY, i) : first[i];
            return;
        }
        if (resource.diff().stream().anyMatch(change -> change.after().isPresent())) {
            first[i] = add(Kind.INTERIM, i);
        }
        last[i] = add(Kind.FINAL, i);
    }

    private int add(Kind kind, int resource) {
        drafts.add(new Draft(kind, resource));
        return drafts.size() - 1;
    }

    /** Whether a change removes something that a changed resource may still point to. */
    private boolean takesAway(int i) {
        Assessment resource = resources.get(i);
        return (resource.change() == Change.UPDATE || resource.change() == Change.ADOPT)
                && resource.diff().stream().anyMatch(change -> change.after().isEmpty())
                && serving.after(i).stream()
                        .anyMatch(then -> resources.get(then).change() != Change.NO_CHANGE);
    }

    /** Where others that come after may begin: after the first step, or at once when there is only one that takes away. */
    private int begin(int i) {
        return takesAway(i) ? first[i] : last[i];
    }

    private int start(int i) {
        return gone[i] != NONE ? gone[i] : first[i] != NONE ? first[i] : last[i];
    }

    private int end(int i) {
        return last[i];
    }

    private void inside(Graph graph, int i) {
        int previous = NONE;
        for (int step : new int[] {gone[i], first[i], last[i]}) {
            if (step != NONE && previous != NONE && step != previous) {
                graph.edge(previous, step);
            }
            previous = step == NONE ? previous : step;
        }
    }

    private void before(Graph graph, int i, int then) {
        if (begin(i) != NONE) {
            graph.edge(begin(i), start(then));
        }
    }

    private List<Step> build(Graph graph) {
        Comparator<Integer> least = Comparator.comparing((Integer draft) -> key(draft), KindOrder.KEYS)
                .thenComparing(Comparator.naturalOrder());
        Graph needs = graph.reversed();
        List<Step> steps = new ArrayList<>(drafts.size());
        for (int draft : StableOrder.of(graph, least)) {
            Set<String> before = new LinkedHashSet<>();
            needs.after(draft).forEach(need -> before.add(id(need)));
            steps.add(step(draft, before));
        }
        return steps;
    }

    private ResourceKey key(int draft) {
        return resources.get(drafts.get(draft).resource).key();
    }

    private String id(int draft) {
        String verb = switch (drafts.get(draft).kind) {
            case WAIT_GONE -> "wait until gone: ";
            case WAIT_READY -> "wait until ready: ";
            case INTERIM -> "widen ";
            case APPLY, FINAL -> "apply ";
        };
        return verb + key(draft);
    }

    private Step step(int draft, Set<String> before) {
        Assessment resource = resources.get(drafts.get(draft).resource);
        String component = resource.desired().component();
        return switch (drafts.get(draft).kind) {
            case WAIT_GONE ->
                waiting(draft, WaitStep.Condition.GONE)
                        .component(component)
                        .dependsOn(before)
                        .build();
            case WAIT_READY ->
                waiting(draft, WaitStep.Condition.READY)
                        .component(component)
                        .dependsOn(before)
                        .build();
            case APPLY ->
                applying(draft, resource, resource.desired().resource(), resource.diff())
                        .dependsOn(before)
                        .build();
            case INTERIM ->
                applying(draft, resource, widened(resource), diff(resource, true))
                        .interim()
                        .dependsOn(before)
                        .build();
            case FINAL ->
                applying(draft, resource, resource.desired().resource(), diff(resource, false))
                        .dependsOn(before)
                        .build();
        };
    }

    private WaitStep.Builder waiting(int draft, WaitStep.Condition condition) {
        WaitStep.Builder wait = WaitStep.of(id(draft), key(draft), condition);
        options.readinessLimit(key(draft).groupKind()).ifPresent(wait::limit);
        return wait;
    }

    private ApplyStep.Builder applying(int draft, Assessment resource, Resource body, List<FieldChange> diff) {
        ApplyStep.Builder apply = ApplyStep.of(id(draft), body, resource.change())
                .component(resource.desired().component())
                .fieldManager(FieldManagers.of(set, resource.desired().ownership()))
                .diff(diff);
        resource.live().ifPresent(live -> apply.expected(live.version(), ServerFields.state(live)));
        options.readinessLimit(resource.key().groupKind()).ifPresent(apply::readinessLimit);
        return apply;
    }

    private static Resource widened(Assessment resource) {
        return Widening.of(
                resource.desired().resource(),
                resource.live().orElseThrow().resource().body(),
                resource.diff());
    }

    /** What a first step changes, or what is left for the last one. */
    private List<FieldChange> diff(Assessment resource, boolean additions) {
        boolean two = resource.diff().stream().anyMatch(change -> change.after().isPresent());
        return two
                ? resource.diff().stream()
                        .filter(change -> change.after().isPresent() == additions)
                        .toList()
                : resource.diff();
    }
}
