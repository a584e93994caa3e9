// SPDX-License-Identifier: Apache-2.0
package io.meshkit.it.mesh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.meshkit.MeshKit;
import io.meshkit.document.MapValue;
import io.meshkit.document.TextValue;
import io.meshkit.mesh.Site;
import io.meshkit.resource.ApplyOptions;
import io.meshkit.resource.GroupKind;
import io.meshkit.resource.LiveResource;
import io.meshkit.resource.Resource;
import io.meshkit.resource.ResourceKey;
import io.meshkit.resource.ResourceListener;
import io.meshkit.resource.ResourceQuery;
import io.meshkit.resource.ResourceStore;
import io.meshkit.resource.StoreException;
import io.meshkit.resource.StoreException.Reason;
import io.meshkit.resource.Watch;
import io.meshkit.testkit.process.FreePorts;
import io.meshkit.testkit.process.LocalProcess;
import io.meshkit.testkit.process.RealParts;
import io.meshkit.testkit.process.ServerFolder;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An agent that keeps its state in memory ends, and comes back at the same address without it: its index begins anew. */
@Tag("real")
class AgentRestartTest {

    private static final GroupKind DEFAULTS = new GroupKind("consul", "service-defaults");
    private static final Duration STARTED = Duration.ofSeconds(60);

    private final FreePorts ports = new FreePorts();
    private final int http = ports.next();
    private final int server = ports.next();
    private final int serfLan = ports.next();
    private final int serfWan = ports.next();
    private final List<String> told = new CopyOnWriteArrayList<>();
    private ServerFolder folder;
    private LocalProcess agent;
    private MeshKit kit;
    private Site site;

    @BeforeEach
    void start() {
        folder = ServerFolder.create("consul");
        agent = agent();
        kit = MeshKit.offline();
        site = kit.open(URI.create("consul+http://127.0.0.1:" + http));
        awaitAgent();
    }

    @AfterEach
    void stop() {
        kit.close();
        agent.close();
        folder.close();
    }

    private LocalProcess agent() {
        List<String> arguments = List.of(
                "agent",
                "-dev",
                "-bind=127.0.0.1",
                "-client=127.0.0.1",
                "-http-port=" + http,
                "-grpc-port=-1",
                "-grpc-tls-port=-1",
                "-dns-port=-1",
                "-server-port=" + server,
                "-serf-lan-port=" + serfLan,
                "-serf-wan-port=" + serfWan);
        return LocalProcess.start("consul", RealParts.program("consul"), arguments, Map.of(), folder.path());
    }

    private ResourceStore store() {
        return site.store();
    }

    private void awaitAgent() {
        await().atMost(STARTED)
                .ignoreExceptionsInstanceOf(StoreException.class)
                .untilAsserted(() ->
                        assertThat(store().list(ResourceQuery.of(DEFAULTS))).isNotNull());
    }

    private void write(String name, String protocol) {
        MapValue body = MapValue.builder()
                .put("Kind", "service-defaults")
                .put("Name", name)
                .put("Protocol", protocol)
                .build();
        store().apply(Resource.of(new ResourceKey(store().id(), DEFAULTS, "", name), body), ApplyOptions.DEFAULT);
    }

    private ResourceListener listener() {
        return new ResourceListener() {
            @Override
            public void added(LiveResource resource) {
                tell("added", resource);
            }

            @Override
            public void changed(LiveResource resource) {
                tell("changed", resource);
            }

            @Override
            public void deleted(LiveResource resource) {
                tell("deleted", resource);
            }

            @Override
            public void resynced(Set<ResourceKey> present) {
                told.add("resynced with "
                        + present.stream().map(ResourceKey::name).toList());
            }

            private void tell(String what, LiveResource resource) {
                told.add(what + " " + resource.key().name() + " "
                        + resource.resource().body().get("Protocol").orElse(TextValue.of("")));
            }
        };
    }

    @Test
    void a_watch_outlives_the_agent_and_tells_what_its_successor_has() {
        write("api", "tcp");
        for (int i = 0; i < 20; i++) {
            write("api", i % 2 == 0 ? "http" : "grpc");
        }

        try (Watch watch = store().watch(ResourceQuery.of(DEFAULTS), listener())) {
            assertThat(told).containsExactly("added api grpc");
            agent.close();
            assertThatExceptionOfType(StoreException.class)
                    .isThrownBy(() -> store().list(ResourceQuery.of(DEFAULTS)))
                    .matches(e -> e.reason() == Reason.CONNECTION && e.reason().isTransient());

            agent = agent();
            awaitAgent();
            write("web", "http");

            await().atMost(Duration.ofSeconds(90))
                    .untilAsserted(() -> assertThat(told).contains("added web http"));
            assertThat(told).first().isEqualTo("added api grpc");
            assertThat(told)
                    .anyMatch(event -> event.startsWith("resynced with [") && !event.contains("api"))
                    .doesNotContain("deleted api grpc");
            assertThat(watch.isRunning()).isTrue();
        }
    }
}
