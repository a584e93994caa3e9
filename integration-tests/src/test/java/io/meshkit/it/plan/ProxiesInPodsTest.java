// SPDX-License-Identifier: Apache-2.0
package io.meshkit.it.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshkit.MeshKit;
import io.meshkit.core.internal.kubernetes.Clusters;
import io.meshkit.core.internal.kubernetes.KubernetesSite;
import io.meshkit.core.internal.kubernetes.TimeLimits;
import io.meshkit.finding.Severity;
import io.meshkit.mesh.MeshId;
import io.meshkit.mesh.ProxySearch;
import io.meshkit.mesh.Site;
import io.meshkit.plan.MeshProxy;
import io.meshkit.plan.OperationOptions;
import io.meshkit.plan.OperationResult;
import io.meshkit.plan.Plan;
import io.meshkit.plan.PlanOptions;
import io.meshkit.resource.ApplyOptions;
import io.meshkit.testkit.kubernetes.FakeKubernetes;
import io.meshkit.testkit.kubernetes.PodResponses.Answer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Proxies in pods, found by the adapters and asked through the API server; their answers are those of an Envoy 1.40. */
class ProxiesInPodsTest {

    private static final OperationOptions SOON = OperationOptions.DEFAULT.settleTime(Duration.ofMillis(1));

    private final FakeKubernetes fake = FakeKubernetes.start();
    private final Site site = new KubernetesSite(Clusters.ofUrl(
            fake.url().toString(), Optional.of(FakeKubernetes.ADMIN_TOKEN), Optional.empty(), TimeLimits.DEFAULT));
    private final MeshKit kit = MeshKit.builder().site(site).build();
    private final AtomicInteger asked = new AtomicInteger();

    @AfterEach
    void close() {
        kit.close();
        site.close();
        fake.close();
    }

    private void pod(String name, String container, String kindOfContainers) {
        String other = kindOfContainers.equals("containers") ? "" : "  containers: [{name: app, image: a}]\n";
        site.store()
                .apply(
                        Bench.yaml("""
                            apiVersion: v1
                            kind: Pod
                            metadata: {name: %s, namespace: default}
                            spec:
                            %s  %s: [{name: %s, image: p, restartPolicy: %s}]
                            """.formatted(
                                                name,
                                                other,
                                                kindOfContainers,
                                                container,
                                                kindOfContainers.equals("containers") ? "null" : "Always"))
                                .in(site.id()),
                        ApplyOptions.DEFAULT);
    }

    private List<MeshProxy> find(MeshId mesh) {
        return kit.adapter(mesh)
                .orElseThrow()
                .capability(ProxySearch.class)
                .orElseThrow()
                .find(site, "default");
    }

    /** The Envoy of a pod rejects one more update of its listeners each time it is asked. */
    private void rejecting(String pod) {
        fake.pods()
                .proxy(
                        "default",
                        pod,
                        15090,
                        path -> path.startsWith("/stats/prometheus?filter=")
                                ? Answer.text(200, """
                                    # TYPE envoy_listener_manager_lds_update_rejected counter
                                    envoy_listener_manager_lds_update_rejected{local_cluster="api",b="x} 7"} %d
                                    envoy_listener_manager_lds_update_success{local_cluster="api"} 4

                                    envoy_cluster_manager_cds_update_success{} 2
                                    """.formatted(asked.getAndIncrement()))
                                : Answer.text(404, "not found"));
    }

    private OperationResult apply(List<MeshProxy> proxies) {
        Plan plan = kit.planner().plan(Bench.state(Bench.configMap("c", "1")), PlanOptions.DEFAULT);
        return kit.apply(plan, SOON.proxies(proxies)).await(Bench.LIMIT);
    }

    @Test
    void istio_s_pods_are_found_with_side_cars_of_either_form() {
        pod("b", "istio-proxy", "containers");
        pod("a", "istio-proxy", "initContainers");
        pod("c", "other", "containers");

        assertThat(find(MeshId.ISTIO))
                .containsExactly(
                        new MeshProxy.Statistics("default", "a", 15090),
                        new MeshProxy.Statistics("default", "b", 15090));
    }

    @Test
    void meshes_whose_proxies_cannot_be_asked_say_why() {
        pod("l1", "linkerd-proxy", "initContainers");
        pod("l2", "linkerd-proxy", "containers");
        pod("d", "consul-dataplane", "containers");

        OperationResult linkerd = apply(find(MeshId.LINKERD));

        assertThat(linkerd.isSuccess()).isTrue();
        assertThat(linkerd.report().findings())
                .singleElement()
                .hasToString("warning: whether Linkerd in 2 pods of default takes up what it is sent is not known: its"
                        + " proxies tell nobody whether they take what they are sent. [MKP096]");
        assertThat(find(MeshId.CONSUL))
                .containsExactly(new MeshProxy.Opaque(
                        "Consul in 1 pod of default",
                        "the administration interfaces of its Envoys listen inside their pods alone"));
    }

    @Test
    void a_rejection_that_istio_s_proxy_counts_fails_the_operation() {
        pod("api-1", "istio-proxy", "containers");
        rejecting("api-1");

        OperationResult result = apply(find(MeshId.ISTIO));

        assertThat(result.isSuccess()).isFalse();
        assertThat(result.report().findings()).singleElement().satisfies(finding -> {
            assertThat(finding.severity()).isEqualTo(Severity.ERROR);
            assertThat(finding.message())
                    .isEqualTo("the proxy pod default/api-1 rejects an update of its listeners, without telling why;"
                            + " the log of its control plane does. Until that is mended the proxy goes on with what it"
                            + " had.");
        });
    }

    @Test
    void a_pod_that_answers_something_else_or_nothing_is_a_warning() {
        pod("api-1", "istio-proxy", "containers");
        pod("api-2", "istio-proxy", "containers");
        fake.pods().proxy("default", "api-1", 15090, path -> Answer.text(200, "<html>welcome here</html>"));

        OperationResult result = apply(find(MeshId.ISTIO));

        assertThat(result.isSuccess()).isTrue();
        assertThat(result.report().findings())
                .hasSize(2)
                .allSatisfy(finding -> assertThat(finding.code().value()).isEqualTo("MKP095"));
        assertThat(result.report().findings().get(0).message()).contains("pod default/api-1", "no statistics");
        assertThat(result.report().findings().get(1).message()).contains("pod default/api-2");
    }
}
