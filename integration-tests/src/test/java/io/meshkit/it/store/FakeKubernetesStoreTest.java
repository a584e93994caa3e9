// SPDX-License-Identifier: Apache-2.0
package io.meshkit.it.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.meshkit.core.internal.kubernetes.Clusters;
import io.meshkit.core.internal.kubernetes.KubernetesStore;
import io.meshkit.core.internal.kubernetes.TimeLimits;
import io.meshkit.resource.ApplyOptions;
import io.meshkit.resource.DeleteOptions;
import io.meshkit.resource.GroupKind;
import io.meshkit.resource.Inventory;
import io.meshkit.resource.LiveResource;
import io.meshkit.resource.Resource;
import io.meshkit.resource.ResourceKey;
import io.meshkit.resource.ResourceListener;
import io.meshkit.resource.ResourceQuery;
import io.meshkit.resource.SetId;
import io.meshkit.resource.StoreException;
import io.meshkit.resource.StoreException.Reason;
import io.meshkit.resource.Watch;
import io.meshkit.testkit.kubernetes.FakeKubernetes;
import io.meshkit.testkit.kubernetes.Fault;
import io.meshkit.testkit.kubernetes.KubernetesUser;
import io.meshkit.testkit.kubernetes.PodResponses;
import io.meshkit.testkit.kubernetes.RecordedRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The Kubernetes store when things go wrong, which only the server inside the JVM does when asked. */
class FakeKubernetesStoreTest extends KubernetesBehaviour {

    private FakeKubernetes server;
    private KubernetesStore store;
    private KubernetesStore nobody;

    @BeforeEach
    void start() {
        server = FakeKubernetes.start();
        store = open(FakeKubernetes.ADMIN_TOKEN);
        nobody = open("unknown-token");
    }

    @AfterEach
    void stop() {
        nobody.close();
        store.close();
        server.close();
    }

    private KubernetesStore open(String token) {
        return Clusters.ofUrl(server.url().toString(), Optional.of(token), Optional.empty(), TimeLimits.DEFAULT);
    }

    @Override
    KubernetesStore store() {
        return store;
    }

    @Override
    KubernetesStore storeOfNobody() {
        return nobody;
    }

    private Resource configMap(String setting) {
        return ConfigMaps.configMap(store.id(), "default", "c", setting);
    }

    private static boolean isPatch(RecordedRequest request) {
        return request.method().equals("PATCH");
    }

    @Test
    void an_apply_whose_answer_is_lost_is_carried_out_once_and_succeeds() {
        LiveResource first = store.apply(configMap("one"), ApplyOptions.DEFAULT);
        server.faults().next(FakeKubernetesStoreTest::isPatch, Fault.dropAfterWork());

        LiveResource second = store.apply(configMap("two"), ApplyOptions.DEFAULT.expectVersion(first.version()));

        assertThat(second.resource().body().find("/data/setting").orElseThrow()).hasToString("two");
        assertThat(store.get(first.key())).contains(second);
    }

    @Test
    void a_delete_whose_answer_is_lost_says_that_something_was_there() {
        LiveResource live = store.apply(configMap("one"), ApplyOptions.DEFAULT);
        server.faults().next(request -> request.method().equals("DELETE"), Fault.dropAfterWork());

        assertThat(store.delete(live.key(), DeleteOptions.DEFAULT)).isTrue();
    }

    @Test
    void faults_that_pass_are_waited_out() {
        for (Fault fault : List.of(
                Fault.dropBeforeWork(),
                Fault.status(503, "ServiceUnavailable", "starting"),
                Fault.status(500, "InternalError", "etcd has no leader"),
                Fault.tooManyRequests(0))) {
            server.faults().next(FakeKubernetesStoreTest::isPatch, fault);

            assertThat(store.apply(configMap("one"), ApplyOptions.DEFAULT)).isNotNull();
            assertThat(server.faults().waiting()).isZero();
        }
    }

    @Test
    void a_fault_without_a_reason_is_not_repeated() {
        server.faults().next(FakeKubernetesStoreTest::isPatch, Fault.status(500, "", "boom"));

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> store.apply(configMap("one"), ApplyOptions.DEFAULT))
                .matches(e -> e.reason() == Reason.SERVER)
                .withMessageContaining("boom");
        assertThat(server.writes()).hasSize(1);
    }

    @Test
    void an_inventory_whose_write_loses_its_answer_is_written() {
        SetId set = new SetId("default", "lost");
        server.faults().next(RecordedRequest::isMutation, Fault.dropAfterWork());
        Inventory first = store.inventories().write(Inventory.empty(set));
        ResourceKey member = configMap("x").key();
        server.faults().next(RecordedRequest::isMutation, Fault.dropAfterWork());

        Inventory second = store.inventories().write(first.withMembers(Set.of(member)));

        assertThat(store.inventories().read(set)).contains(second);
        assertThat(second.members()).containsExactly(member);
    }

    @Test
    void an_inventory_tells_kubectl_whose_it_is() {
        SetId set = new SetId("default", "shop");
        ResourceKey elsewhere = new ResourceKey(store.id(), new GroupKind("apps", "Deployment"), "shop", "web");

        store.inventories()
                .write(Inventory.empty(set).withMembers(Set.of(configMap("x").key(), elsewhere)));

        LiveResource parent = store.get(
                        new ResourceKey(store.id(), new GroupKind("", "Secret"), "default", "meshkit.shop"))
                .orElseThrow();
        assertThat(parent.resource().annotations())
                .containsEntry("applyset.kubernetes.io/tooling", "meshkit/v1")
                .containsEntry("applyset.kubernetes.io/contains-group-kinds", "ConfigMap,Deployment.apps")
                .containsEntry("applyset.kubernetes.io/additional-namespaces", "shop");
        // sha256("meshkit.shop.default.Secret."), as kubectl makes it
        assertThat(parent.resource().labels().get("applyset.kubernetes.io/id"))
                .matches("applyset-[A-Za-z0-9_-]{43}-v1")
                .hasSizeLessThanOrEqualTo(63);
    }

    @Test
    void a_parent_of_another_tool_is_left_alone() {
        SetId set = new SetId("default", "taken");
        store.apply(Yaml.resource(store.id(), """
            apiVersion: v1
            kind: Secret
            metadata:
              name: meshkit.taken
              namespace: default
              annotations: {applyset.kubernetes.io/tooling: kubectl/v1.36}
            """), ApplyOptions.DEFAULT);

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> store.inventories().read(set))
                .withMessageContaining("kubectl/v1.36");
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> store.inventories().write(Inventory.empty(set)));
    }

    @Test
    void a_revision_that_was_cut_off_while_written_is_no_revision() {
        SetId set = new SetId("default", "torn");
        byte[] noise = new byte[2 * 1024 * 1024];
        new Random(5).nextBytes(noise);
        store.inventories().writeRevision(set, 1, noise);
        LiveResource last =
                store
                        .listAll(ResourceQuery.of(new GroupKind("", "Secret")).withLabel("meshkit.dev/set", "torn"))
                        .stream()
                        .filter(part -> part.resource().annotations().containsKey("meshkit.dev/sha256"))
                        .findFirst()
                        .orElseThrow();

        store.delete(last.key(), DeleteOptions.DEFAULT);

        assertThat(store.inventories().revisions(set)).isEmpty();
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> store.inventories().readRevision(set, 1))
                .withMessageContaining("its last part was never written");
    }

    @Test
    void a_watch_whose_history_is_forgotten_lists_anew() throws Exception {
        store.apply(configMap("one"), ApplyOptions.DEFAULT);
        BlockingQueue<String> told = new LinkedBlockingQueue<>();
        ResourceQuery query = ResourceQuery.of(new GroupKind("", "ConfigMap")).inNamespace("default");
        server.faults()
                .next(FakeKubernetesStoreTest::isWatch, Fault.status(410, "Expired", "too old resource version"))
                .next(FakeKubernetesStoreTest::isWatch, Fault.status(503, "ServiceUnavailable", "starting"));

        try (Watch watch = store.watch(query, new ResourceListener() {
            @Override
            public void added(LiveResource resource) {
                told.add("added " + resource.key().name());
            }

            @Override
            public void changed(LiveResource resource) {
                told.add("changed " + resource.key().name());
            }

            @Override
            public void resynced(Set<ResourceKey> present) {
                told.add("resynced " + present.size());
            }
        })) {
            // each namespace has a ConfigMap of the server's own
            String own = "added kube-root-ca.crt";
            assertThat(next(told, 5)).containsExactly("added c", own, "resynced 2", "added c", own);
            store.apply(configMap("two"), ApplyOptions.DEFAULT);
            assertThat(next(told, 1)).containsExactly("changed c");
            assertThat(watch.isRunning()).isTrue();
        }
    }

    private static boolean isWatch(RecordedRequest request) {
        return request.query().containsKey("watch");
    }

    private static List<String> next(BlockingQueue<String> told, int count) throws InterruptedException {
        List<String> words = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            words.add(String.valueOf(told.poll(20, TimeUnit.SECONDS)));
        }
        return words;
    }

    @Test
    void who_may_not_is_told_what_to_grant() {
        server.accept("viewer", new KubernetesUser("viewer", List.of("viewers")));
        server.access().deny("viewer", "*", "*", "*");
        try (KubernetesStore viewer = open("viewer")) {
            assertThatExceptionOfType(StoreException.class)
                    .isThrownBy(() -> viewer.list(ResourceQuery.of(new GroupKind("", "ConfigMap"))))
                    .matches(e -> e.reason() == Reason.FORBIDDEN)
                    .withMessageContaining("Grant the verb \"list\" on \"configmaps\"");
        }
    }

    @Test
    void logs_and_ports_of_pods_are_read() {
        store.apply(Yaml.resource(store.id(), """
            apiVersion: v1
            kind: Pod
            metadata: {name: web, namespace: default}
            spec: {containers: [{name: app, image: a}]}
            """), ApplyOptions.DEFAULT);
        server.pods().log("default", "web", "app", "one\ntwo\nthree\n");
        server.pods().proxy("default", "web", 15000, path -> PodResponses.Answer.text(503, "asked " + path));

        assertThat(store.logs("default", "web", "app", 2)).isEqualTo("two\nthree\n");
        assertThat(store.proxyGet("default", "web", 15000, "/stats?filter=x").status())
                .isEqualTo(503);
        assertThat(new String(
                        store.proxyGet("default", "web", 15000, "/stats?filter=x")
                                .body(),
                        StandardCharsets.UTF_8))
                .isEqualTo("asked /stats?filter=x");
    }

    @Test
    void a_second_look_at_two_hundred_objects_is_one_list() {
        List<Resource> desired = IntStream.range(0, 200)
                .mapToObj(i -> ConfigMaps.configMap(store.id(), "default", "c" + i, "x"))
                .toList();
        desired.forEach(one -> store.apply(one, ApplyOptions.DEFAULT));
        server.forgetRequests();

        List<LiveResource> live =
                store.listAll(ResourceQuery.of(new GroupKind("", "ConfigMap")).inNamespace("default"));

        assertThat(desired)
                .allMatch(one -> live.stream()
                        .anyMatch(there ->
                                there.key().equals(one.key()) && store.isUnchanged(one, there, ApplyOptions.DEFAULT)));
        assertThat(server.requests()).hasSize(1);
    }
}
