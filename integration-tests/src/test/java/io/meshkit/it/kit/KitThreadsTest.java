// SPDX-License-Identifier: Apache-2.0
package io.meshkit.it.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.meshkit.MeshKit;
import io.meshkit.document.MapValue;
import io.meshkit.document.TextValue;
import io.meshkit.mesh.Site;
import io.meshkit.plan.DesiredResource;
import io.meshkit.plan.DesiredState;
import io.meshkit.plan.OperationListener;
import io.meshkit.plan.OperationOptions;
import io.meshkit.plan.PlanOptions;
import io.meshkit.plan.Planner;
import io.meshkit.resource.ApplyOptions;
import io.meshkit.resource.GroupKind;
import io.meshkit.resource.LiveResource;
import io.meshkit.resource.Resource;
import io.meshkit.resource.ResourceKey;
import io.meshkit.resource.ResourceListener;
import io.meshkit.resource.ResourceQuery;
import io.meshkit.resource.SetId;
import io.meshkit.testkit.kubernetes.FakeKubernetes;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KitThreadsTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final GroupKind CONFIG_MAP = new GroupKind("", "ConfigMap");

    private final FakeKubernetes kubernetes = FakeKubernetes.start();

    @TempDir
    Path folder;

    private final List<Thread> before = kitThreads();
    private URI address = URI.create("k8s:.");

    @BeforeEach
    void writeKubeconfig() throws IOException {
        Path kubeconfig = Files.writeString(folder.resolve("kubeconfig"), kubernetes.kubeconfig());
        address = URI.create("k8s:.?kubeconfig=" + kubeconfig);
    }

    @AfterEach
    void stop() {
        kubernetes.close();
    }

    @Test
    void a_kit_for_a_cluster_starts_no_thread_and_asks_nothing_before_it_is_used() {
        try (MeshKit kit = MeshKit.builder().site(address).build()) {
            assertThat(kit.sites()).hasSize(1);

            assertThat(kubernetes.requests()).isEmpty();
            assertThat(kitThreads()).containsExactlyInAnyOrderElementsOf(before);
        }
    }

    @Test
    void the_threads_of_plans_and_operations_are_gone_after_close() {
        try (MeshKit kit = MeshKit.builder().site(address).build()) {
            Planner planner = kit.planner();
            planner.apply(
                            planner.plan(desired(kit.sites().get(0)), PlanOptions.DEFAULT),
                            OperationOptions.DEFAULT.listener(OperationListener.NONE))
                    .await(LIMIT)
                    .orThrow();
        }

        awaitNoThreads();
    }

    @Test
    void the_thread_of_a_watch_that_was_left_open_is_gone_after_close() throws InterruptedException {
        CountDownLatch told = new CountDownLatch(1);
        try (MeshKit kit = MeshKit.builder().site(address).build()) {
            Site site = kit.sites().get(0);
            site.store().apply(configMap(site), ApplyOptions.DEFAULT);
            site.store().watch(ResourceQuery.of(CONFIG_MAP), new ResourceListener() {
                @Override
                public void added(LiveResource resource) {
                    told.countDown();
                }
            });
            assertThat(told.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        }

        awaitNoThreads();
    }

    @Test
    void the_thread_of_the_http_client_is_gone_when_a_kit_is_closed_where_the_jdk_can_close_its_client() {
        boolean closeable = AutoCloseable.class.isAssignableFrom(HttpClient.class); // since Java 21
        List<Thread> earlier = clientThreads();

        askOnce();

        assertThat(!closeable || earlier.containsAll(clientThreads())).isTrue();
    }

    @Test
    void nothing_holds_the_http_client_of_a_closed_kit_so_that_a_garbage_collection_ends_its_thread() {
        List<Thread> earlier = clientThreads();

        MeshKit kit = askOnce();

        await().atMost(LIMIT).untilAsserted(() -> {
            System.gc();
            assertThat(clientThreads()).isSubsetOf(earlier);
        });
        assertThatThrownBy(kit::sites).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void closing_a_kit_leaves_the_calling_thread_uninterrupted_or_interrupted_as_it_was() {
        askOnce();
        assertThat(Thread.currentThread().isInterrupted()).isFalse();

        try (MeshKit kit = MeshKit.builder().site(address).build()) {
            kit.sites().get(0).store().list(ResourceQuery.of(CONFIG_MAP));
            Thread.currentThread().interrupt();
        }
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void a_site_that_was_given_stays_open_when_the_kit_is_closed() {
        try (MeshKit owner = MeshKit.builder().site(address).build()) {
            Site site = owner.sites().get(0);

            MeshKit.builder().site(site).build().close();

            site.store().apply(configMap(site), ApplyOptions.DEFAULT);
            assertThat(kubernetes.find(CONFIG_MAP, "default", "settings")).isPresent();
        }
    }

    /** A kit that was used and closed. */
    private MeshKit askOnce() {
        MeshKit kit = MeshKit.builder().site(address).build();
        kit.sites().get(0).store().list(ResourceQuery.of(CONFIG_MAP));
        assertThat(clientThreads()).isNotEmpty();
        kit.close();
        return kit;
    }

    private static List<Thread> clientThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().matches("HttpClient-\\d+-SelectorManager"))
                .toList();
    }

    private void awaitNoThreads() {
        await().atMost(LIMIT).untilAsserted(() -> assertThat(kitThreads()).isSubsetOf(before));
    }

    /** Threads of kits; those that other tests left belong to nobody here. */
    private static List<Thread> kitThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("meshkit-"))
                // the fake notices that a client is gone when it has something to tell it, or is closed
                .filter(thread -> !thread.getName().startsWith("meshkit-fake-"))
                .toList();
    }

    private static DesiredState desired(Site site) {
        return DesiredState.of(new SetId("default", "threads"))
                .add(DesiredResource.of(configMap(site)).build())
                .build();
    }

    private static Resource configMap(Site site) {
        MapValue body = MapValue.builder()
                .put("apiVersion", "v1")
                .put("kind", "ConfigMap")
                .put(
                        "metadata",
                        MapValue.builder()
                                .put("name", "settings")
                                .put("namespace", "default")
                                .build())
                .put("data", MapValue.of("colour", TextValue.of("blue")))
                .build();
        return Resource.of(new ResourceKey(site.id(), CONFIG_MAP, "default", "settings"), body);
    }
}
