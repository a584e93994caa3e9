// SPDX-License-Identifier: Apache-2.0
package io.meshkit.it.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.meshkit.core.internal.kubernetes.KubernetesStore;
import io.meshkit.document.JsonPointer;
import io.meshkit.document.MapValue;
import io.meshkit.document.NumberValue;
import io.meshkit.document.TextValue;
import io.meshkit.document.Value;
import io.meshkit.resource.ApplyOptions;
import io.meshkit.resource.Cluster.AccessRequest;
import io.meshkit.resource.DeleteOptions;
import io.meshkit.resource.GroupKind;
import io.meshkit.resource.LiveResource;
import io.meshkit.resource.Preview;
import io.meshkit.resource.Readiness;
import io.meshkit.resource.Resource;
import io.meshkit.resource.ResourceQuery;
import io.meshkit.resource.StoreException;
import io.meshkit.resource.StoreException.Reason;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the Kubernetes store does beyond every store, the same against the server inside the JVM and the real one. */
@Timeout(60)
abstract class KubernetesBehaviour {

    private static final GroupKind WIDGET = new GroupKind("store.example.com", "Widget");

    private static final String DEFINITION = """
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata: {name: widgets.store.example.com}
        spec:
          group: store.example.com
          scope: Namespaced
          names: {kind: Widget, plural: widgets, singular: widget, listKind: WidgetList}
          versions:
          - name: v1
            served: true
            storage: true
            schema:
              openAPIV3Schema:
                type: object
                properties:
                  spec:
                    type: object
                    properties:
                      weight: {type: number, maximum: 100}
                      names: {type: array, items: {type: string}}
        """;

    static final String DEPLOYMENT = """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web, namespace: default, labels: {app: web}}
        spec:
          replicas: 2
          selector: {matchLabels: {app: web}}
          template:
            metadata: {labels: {app: web}}
            spec:
              containers:
              - name: web
                image: web:1
                args: [--port, "8080"]
                env: [{name: A, value: "1"}, {name: B, value: "2"}]
                ports: [{containerPort: 8080}, {containerPort: 8080, protocol: UDP}]
                resources: {limits: {memory: 64Mi}}
        """;

    private static final String SERVICE = """
        apiVersion: v1
        kind: Service
        metadata: {name: web, namespace: default}
        spec:
          selector: {app: web}
          ports: [{name: http, port: 80, targetPort: 8080}]
        """;

    /** The store of an admin. */
    abstract KubernetesStore store();

    /** A store whose token the server does not know. */
    abstract KubernetesStore storeOfNobody();

    Resource resource(String yaml) {
        return Yaml.resource(store().id(), yaml);
    }

    private Resource widget(String name, Value weight) {
        MapValue body = MapValue.builder()
                .put("apiVersion", "store.example.com/v1")
                .put("kind", "Widget")
                .put(
                        "metadata",
                        MapValue.builder()
                                .put("name", name)
                                .put("namespace", "default")
                                .build())
                .put("spec", MapValue.of("weight", weight))
                .build();
        return Resource.kubernetes(store().id(), body).orElseThrow();
    }

    private void define() {
        LiveResource definition = store().apply(resource(DEFINITION), ApplyOptions.DEFAULT.force(true));
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> store().get(definition.key())
                        .filter(live -> store().readiness(live).isCurrent())
                        .isPresent());
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> store().apiResource(WIDGET).isPresent());
    }

    StoreException refused(Resource desired) {
        return catchThrowableOfType(StoreException.class, () -> store().apply(desired, ApplyOptions.DEFAULT));
    }

    @Test
    void a_deployment_and_a_service_are_known_to_be_unchanged_without_a_request() {
        for (String yaml : new String[] {DEPLOYMENT, SERVICE}) {
            Resource desired = resource(yaml);
            store().apply(desired, ApplyOptions.DEFAULT.force(true));

            LiveResource listed =
                    store().listAll(ResourceQuery.of(desired.key().groupKind()).inNamespace("default")).stream()
                            .filter(live -> live.key().equals(desired.key()))
                            .findFirst()
                            .orElseThrow();

            assertThat(store().isUnchanged(desired, listed, ApplyOptions.DEFAULT))
                    .as(yaml)
                    .isTrue();
            Resource other = desired.withBody(
                    (MapValue) desired.body().with(JsonPointer.of("metadata", "annotations", "a"), TextValue.of("b")));
            assertThat(store().isUnchanged(other, listed, ApplyOptions.DEFAULT)).isFalse();
        }
    }

    @Test
    void a_deployment_without_running_pods_is_in_progress() {
        LiveResource live =
                store().apply(resource(DEPLOYMENT.replace("name: web,", "name: idle,")), ApplyOptions.DEFAULT);

        assertThat(store().readiness(live).status()).isEqualTo(Readiness.Status.IN_PROGRESS);
    }

    @Test
    void a_custom_kind_is_served_with_its_schema_and_numbers_keep_their_text() {
        define();

        LiveResource live = store().apply(widget("kept", NumberValue.of("1.10")), ApplyOptions.DEFAULT);

        assertThat(store().customSchema(WIDGET, "v1").orElseThrow().find("/properties/spec/properties/weight"))
                .isPresent();
        assertThat(live.resource().body().find("/spec/weight").orElseThrow()).isEqualTo(NumberValue.of("1.1"));
        assertThat(store().isUnchanged(widget("kept", NumberValue.of("1.10")), live, ApplyOptions.DEFAULT))
                .isTrue();
    }

    @Test
    void a_value_of_the_wrong_type_is_the_callers_fault_and_has_its_place() {
        define();

        StoreException e = refused(widget("typed", TextValue.of("ninety")));

        assertThat(e.reason()).isEqualTo(Reason.INVALID);
        assertThat(e.causes().get(0).pointer()).contains(JsonPointer.of("spec", "weight"));
        assertThat(e.causes().get(0).message()).contains("expected numeric");
    }

    @Test
    void a_field_that_is_not_in_the_schema_has_its_place() {
        define();
        Resource widget = widget("unknown", NumberValue.of(1));
        Resource wrong =
                widget.withBody((MapValue) widget.body().with(JsonPointer.of("spec", "wieght"), NumberValue.of(1)));

        assertThat(refused(wrong).causes().get(0).pointer()).contains(JsonPointer.of("spec", "wieght"));
    }

    @Test
    void a_value_out_of_range_is_refused_in_a_preview_with_its_place() {
        define();

        Preview preview = store().preview(widget("range", NumberValue.of(101)), ApplyOptions.DEFAULT);

        assertThat(preview.rejection().orElseThrow().reason()).isEqualTo(Reason.INVALID);
        assertThat(preview.rejection().orElseThrow().causes().get(0).pointer())
                .contains(JsonPointer.of("spec", "weight"));
    }

    @Test
    void a_namespace_that_is_not_there_is_named() {
        Resource lost = ConfigMaps.configMap(store().id(), "nowhere", "c", "x");

        StoreException e = refused(lost);

        assertThat(e.reason()).isEqualTo(Reason.NOT_FOUND);
        assertThat(e)
                .hasMessageContaining("namespaces \"nowhere\" not found")
                .hasMessageContaining("Create the namespace");
        assertThat(store().preview(lost, ApplyOptions.DEFAULT)
                        .rejection()
                        .orElseThrow()
                        .reason())
                .isEqualTo(Reason.NOT_FOUND);
    }

    @Test
    void an_object_that_was_replaced_is_not_taken_for_the_one_that_was_read() {
        Resource desired = ConfigMaps.configMap(store().id(), "default", "replaced", "x");
        String uid = store().apply(desired, ApplyOptions.DEFAULT).uid().orElseThrow();
        store().delete(desired.key(), DeleteOptions.DEFAULT.expectUid(uid));
        store().apply(desired, ApplyOptions.DEFAULT);

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> store().delete(desired.key(), DeleteOptions.DEFAULT.expectUid(uid)))
                .matches(e -> e.reason() == Reason.CHANGED);
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> store().apply(desired, ApplyOptions.DEFAULT.expectUid(uid)))
                .matches(e -> e.reason() == Reason.CHANGED);
    }

    @Test
    void the_server_says_its_version_its_kinds_and_who_may_what() {
        assertThat(store().serverVersion()).startsWith("v1.");
        assertThat(store().apiResource(new GroupKind("apps", "Deployment"))
                        .orElseThrow()
                        .plural())
                .isEqualTo("deployments");
        assertThat(store().apiResources())
                .extracting(kind -> kind.groupKind().toString())
                .contains("Pod", "Namespace");
        assertThat(store().review(new AccessRequest("delete", "apps", "deployments", "default", ""))
                        .allowed())
                .isTrue();
    }

    @Test
    void a_token_that_is_not_known_is_told_as_such_at_once() {
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> storeOfNobody().list(ResourceQuery.of(new GroupKind("", "ConfigMap"))))
                .matches(e -> e.reason() == Reason.UNAUTHORIZED)
                .withMessageContaining("Log in again");
    }
}
