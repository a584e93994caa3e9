// SPDX-License-Identifier: Apache-2.0
package io.meshkit.examples;

import io.meshkit.MeshKit;
import io.meshkit.core.plan.ConsoleProgress;
import io.meshkit.document.MapValue;
import io.meshkit.document.Value;
import io.meshkit.mesh.MeshId;
import io.meshkit.mesh.Site;
import io.meshkit.pattern.Pattern;
import io.meshkit.pattern.PatternOptions;
import io.meshkit.plan.OperationOptions;
import io.meshkit.plan.OperationResult;
import io.meshkit.plan.Plan;
import io.meshkit.plan.PlanStyle;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Plans a pattern file at a cluster, shows the plan, and applies it. */
final class ApplyPattern {

    private static final Duration LIMIT = Duration.ofMinutes(15);

    private final ApplyPatternCall call;
    private final Path home;
    private final PrintStream out;
    private final PrintStream err;
    private final PlanStyle style;

    ApplyPattern(ApplyPatternCall call, Path home, PrintStream out, PrintStream err, PlanStyle style) {
        this.call = call;
        this.home = home;
        this.out = out;
        this.err = err;
        this.style = style;
    }

    int run() {
        if (!call.embedded()) {
            return at(call.kubeconfig().map(Kubeconfig::address).orElse(Kubeconfig.USUAL));
        }
        try (EmbeddedCluster cluster = new EmbeddedCluster()) {
            cluster.prepare(home.resolve("manifests/world/shop.yaml"));
            return at(cluster.address());
        }
    }

    private int at(URI address) {
        try (MeshKit kit = MeshKit.builder().site(address).build()) {
            if (kit.adapter(call.mesh()).isEmpty()) {
                throw new UsageException(
                        "there is no adapter for \"" + call.mesh() + "\"",
                        "Choose one of " + names(kit.meshes()) + ".");
            }
            Pattern pattern = kit.patterns().read(call.file());
            Site site = kit.sites().get(0);
            Plan plan = kit.patterns().plan(pattern, call.mesh(), site, options());
            show(kit, plan);
            if (plan.report().hasErrors()) {
                return Exit.FINDINGS;
            }
            return call.planOnly() ? Exit.DONE : apply(kit, plan);
        }
    }

    private static String names(List<MeshId> meshes) {
        return meshes.stream().map(MeshId::toString).collect(Collectors.joining(", "));
    }

    private PatternOptions options() {
        PatternOptions options = PatternOptions.DEFAULT.namespace(call.namespace());
        for (Map.Entry<String, Value> variable : call.variables().entrySet()) {
            options = options.variable(variable.getKey(), variable.getValue());
        }
        if (call.embedded() && call.manifests().isEmpty()) {
            return options.manifests(home.resolve("manifests"));
        }
        return call.manifests().map(options::manifests).orElse(options);
    }

    private void show(MeshKit kit, Plan plan) {
        if (call.json()) {
            MapValue document = MapValue.builder()
                    .put("plan", plan.toValue())
                    .put("report", Reports.value(kit, plan.report()))
                    .build();
            out.print(kit.writer().prettyJson(document));
            return;
        }
        if (plan.report().hasErrors()) {
            err.println(Reports.text(plan.report()));
            err.println("Nothing was changed.");
        } else {
            out.println(plan.render(style));
        }
    }

    private int apply(MeshKit kit, Plan plan) {
        // progress would break the JSON on standard output
        PrintStream progress = call.json() ? err : out;
        OperationResult result = kit.apply(plan, OperationOptions.DEFAULT.listener(ConsoleProgress.to(progress, style)))
                .await(LIMIT);
        return result.isSuccess() ? Exit.DONE : Exit.FINDINGS;
    }
}
