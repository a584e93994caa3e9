// SPDX-License-Identifier: Apache-2.0
package io.meshkit.it.guides;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshkit.MeshKit;
import io.meshkit.core.document.YamlReader;
import io.meshkit.document.MapValue;
import io.meshkit.document.SourceText;
import io.meshkit.document.Value;
import io.meshkit.mesh.MeshId;
import io.meshkit.pattern.PatternOptions;
import io.meshkit.plan.Plan;
import io.meshkit.plan.PlanOptions;
import io.meshkit.testkit.kubernetes.AccessRules.Rule;
import io.meshkit.testkit.kubernetes.FakeKubernetes;
import io.meshkit.testkit.kubernetes.FakeKubernetesExtension;
import io.meshkit.testkit.kubernetes.KubernetesUser;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The Role on the page is enough for all that is done with its pattern. */
@ExtendWith(FakeKubernetesExtension.class)
class RightsOfAPatternTest {

    private static final PatternOptions IN_SHOP = PatternOptions.DEFAULT.namespace("shop");

    @TempDir
    Path folder;

    @Test
    void the_role_of_the_guide_lets_a_pattern_be_applied_changed_rolled_back_and_removed(FakeKubernetes kubernetes)
            throws IOException {
        GuidePage page = GuidePage.read("docs/guides/apply-a-pattern.md");
        page.writeFiles(folder);
        kubernetes.addNamespace("shop");
        ClusterSetup.apply(kubernetes, GuidePage.root().resolve("examples/manifests/istio/definitions.yaml"));
        kubernetes.accept("token", new KubernetesUser("deployer", List.of()));
        new YamlReader()
                .read(folder.resolve("role.yaml"))
                .documents()
                .forEach(role -> grant(kubernetes, (MapValue) role.root()));
        Path kubeconfig = Files.writeString(folder.resolve("kubeconfig"), kubernetes.kubeconfig("token"));

        try (MeshKit kit = MeshKit.builder()
                .site(URI.create("k8s:.?kubeconfig=" + kubeconfig))
                .build()) {
            String text = Files.readString(folder.resolve("shop.yaml"));
            Plan first = plan(kit, text);
            apply(kit, first);
            apply(kit, plan(kit, text.replace("default: 2,", "default: 3,")));
            apply(kit, kit.planner().planRollback(first.set(), 1, PlanOptions.DEFAULT));

            assertThat(kit.planner().drift(first.set()).isEmpty()).isTrue();
            apply(kit, kit.planner().planRemoval(first.set(), PlanOptions.DEFAULT));
        }
    }

    private static Plan plan(MeshKit kit, String text) {
        return kit.patterns()
                .plan(
                        kit.patterns().read(SourceText.of("shop.yaml", text)),
                        MeshId.ISTIO,
                        kit.sites().get(0),
                        IN_SHOP);
    }

    private static void apply(MeshKit kit, Plan plan) {
        assertThat(plan.report().findings()).isEmpty();
        kit.apply(plan).await(Duration.ofMinutes(1)).orThrow();
    }

    private static void grant(FakeKubernetes kubernetes, MapValue role) {
        String namespace = role.find("/metadata/namespace").map(Value::toString).orElse("");
        for (Value rule : role.list("rules").orElseThrow()) {
            for (Value group : ((MapValue) rule).list("apiGroups").orElseThrow()) {
                for (Value resource : ((MapValue) rule).list("resources").orElseThrow()) {
                    for (Value verb : ((MapValue) rule).list("verbs").orElseThrow()) {
                        kubernetes
                                .access()
                                .add(new Rule(
                                        "deployer",
                                        verb.toString(),
                                        group.toString(),
                                        resource.toString(),
                                        namespace,
                                        true));
                    }
                }
            }
        }
    }
}
