// SPDX-License-Identifier: Apache-2.0
package io.meshkit.examples;

import io.meshkit.ErrorCode;
import io.meshkit.MeshKit;
import io.meshkit.MeshKitException;
import io.meshkit.core.plan.ConsoleProgress;
import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.NumberValue;
import io.meshkit.document.Value;
import io.meshkit.mesh.MeshId;
import io.meshkit.mesh.Site;
import io.meshkit.pattern.Pattern;
import io.meshkit.pattern.PatternOptions;
import io.meshkit.plan.OperationOptions;
import io.meshkit.plan.Plan;
import io.meshkit.plan.PlanOptions;
import io.meshkit.plan.PlanStyle;
import io.meshkit.resource.ResourceKey;
import io.meshkit.testkit.mesh.EchoReply;
import io.meshkit.testkit.mesh.LocalMesh;
import io.meshkit.testkit.mesh.LocalMeshOptions;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A tour on a real mesh of processes on this machine: a canary pattern sends a tenth of the calls to the new version, then half, then all
 * of them, and what the callers see is counted each time.
 */
final class LocalMeshTour {

    private static final Duration APPLIED = Duration.ofMinutes(1);
    private static final Duration TAKEN_UP = Duration.ofSeconds(30);
    private static final int CALLS = 1000;
    private static final int BAR = 50;

    private final Path home;
    private final PrintStream out;
    private final PlanStyle style;

    LocalMeshTour(Path home, PrintStream out, PlanStyle style) {
        this.home = home;
        this.out = out;
        this.style = style;
    }

    int run() {
        Path file = home.resolve("patterns/canary.yaml");
        title("A Consul server, three services, an Envoy beside each");
        try (LocalMesh mesh = started();
                MeshKit kit = MeshKit.offline()) {
            Site site = kit.open(mesh.address());
            out.println(site.id() + "; web calls api, of which v1 and v2 run");
            show(mesh);
            Pattern pattern = kit.patterns().read(file);
            for (int share : new int[] {10, 50, 100}) {
                title("The pattern " + file + " with a share of " + share + " % for v2");
                Plan plan = kit.patterns().plan(pattern, MeshId.CONSUL, site, share(share));
                if (plan.report().hasErrors()) {
                    out.println(Reports.text(plan.report()));
                    return Exit.FINDINGS;
                }
                out.println(plan.render(style));
                kit.apply(plan, OperationOptions.DEFAULT.listener(ConsoleProgress.to(out, style)))
                        .await(APPLIED)
                        .orThrow();
                awaitWeight(mesh, share * 100);
                show(mesh);
            }
            title("Taking it away");
            Plan canary = kit.patterns().plan(pattern, MeshId.CONSUL, site, share(100));
            kit.apply(kit.planner(site).planRemoval(canary.set(), PlanOptions.DEFAULT))
                    .await(APPLIED)
                    .orThrow();
            long left = canary.desired().resources().stream()
                    .filter(resource ->
                            site.store().get(key(resource.key(), site)).isPresent())
                    .count();
            out.println(left + " config entries are left.");
            return left == 0 ? Exit.DONE : Exit.FINDINGS;
        }
    }

    private static ResourceKey key(ResourceKey key, Site site) {
        return key.in(site.id());
    }

    private static LocalMesh started() {
        try {
            return LocalMesh.start(LocalMeshOptions.builder()
                    .service("web")
                    .service("api", "v1")
                    .service("api", "v2")
                    .build());
        } catch (AssertionError missing) {
            throw new MeshKitException(
                    new ErrorCode("MK-EXAMPLE-MESH"),
                    "the mesh does not start: " + missing.getMessage(),
                    "All that it needs is installed by tools/real-parts --only consul envoy.",
                    missing);
        }
    }

    private static PatternOptions share(int percent) {
        return PatternOptions.DEFAULT
                .variable("share", NumberValue.of(percent))
                .variable("rest", NumberValue.of(100 - percent));
    }

    /** Calls api through the side-car of web, and shows which version answered how often. */
    private void show(LocalMesh mesh) {
        Map<String, Integer> answers = new TreeMap<>(Map.of("v1", 0, "v2", 0));
        for (int i = 0; i < CALLS; i++) {
            EchoReply reply = mesh.caller("web").get("api", "/");
            answers.merge(reply.isFromService() ? reply.version() : reply.status() + "!", 1, Integer::sum);
        }
        out.println();
        out.println(CALLS + " calls of web to api:");
        answers.forEach(
                (version, count) -> out.println("  " + String.format("%-5s", version) + "█".repeat(count * BAR / CALLS)
                        + "·".repeat(BAR - count * BAR / CALLS) + String.format(" %4d", count)));
    }

    /**
     * Waits until the proxy of web splits by a weight, in hundredths of a percent as Consul writes it, and answers: for some milliseconds its
     * old listener answers 503, since Consul takes the cluster without versions away before the listener that used it.
     */
    private static void awaitWeight(LocalMesh mesh, int weight) {
        long deadline = System.nanoTime() + TAKEN_UP.toNanos();
        while (!weights(mesh.proxy("web").configuration()).contains(Integer.toString(weight))
                || !mesh.caller("web").get("api", "/").isFromService()) {
            if (System.nanoTime() > deadline) {
                throw new MeshKitException(
                        new ErrorCode("MK-EXAMPLE-MESH"),
                        "the proxy of web did not take the split up in " + TAKEN_UP.toSeconds() + " s",
                        "Look at the logs in " + mesh.logs() + ".");
            }
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new MeshKitException(
                        new ErrorCode("MK-INTERRUPTED"), "interrupted while waiting for the proxy", "Run it again.", e);
            }
        }
    }

    private static Set<String> weights(Value configuration) {
        Set<String> weights = new TreeSet<>();
        Deque<Value> open = new ArrayDeque<>();
        open.add(configuration);
        while (!open.isEmpty()) {
            Value value = open.remove();
            if (value instanceof ListValue list) {
                open.addAll(list.items());
            } else if (value instanceof MapValue map) {
                map.map("weighted_clusters")
                        .flatMap(split -> split.list("clusters"))
                        .ifPresent(clusters -> clusters.forEach(cluster ->
                                cluster.find("/weight").ifPresent(weight -> weights.add(weight.toString()))));
                map.forEach(entry -> open.add(entry.value()));
            }
        }
        return weights;
    }

    private void title(String text) {
        out.println();
        out.println("== " + text);
        out.println();
    }
}
