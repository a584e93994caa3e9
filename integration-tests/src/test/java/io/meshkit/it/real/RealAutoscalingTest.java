// SPDX-License-Identifier: Apache-2.0
package io.meshkit.it.real;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.meshkit.MeshKit;
import io.meshkit.core.Fabric8;
import io.meshkit.core.document.ManifestReader;
import io.meshkit.document.SourceText;
import io.meshkit.mesh.Site;
import io.meshkit.plan.DesiredResource;
import io.meshkit.plan.DesiredState;
import io.meshkit.plan.OperationOptions;
import io.meshkit.plan.Plan;
import io.meshkit.plan.PlanOptions;
import io.meshkit.plan.Planner;
import io.meshkit.resource.SetId;
import io.meshkit.testkit.kubernetes.RealKubernetes;
import io.meshkit.testkit.kubernetes.RealKubernetesExtension;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The number of replicas as an autoscaler sets it: through the scale subresource, which has an owner of its own. */
@Tag("real")
@ExtendWith(RealKubernetesExtension.class)
class RealAutoscalingTest {

    private static final SetId SET = new SetId("default", "fleets");
    private static final String DEFINITION = """
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata: {name: fleets.autoscaling-test.example.com}
        spec:
          group: autoscaling-test.example.com
          scope: Namespaced
          names: {kind: Fleet, plural: fleets, singular: fleet, listKind: FleetList}
          versions:
            - name: v1
              served: true
              storage: true
              subresources: {status: {}, scale: {specReplicasPath: .spec.replicas, statusReplicasPath: .status.replicas}}
              schema:
                openAPIV3Schema:
                  type: object
                  properties:
                    spec: {type: object, properties: {replicas: {type: integer}, image: {type: string}}}
                    status: {type: object, properties: {replicas: {type: integer}}}
        """;
    private static final String SCALER = """
        ---
        apiVersion: autoscaling/v2
        kind: HorizontalPodAutoscaler
        metadata: {name: web, namespace: default}
        spec:
          scaleTargetRef: {apiVersion: autoscaling-test.example.com/v1, kind: Fleet, name: web}
          minReplicas: 1
          maxReplicas: 9
        """;

    @Test
    void what_is_set_through_the_scale_subresource_is_left_to_the_autoscaler(RealKubernetes server)
            throws IOException, InterruptedException {
        try (KubernetesClient client = new KubernetesClientBuilder()
                        .withConfig(Config.fromKubeconfig(server.kubeconfig()))
                        .build();
                Site site = Fabric8.cluster(client);
                MeshKit kit = MeshKit.builder().site(site).build()) {
            Planner planner = kit.planner(site);
            apply(planner, planner.plan(fleet(site, "v1", ""), PlanOptions.DEFAULT));
            apply(planner, planner.plan(fleet(site, "v1", SCALER), PlanOptions.DEFAULT));
            scale(server, 7);

            Plan same = planner.plan(fleet(site, "v1", SCALER), PlanOptions.DEFAULT);
            Plan update = planner.plan(fleet(site, "v2", SCALER), PlanOptions.DEFAULT);
            apply(planner, update);

            assertThat(same.hasChanges()).isFalse();
            assertThat(update.render())
                    .contains("MKP073")
                    .contains("spec.image")
                    .doesNotContain("spec.replicas: ");
            assertThat(planner.drift(SET).isEmpty()).isTrue();
            assertThat(get(server)).contains("\"replicas\":7").contains("\"subresource\":\"scale\"");
        }
    }

    private static void apply(Planner planner, Plan plan) {
        planner.apply(plan, OperationOptions.DEFAULT)
                .await(Duration.ofMinutes(1))
                .orThrow();
    }

    private static DesiredState fleet(Site site, String image, String more) {
        String fleet = """
            ---
            apiVersion: autoscaling-test.example.com/v1
            kind: Fleet
            metadata: {name: web, namespace: default}
            spec: {replicas: 3, image: "%s"}
            """.formatted(image);
        DesiredState.Builder state = DesiredState.of(SET);
        new ManifestReader()
                .read(SourceText.of("fleet.yaml", DEFINITION + fleet + more))
                .resources()
                .forEach(resource ->
                        state.add(DesiredResource.of(resource.in(site.id())).build()));
        return state.build();
    }

    private static void scale(RealKubernetes server, int replicas) throws IOException, InterruptedException {
        HttpRequest request = request(server, "/scale?fieldManager=kube-controller-manager")
                .header("Content-Type", "application/merge-patch+json")
                .method(
                        "PATCH",
                        HttpRequest.BodyPublishers.ofString("{\"spec\":{\"replicas\":%d}}".formatted(replicas)))
                .build();
        assertThat(http(server).send(request, HttpResponse.BodyHandlers.ofString()))
                .satisfies(answer ->
                        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200));
    }

    private static String get(RealKubernetes server) throws IOException, InterruptedException {
        return http(server)
                .send(request(server, "").build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private static HttpClient http(RealKubernetes server) {
        return HttpClient.newBuilder().sslContext(server.sslContext()).build();
    }

    private static HttpRequest.Builder request(RealKubernetes server, String part) {
        return HttpRequest.newBuilder(URI.create(
                        server.url() + "/apis/autoscaling-test.example.com/v1/namespaces/default/fleets/web" + part))
                .header("Authorization", "Bearer " + RealKubernetes.ADMIN_TOKEN);
    }
}
