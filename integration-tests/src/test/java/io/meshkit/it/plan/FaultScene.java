// SPDX-License-Identifier: Apache-2.0
package io.meshkit.it.plan;

import static io.meshkit.it.plan.Bench.SET;
import static io.meshkit.it.plan.Bench.configMap;
import static io.meshkit.it.plan.Bench.state;
import static io.meshkit.it.plan.Bench.yaml;
import static org.assertj.core.api.Assertions.assertThat;

import io.meshkit.document.MapValue;
import io.meshkit.document.Value;
import io.meshkit.plan.DesiredResource;
import io.meshkit.plan.DesiredResource.Ownership;
import io.meshkit.plan.DesiredState;
import io.meshkit.plan.Plan;
import io.meshkit.resource.ApplyOptions;
import io.meshkit.resource.GroupKind;
import io.meshkit.resource.Inventory;
import io.meshkit.resource.Resource;
import io.meshkit.resource.ResourceKey;
import io.meshkit.testkit.kubernetes.FakeKubernetes;
import io.meshkit.testkit.kubernetes.RecordedRequest;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A cluster in which a set is to be changed in every way: an object created, one changed, one pruned, one left, a definition with the first
 * object of its kind, a label in a Namespace of somebody else. And what must be true after whatever went wrong in between.
 */
final class FaultScene implements AutoCloseable {

    private static final GroupKind CONFIG_MAP = new GroupKind("", "ConfigMap");
    private static final GroupKind NAMESPACE = new GroupKind("", "Namespace");
    private static final Resource DEFINITION = yaml("""
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata: {name: gadgets.example.com}
        spec:
          group: example.com
          scope: Namespaced
          names: {kind: Gadget, plural: gadgets, singular: gadget, listKind: GadgetList}
          versions:
            - name: v1
              served: true
              storage: true
              schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}}
        """);
    private static final Resource GADGET =
            yaml("{apiVersion: example.com/v1, kind: Gadget, metadata: {name: gadget, namespace: default}, spec: {size:"
                    + " 1}}");
    private static final Resource LABEL =
            yaml("{apiVersion: v1, kind: Namespace, metadata: {name: theirs, labels: {ours: x}}}");
    private static final DesiredState BEFORE =
            state(configMap("keep", "1"), configMap("change", "1"), configMap("prune", "1"));
    private static final DesiredState AFTER = after();

    final FakeKubernetes fake = FakeKubernetes.start();
    /** Of the change; requests are counted from 0 when it is made. */
    final Plan plan;

    private final MapValue foreign;

    FaultScene() {
        fake.addNamespace("theirs");
        try (Session session = Session.on(fake)) {
            session.store.apply(
                    configMap("foreign", "theirs").in(session.store.id()),
                    ApplyOptions.DEFAULT.fieldManager("somebody"));
            session.planAndApply(BEFORE);
            plan = session.plan(AFTER);
        }
        foreign = fake.find(CONFIG_MAP, "default", "foreign").orElseThrow();
        fake.forgetRequests();
    }

    private static DesiredState after() {
        DesiredState.Builder after = DesiredState.of(SET);
        for (Resource whole :
                List.of(configMap("keep", "1"), configMap("change", "2"), configMap("new", "1"), DEFINITION, GADGET)) {
            after.add(DesiredResource.of(whole).build());
        }
        return after.add(DesiredResource.of(LABEL).ownership(Ownership.FIELDS).build())
                .build();
    }

    /** The requests of an apply without faults, in their order. */
    static List<RecordedRequest> requests(int parallelism) {
        try (FaultScene scene = new FaultScene()) {
            try (Session session = Session.on(scene.fake)) {
                session.apply(scene.plan, parallelism).orThrow();
            }
            return scene.fake.requests();
        }
    }

    /** Which requests of an apply come while steps are carried out, and so at the same time as others. */
    static IntStream indexesOfSteps(int parallelism) {
        List<RecordedRequest> requests = requests(parallelism);
        int[] writes = requests.stream()
                .filter(request -> !request.method().equals("GET"))
                .filter(request -> !request.path().contains("/secrets/"))
                .mapToInt(RecordedRequest::index)
                .toArray();
        return IntStream.rangeClosed(writes[0], writes[writes.length - 1]);
    }

    /**
     * What is left is honest and can be gone on from. Before anybody resumes: no half object, an inventory that misses nothing of ours and
     * names nothing that never was, foreign things as they were. Then a new process plans, applies, and has what was wanted; a second apply
     * writes nothing.
     */
    void isFinishedByAnother(String what) {
        try (Session session = Session.on(fake)) {
            isHonest(session, what);
            session.planAndApply(AFTER);

            Inventory inventory = session.store.inventories().read(SET).orElseThrow();
            assertThat(inventory.members()).as("members resumed after %s", what).isEqualTo(keys(session, AFTER));
            assertThat(existing(session)).as("objects resumed after %s", what).isEqualTo(keys(session, AFTER));
            assertThat(List.of(value("keep"), value("change"), value("new")))
                    .as("values resumed after %s", what)
                    .containsExactly("1", "2", "1");
            assertThat(session.planner.drift(SET).resources())
                    .as("drift after %s", what)
                    .isEmpty();
            foreignIsUntouched(what);

            fake.forgetRequests();
            assertThat(session.apply(session.plan(AFTER)).writes())
                    .as("second apply after %s", what)
                    .isZero();
            assertThat(fake.writes()).as("second apply after %s", what).isEmpty();
        }
    }

    private void isHonest(Session session, String what) {
        Inventory inventory = session.store.inventories().read(SET).orElseThrow();
        Set<ResourceKey> known = keys(session, BEFORE);
        known.addAll(keys(session, AFTER));
        assertThat(inventory.members()).as("members after %s", what).containsAll(existing(session));
        assertThat(known).as("known after %s", what).containsAll(inventory.members());
        assertThat(value("change")).as("change after %s", what).isIn("1", "2");
        foreignIsUntouched(what);
    }

    private void foreignIsUntouched(String what) {
        assertThat(fake.find(CONFIG_MAP, "default", "foreign"))
                .as("foreign after %s", what)
                .contains(foreign);
    }

    private static Set<ResourceKey> keys(Session session, DesiredState state) {
        return state.resources().stream()
                .map(resource -> resource.key().in(session.store.id()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Those of both states that are there, of the foreign Namespace the label. */
    private Set<ResourceKey> existing(Session session) {
        Set<ResourceKey> all = keys(session, BEFORE);
        all.addAll(keys(session, AFTER));
        all.removeIf(key -> {
            Optional<MapValue> there = fake.find(key.groupKind(), key.namespace(), key.name());
            return key.groupKind().equals(NAMESPACE)
                    ? there.flatMap(body -> body.find("/metadata/labels/ours")).isEmpty()
                    : there.isEmpty();
        });
        return all;
    }

    private String value(String name) {
        return fake.find(CONFIG_MAP, "default", name)
                .flatMap(body -> body.find("/data/key"))
                .map(Value::toString)
                .orElse("nothing");
    }

    @Override
    public void close() {
        fake.close();
    }
}
