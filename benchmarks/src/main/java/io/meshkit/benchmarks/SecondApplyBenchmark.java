// SPDX-License-Identifier: Apache-2.0
package io.meshkit.benchmarks;

import io.meshkit.MeshKit;
import io.meshkit.mesh.Site;
import io.meshkit.plan.DesiredResource;
import io.meshkit.plan.DesiredState;
import io.meshkit.plan.OperationListener;
import io.meshkit.plan.OperationOptions;
import io.meshkit.plan.Plan;
import io.meshkit.plan.PlanOptions;
import io.meshkit.plan.Planner;
import io.meshkit.resource.SetId;
import io.meshkit.testkit.kubernetes.FakeKubernetes;
import io.meshkit.testkit.kubernetes.RecordedRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Applies the same objects twice, and counts what the API server is asked the second time. */
final class SecondApplyBenchmark {

    private static final int OBJECTS = 200;
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private SecondApplyBenchmark() {}

    static List<Measurement> run() {
        List<Measurement> measurements = new ArrayList<>(run(List.of("ConfigMap")));
        measurements.addAll(run(List.of("ConfigMap", "Secret", "ServiceAccount", "Endpoints")));
        return measurements;
    }

    private static List<Measurement> run(List<String> kinds) {
        try (FakeKubernetes kubernetes = FakeKubernetes.start()) {
            Path kubeconfig = Files.createTempFile("kubeconfig", ".yaml");
            try {
                Files.writeString(kubeconfig, kubernetes.kubeconfig());
                return run(kubernetes, URI.create("k8s:.?kubeconfig=" + kubeconfig), kinds);
            } finally {
                Files.delete(kubeconfig);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Measurement> run(FakeKubernetes kubernetes, URI address, List<String> kinds) {
        try (MeshKit kit = MeshKit.builder().site(address).build()) {
            Site site = kit.sites().get(0);
            DesiredState desired = desired(site, kinds);
            apply(kit.planner(), desired);
            kubernetes.forgetRequests();
            double millis = new Stopwatch().millis(() -> apply(kit.planner(), desired));

            String name = "second apply of " + OBJECTS + " objects of " + kinds.size()
                    + (kinds.size() == 1 ? " kind: " : " kinds: ");
            return List.of(
                    Measurement.held(
                            name + "writes",
                            "requests",
                            Series.of(kubernetes.writes().size()),
                            Target.atMost(0)),
                    Measurement.held(
                            name + "dry runs",
                            "requests",
                            Series.of(kubernetes.dryRuns().size()),
                            Target.atMost(0)),
                    Measurement.held(
                            name + "lists of the kind listed most",
                            "requests",
                            Series.of(mostLists(kubernetes, kinds)),
                            Target.atMost(1)),
                    Measurement.forComparison(
                            name + "all requests",
                            "requests",
                            Series.of(kubernetes.requests().size())),
                    Measurement.forComparison(name + "time, plan included", "ms", Series.of(millis)));
        }
    }

    private static DesiredState desired(Site site, List<String> kinds) {
        DesiredState.Builder state = DesiredState.of(new SetId("default", "objects"));
        for (int i = 0; i < OBJECTS; i++) {
            String kind = kinds.get(i % kinds.size());
            state.add(DesiredResource.of(ConfigMaps.resource(ConfigMaps.key(site.id(), kind, "object-" + i)))
                    .build());
        }
        return state.build();
    }

    private static Plan apply(Planner planner, DesiredState desired) {
        Plan plan = planner.plan(desired, PlanOptions.DEFAULT);
        if (plan.report().hasErrors()) {
            throw new IllegalStateException(
                    "the plan has errors: " + plan.report().findings());
        }
        planner.apply(plan, OperationOptions.DEFAULT.listener(OperationListener.NONE))
                .await(LIMIT)
                .orThrow();
        return plan;
    }

    private static long mostLists(FakeKubernetes kubernetes, List<String> kinds) {
        return kinds.stream()
                .mapToLong(kind -> lists(kubernetes.requests(), kind))
                .max()
                .orElseThrow();
    }

    /** How often all objects of a kind were listed; lists by label are those of inventories and revisions. */
    private static long lists(List<RecordedRequest> requests, String kind) {
        String resource = kind.toLowerCase(Locale.ROOT) + (kind.endsWith("s") ? "" : "s");
        return requests.stream()
                .filter(request -> request.method().equals("GET"))
                .filter(request -> request.path().endsWith("/" + resource))
                .filter(request -> !request.query().containsKey("labelSelector"))
                .count();
    }
}
