// SPDX-License-Identifier: Apache-2.0
package io.meshkit.it.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshkit.MeshKit;
import io.meshkit.document.MapValue;
import io.meshkit.document.SourceText;
import io.meshkit.finding.Finding;
import io.meshkit.mesh.MeshId;
import io.meshkit.pattern.Pattern;
import io.meshkit.pattern.PatternOptions;
import io.meshkit.plan.Change;
import io.meshkit.plan.Plan;
import io.meshkit.plan.PlanOptions;
import io.meshkit.resource.ApplyOptions;
import io.meshkit.resource.GroupKind;
import io.meshkit.resource.Resource;
import io.meshkit.testkit.kubernetes.FakeKubernetes;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of an application on a cluster when its file changes. */
class ApplicationOnClusterTest {

    private static final GroupKind DEPLOYMENT = new GroupKind("apps", "Deployment");
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private static final String SHOP = """
        apiVersion: meshkit.dev/v1
        kind: Pattern
        name: shop
        services:
          web:
            type: Application
            namespace: shop
            settings:
              selector: { app: web }
              serviceAccount: shared
              containers: [{ image: "example.com/web:1", ports: [8080] }]
              versions:
                v1: {}
                v2: { labels: { version: v2 }, replicas: 2 }
        """;

    private final FakeKubernetes kubernetes = FakeKubernetes.start();
    private MeshKit kit = MeshKit.offline();

    @TempDir
    Path folder;

    @BeforeEach
    void open() throws IOException {
        kubernetes.addNamespace("shop");
        Path kubeconfig = Files.writeString(folder.resolve("kubeconfig"), kubernetes.kubeconfig());
        kit.close();
        kit = MeshKit.builder()
                .site(URI.create("k8s:.?kubeconfig=" + kubeconfig))
                .build();
    }

    @AfterEach
    void close() {
        kit.close();
        kubernetes.close();
    }

    private Pattern read(String text) {
        return kit.patterns().read(SourceText.of("shop.yaml", text));
    }

    private Plan plan(String text, PlanOptions options) {
        return kit.patterns().plan(read(text), MeshId.ISTIO, kit.sites().get(0), PatternOptions.DEFAULT.plan(options));
    }

    private Plan apply(String text) {
        Plan plan = plan(text, PlanOptions.DEFAULT);
        assertThat(plan.report().hasErrors()).as(plan.render()).isFalse();
        kit.apply(plan).await(LIMIT).orThrow();
        return plan;
    }

    private static String place(Finding finding) {
        return finding.place().orElseThrow().span().toString();
    }

    @Test
    void another_image_of_one_version_changes_one_deployment_alone() {
        apply(SHOP);

        Plan plan =
                plan(SHOP.replace("replicas: 2 }", "replicas: 2, image: \"example.com/web:2\" }"), PlanOptions.DEFAULT);

        assertThat(plan.count(Change.UPDATE)).isEqualTo(1);
        assertThat(plan.render())
                .contains("~ Deployment.apps shop/web-v2")
                .contains("example.com/web:1")
                .contains("example.com/web:2");
    }

    @Test
    void labels_in_the_selector_that_change_are_told_where_they_are_written_and_replaced_when_that_is_allowed() {
        apply(SHOP);
        String changed = SHOP.replace("{ version: v2 }", "{ version: v2, track: canary }");

        Plan refused = plan(changed, PlanOptions.DEFAULT);
        Plan allowed = plan(changed, PlanOptions.DEFAULT.allowReplace(true));

        assertThat(refused.report().findings()).singleElement().satisfies(finding -> {
            assertThat(finding.code().value()).isEqualTo("MKP061");
            assertThat(finding.message()).contains("spec.selector").contains("web-v2");
            assertThat(place(finding)).isEqualTo("9:17");
        });
        assertThat(allowed.count(Change.REPLACE)).isEqualTo(1);
        kit.apply(allowed).await(LIMIT).orThrow();
        assertThat(plan(changed, PlanOptions.DEFAULT).hasChanges()).isFalse();
    }

    @Test
    void a_version_that_is_left_out_goes_and_the_account_that_may_be_shared_stays() {
        Plan first = apply(SHOP);

        apply(SHOP.replace("        v2: { labels: { version: v2 }, replicas: 2 }\n", ""));
        assertThat(kubernetes.find(DEPLOYMENT, "shop", "web-v1")).isPresent();
        assertThat(kubernetes.find(DEPLOYMENT, "shop", "web-v2")).isEmpty();

        kit.apply(kit.planner().planRemoval(first.set(), PlanOptions.DEFAULT))
                .await(LIMIT)
                .orThrow();
        assertThat(kubernetes.find(DEPLOYMENT, "shop", "web-v1")).isEmpty();
        assertThat(kubernetes.find(new GroupKind("", "Service"), "shop", "web")).isEmpty();
        assertThat(kubernetes.find(new GroupKind("", "ServiceAccount"), "shop", "shared"))
                .isPresent();
    }

    @Test
    void an_autoscaler_keeps_the_number_of_pods_that_the_file_leaves_open() {
        apply(SHOP);
        MapValue live = kubernetes.find(DEPLOYMENT, "shop", "web-v1").orElseThrow();
        MapValue scaled = MapValue.builder()
                .put("apiVersion", "apps/v1")
                .put("kind", "Deployment")
                .put("metadata", MapValue.ofTexts(java.util.Map.of("name", "web-v1", "namespace", "shop")))
                .put("spec", MapValue.builder().put("replicas", 5).build())
                .build();
        kit.sites()
                .get(0)
                .store()
                .apply(
                        Resource.kubernetes(kit.sites().get(0).id(), scaled).orElseThrow(),
                        ApplyOptions.DEFAULT.fieldManager("autoscaler").partial(true));

        assertThat(live.find("/spec/replicas")).hasToString("Optional[1]");
        assertThat(plan(SHOP, PlanOptions.DEFAULT).hasChanges()).isFalse();
    }

    @Test
    void what_the_server_refuses_is_told_where_it_is_written() {
        Plan plan = plan(SHOP.replace("serviceAccount: shared", "serviceAccount: No_Name"), PlanOptions.DEFAULT);

        assertThat(plan.report().findings())
                .filteredOn(finding -> finding.code().value().equals("MKP062"))
                .isNotEmpty()
                .allSatisfy(finding -> assertThat(place(finding)).startsWith("10:"));
    }

    @Test
    void every_object_of_it_is_one_that_the_server_takes() {
        for (MeshId mesh : List.of(MeshId.ISTIO, MeshId.LINKERD, MeshId.CONSUL)) {
            Plan plan = kit.patterns().plan(read(SHOP), mesh);

            assertThat(plan.report().hasErrors()).as(plan.render()).isFalse();
            assertThat(plan.count(Change.CREATE)).as(mesh.value()).isGreaterThanOrEqualTo(4);
        }
    }
}
