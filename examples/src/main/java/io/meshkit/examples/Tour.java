// SPDX-License-Identifier: Apache-2.0
package io.meshkit.examples;

import io.meshkit.MeshKit;
import io.meshkit.core.plan.ConsoleProgress;
import io.meshkit.document.JsonPointer;
import io.meshkit.document.MapValue;
import io.meshkit.document.NumberValue;
import io.meshkit.mesh.MeshId;
import io.meshkit.mesh.Site;
import io.meshkit.pattern.Pattern;
import io.meshkit.pattern.PatternOptions;
import io.meshkit.plan.ApplyStep;
import io.meshkit.plan.Drift;
import io.meshkit.plan.OperationOptions;
import io.meshkit.plan.OperationResult;
import io.meshkit.plan.Plan;
import io.meshkit.plan.PlanOptions;
import io.meshkit.plan.PlanStyle;
import io.meshkit.resource.ApplyOptions;
import io.meshkit.resource.GroupKind;
import io.meshkit.resource.Resource;
import io.meshkit.resource.ResourceKey;
import io.meshkit.testkit.kubernetes.FakeKubernetes;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The tour: a pattern becomes a plan, and the plan a running configuration; again, and nothing is written; a change behind our back, and
 * it is seen; back to what was recorded.
 */
final class Tour {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final GroupKind DEPLOYMENT = new GroupKind("apps", "Deployment");

    private final Path home;
    private final PrintStream out;
    private final PlanStyle style;

    Tour(Path home, PrintStream out, PlanStyle style) {
        this.home = home;
        this.out = out;
        this.style = style;
    }

    int run() {
        Path file = home.resolve("patterns/istio-sm.yaml");
        try (EmbeddedCluster cluster = new EmbeddedCluster();
                MeshKit kit = MeshKit.builder().site(cluster.address()).build()) {
            FakeKubernetes kubernetes = cluster.kubernetes();
            title("The pattern " + file + ", on an embedded cluster with stand-in manifests");
            Pattern pattern = kit.patterns().read(file);
            Plan plan = plan(kit, pattern);
            if (plan.report().hasErrors()) {
                out.println(Reports.text(plan.report()));
                return Exit.FINDINGS;
            }

            title("What it would change");
            out.println(plan.render(style));

            title("Changing exactly that, and waiting until it works");
            OperationResult first = apply(kit, plan);
            out.println("order: " + order(plan));
            out.println(first.writes() + " writes, revision " + first.revision().orElse(0)
                    + ": one for each step, the others for the inventory and the revision");

            title("The same again");
            kubernetes.forgetRequests();
            Plan again = plan(kit, pattern);
            OperationResult second = apply(kit, again);
            out.println(second.writes() + " writes: of "
                    + kubernetes.requests().size() + " requests the server counts "
                    + kubernetes.writes().size() + " that write");

            title("Somebody scales grafana behind our back");
            scaleGrafana(kit.sites().get(0));
            Drift drift = kit.planner().drift(plan.set());
            out.println(drift.render());

            title("Back to what was recorded");
            int revision = kit.planner().revisions(plan.set()).stream()
                    .mapToInt(kept -> kept.number())
                    .max()
                    .orElse(0);
            Plan back = kit.planner().planRollback(plan.set(), revision, PlanOptions.DEFAULT.forceConflicts(true));
            out.println(back.render(style));
            apply(kit, back);
            boolean restored = kit.planner().drift(plan.set()).isEmpty();
            out.println(restored ? "No drift any more." : "There is still drift.");
            return first.isSuccess() && second.writes() == 0 && !drift.isEmpty() && restored
                    ? Exit.DONE
                    : Exit.FINDINGS;
        }
    }

    private Plan plan(MeshKit kit, Pattern pattern) {
        PatternOptions options = PatternOptions.DEFAULT.manifests(home.resolve("manifests"));
        return kit.patterns().plan(pattern, MeshId.ISTIO, kit.sites().get(0), options);
    }

    private OperationResult apply(MeshKit kit, Plan plan) {
        return kit.apply(plan, OperationOptions.DEFAULT.listener(ConsoleProgress.to(out, style)))
                .await(LIMIT)
                .orThrow();
    }

    /** In which order the plan makes the workloads. */
    private static String order(Plan plan) {
        List<String> components = plan.steps().stream()
                .filter(ApplyStep.class::isInstance)
                .map(step -> (ApplyStep) step)
                .filter(step -> step.resource().key().groupKind().equals(DEPLOYMENT))
                .map(step -> step.component())
                .distinct()
                .toList();
        return components.stream().collect(Collectors.joining(" → "));
    }

    private static void scaleGrafana(Site site) {
        ResourceKey key = new ResourceKey(site.id(), DEPLOYMENT, "istio-system", "grafana");
        MapValue body = (MapValue) MapValue.builder()
                .put("apiVersion", "apps/v1")
                .put("kind", "Deployment")
                .put(
                        "metadata",
                        MapValue.builder()
                                .put("name", key.name())
                                .put("namespace", key.namespace())
                                .build())
                .build()
                .with(JsonPointer.parse("/spec/replicas"), NumberValue.of(5));
        site.store()
                .apply(
                        Resource.of(key, body),
                        ApplyOptions.DEFAULT.fieldManager("somebody").force(true));
    }

    private void title(String text) {
        out.println();
        out.println("== " + text);
        out.println();
    }
}
