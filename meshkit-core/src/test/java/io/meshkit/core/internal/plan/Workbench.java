// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshkit.core.document.TextWriter;
import io.meshkit.core.document.YamlReader;
import io.meshkit.document.MapValue;
import io.meshkit.document.SourceText;
import io.meshkit.finding.Finding;
import io.meshkit.plan.ActionHandler;
import io.meshkit.plan.DesiredResource;
import io.meshkit.plan.DesiredResource.Ownership;
import io.meshkit.plan.DesiredState;
import io.meshkit.plan.MeshProxy;
import io.meshkit.plan.Operation;
import io.meshkit.plan.OperationOptions;
import io.meshkit.plan.OperationResult;
import io.meshkit.plan.Plan;
import io.meshkit.plan.PlanOptions;
import io.meshkit.plan.Planner;
import io.meshkit.plan.Step;
import io.meshkit.resource.ApplyOptions;
import io.meshkit.resource.GroupKind;
import io.meshkit.resource.LiveResource;
import io.meshkit.resource.Readiness;
import io.meshkit.resource.Resource;
import io.meshkit.resource.ResourceKey;
import io.meshkit.resource.SetId;
import io.meshkit.resource.StoreId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A store in memory, a planner on it that looks often, and short ways to say what tests want. */
final class Workbench {

    static final SetId SET = new SetId("default", "shop");
    static final Duration LIMIT = Duration.ofSeconds(60);
    static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    final MemoryStore store = new MemoryStore();
    final List<ActionHandler> handlers = new ArrayList<>();
    final List<MeshProxy> proxies = new ArrayList<>();
    Pace pace = Pace.REAL;

    Planner planner() {
        return new StorePlanner(
                store,
                new TextWriter(),
                handlers,
                proxies,
                Clock.fixed(NOW, ZoneOffset.UTC),
                new Polling(Duration.ofMillis(1), Duration.ofMillis(5)),
                pace);
    }

    Plan plan(DesiredState state) {
        return plan(state, PlanOptions.DEFAULT);
    }

    Plan plan(DesiredState state, PlanOptions options) {
        return planner().plan(state, options);
    }

    Operation start(Plan plan, OperationOptions options) {
        return planner().apply(plan, options);
    }

    OperationResult apply(Plan plan, OperationOptions options) {
        return start(plan, options).await(LIMIT);
    }

    /** One step at a time, so that the order of writes says the order of steps. */
    OperationResult apply(Plan plan) {
        return apply(plan, OperationOptions.DEFAULT.parallelism(1));
    }

    OperationResult planAndApply(DesiredState state) {
        return planAndApply(state, PlanOptions.DEFAULT);
    }

    OperationResult planAndApply(DesiredState state, PlanOptions options) {
        return apply(plan(state, options)).orThrow();
    }

    /** Writes as somebody else. */
    void by(String manager, Resource resource) {
        store.apply(
                resource.in(store.id()),
                ApplyOptions.DEFAULT.fieldManager(manager).force(true));
    }

    Optional<LiveResource> find(Resource like) {
        return store.find(like.key().in(store.id()));
    }

    String text(Resource like, String pointer) {
        return find(like)
                .flatMap(live -> live.resource().body().find(pointer))
                .map(Object::toString)
                .orElse("absent");
    }

    void ready(Resource resource, Readiness.Status status, String message) {
        store.readiness.put(resource.key().in(store.id()), new Readiness(status, message));
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

    static DesiredState state(DesiredResource... resources) {
        DesiredState.Builder state = DesiredState.of(SET);
        List.of(resources).forEach(state::add);
        return state.build();
    }

    /** A resource that comes after others. */
    static DesiredResource after(Resource resource, Resource... first) {
        DesiredResource.Builder desired = DesiredResource.of(resource);
        List.of(first).forEach(one -> desired.after(one.key()));
        return desired.build();
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
        MapValue body = (MapValue) new YamlReader()
                .read(SourceText.of("test.yaml", text))
                .documents()
                .get(0)
                .root();
        return Resource.kubernetes(StoreId.UNBOUND, body).orElseThrow();
    }

    static ResourceKey key(String kind, String name) {
        return new ResourceKey(MemoryStore.ID, new GroupKind("", kind), "default", name);
    }

    static List<String> ids(Plan plan) {
        return plan.steps().stream().map(Step::id).toList();
    }

    static List<String> codes(Plan plan) {
        return plan.report().findings().stream()
                .map(finding -> finding.code().value())
                .toList();
    }

    static Finding only(Plan plan, String code) {
        List<Finding> found = plan.report().findings().stream()
                .filter(finding -> finding.code().value().equals(code))
                .toList();
        assertThat(found)
                .as("findings %s among %s", code, plan.report().findings())
                .hasSize(1);
        return found.get(0);
    }
}
