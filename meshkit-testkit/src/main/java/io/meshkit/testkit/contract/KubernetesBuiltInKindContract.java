// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshkit.document.MapValue;
import io.meshkit.testkit.kubernetes.internal.json.Json;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What a server fills into objects of built-in kinds, and what it refuses in them.
 *
 * @since 0.1.0
 */
public abstract class KubernetesBuiltInKindContract extends KubernetesApiContract {

    private static final String POD = "{\"containers\":[{\"name\":\"x\",\"image\":\"x:1\"}]}";
    private static final String TEMPLATE =
            "\"selector\":{\"matchLabels\":{\"a\":\"b\"}},\"template\":{\"metadata\":{\"labels\":{\"a\":\"b\"}},\"spec\":"
                    + POD + "}";

    /** For subclasses. */
    protected KubernetesBuiltInKindContract() {}

    /** An object in short, and what a dry run of its creation answers to. */
    private record Written(String api, String plural, String rest, String pointer, String expected) {}

    @TestFactory
    Stream<DynamicTest> what_is_not_said_is_filled_in() {
        String apps = "/apis/apps/v1";
        String core = "/api/v1";
        String workload = "\"spec\":{" + TEMPLATE + "}";
        String job = "\"template\":{\"spec\":" + POD.replace("}]}", "}],\"restartPolicy\":\"Never\"}") + "}";
        return Stream.of(
                        new Written(
                                apps,
                                "deployments",
                                workload,
                                "/spec/strategy",
                                "{\"type\":\"RollingUpdate\",\"rollingUpdate\":{\"maxUnavailable\":\"25%\",\"maxSurge\":\"25%\"}}"),
                        new Written(apps, "deployments", workload, "/spec/replicas", "1"),
                        new Written(apps, "deployments", workload, "/spec/progressDeadlineSeconds", "600"),
                        new Written(apps, "deployments", workload, "/status", "{}"),
                        new Written(
                                apps,
                                "deployments",
                                workload,
                                "/spec/template/spec",
                                "{\"containers\":[{\"name\":\"x\",\"image\":\"x:1\",\"resources\":{},\"terminationMessagePath\":"
                                        + "\"/dev/termination-log\",\"terminationMessagePolicy\":\"File\",\"imagePullPolicy\":"
                                        + "\"IfNotPresent\"}],\"restartPolicy\":\"Always\",\"terminationGracePeriodSeconds\":30,"
                                        + "\"dnsPolicy\":\"ClusterFirst\",\"securityContext\":{},\"schedulerName\":"
                                        + "\"default-scheduler\"}"),
                        new Written(
                                apps,
                                "deployments",
                                workload.replace("x:1", "host:5000/x"),
                                "/spec/template/spec/containers/0/imagePullPolicy",
                                "\"Always\""),
                        new Written(
                                apps,
                                "statefulsets",
                                workload,
                                "/spec/updateStrategy",
                                "{\"type\":\"RollingUpdate\",\"rollingUpdate\":{\"partition\":0}}"),
                        new Written(
                                apps,
                                "daemonsets",
                                workload,
                                "/spec/updateStrategy",
                                "{\"type\":\"RollingUpdate\",\"rollingUpdate\":{\"maxUnavailable\":1,\"maxSurge\":0}}"),
                        new Written("/apis/batch/v1", "jobs", "\"spec\":{" + job + "}", "/spec/backoffLimit", "6"),
                        new Written(
                                "/apis/batch/v1",
                                "cronjobs",
                                "\"spec\":{\"schedule\":\"* * * * *\",\"jobTemplate\":{\"spec\":{" + job + "}}}",
                                "/spec/concurrencyPolicy",
                                "\"Allow\""),
                        new Written(
                                core,
                                "services",
                                "\"spec\":{\"ports\":[{\"port\":80}]}",
                                "/spec/ports",
                                "[{\"protocol\":\"TCP\",\"port\":80,\"targetPort\":80}]"),
                        new Written(
                                core,
                                "services",
                                "\"spec\":{\"ports\":[{\"port\":80}]}",
                                "/spec/sessionAffinity",
                                "\"None\""),
                        new Written(
                                core,
                                "services",
                                "\"spec\":{\"type\":\"ExternalName\",\"externalName\":\"a.b\"}",
                                "/spec",
                                "{\"type\":\"ExternalName\",\"sessionAffinity\":\"None\",\"externalName\":\"a.b\"}"),
                        new Written(
                                core,
                                "services",
                                "\"spec\":{\"clusterIP\":\"None\",\"ports\":[{\"port\":80}]}",
                                "/spec/clusterIPs",
                                "[\"None\"]"),
                        new Written(core, "secrets", "\"stringData\":{\"b\":\"x\"}", "/data", "{\"b\":\"eA==\"}"),
                        new Written(core, "secrets", "\"stringData\":{\"b\":\"x\"}", "/type", "\"Opaque\""),
                        new Written(
                                "/apis/networking.k8s.io/v1",
                                "networkpolicies",
                                "\"spec\":{\"podSelector\":{},\"egress\":[{}]}",
                                "/spec/policyTypes",
                                "[\"Ingress\",\"Egress\"]"),
                        new Written(
                                "/apis/autoscaling/v2",
                                "horizontalpodautoscalers",
                                "\"spec\":{\"maxReplicas\":3,\"scaleTargetRef\":{\"apiVersion\":\"apps/v1\",\"kind\":"
                                        + "\"Deployment\",\"name\":\"x\"}}",
                                "/spec/minReplicas",
                                "1"),
                        new Written(
                                "/apis/rbac.authorization.k8s.io/v1",
                                "rolebindings",
                                "\"roleRef\":{\"kind\":\"Role\",\"name\":\"x\"},\"subjects\":[{\"kind\":\"Group\",\"name\":\"g\"}]",
                                "/subjects/0/apiGroup",
                                "\"rbac.authorization.k8s.io\""))
                .map(each -> DynamicTest.dynamicTest(each.plural() + " " + each.pointer(), () -> {
                    ApiAnswer answer = create(each);

                    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
                    assertThat(answer.object().find(each.pointer())).contains(Json.read(each.expected()));
                }));
    }

    private ApiAnswer create(Written object) {
        return post(
                object.api() + "/namespaces/default/" + object.plural() + "?dryRun=All",
                "{\"metadata\":{\"name\":\"" + unique("a") + "\"}," + object.rest() + "}");
    }

    @TestFactory
    Stream<DynamicTest> what_is_wrong_is_refused_with_all_complaints() {
        String apps = "/apis/apps/v1";
        String core = "/api/v1";
        String workload = "\"spec\":{" + TEMPLATE + "}";
        return Stream.of(
                        new Written(
                                apps,
                                "deployments",
                                "\"spec\":{}",
                                "422",
                                "[spec.selector: Required value, spec.template.metadata.labels: Invalid value: null:"
                                        + " `selector` does not match template `labels`, spec.template.spec.containers:"
                                        + " Required value]"),
                        new Written(
                                apps,
                                "deployments",
                                workload.replace("\"matchLabels\":{\"a\":\"b\"}", "\"matchLabels\":{\"a\":\"c\"}"),
                                "422",
                                "spec.template.metadata.labels: Invalid value: {\"a\":\"b\"}: `selector` does not match"
                                        + " template `labels`"),
                        new Written(
                                apps,
                                "deployments",
                                workload.replace("\"name\":\"x\",\"image\":\"x:1\"", ""),
                                "422",
                                "[spec.template.spec.containers[0].name: Required value,"
                                        + " spec.template.spec.containers[0].image: Required value]"),
                        new Written(
                                apps,
                                "deployments",
                                workload.replace(
                                        "\"x:1\"",
                                        "\"x:1\",\"imagePullPolicy\":\"Now\",\"ports\":[{\"containerPort\":70000}]"),
                                "422",
                                "[spec.template.spec.containers[0].ports[0].containerPort: Invalid value: 70000: must"
                                        + " be between 1 and 65535, inclusive,"
                                        + " spec.template.spec.containers[0].imagePullPolicy: Unsupported value: \"Now\":"
                                        + " supported values: \"Always\", \"IfNotPresent\", \"Never\"]"),
                        new Written(
                                apps,
                                "deployments",
                                "\"spec\":{\"strategy\":{\"type\":\"Recreate\",\"rollingUpdate\":{\"maxSurge\":1}},"
                                        + TEMPLATE + "}",
                                "422",
                                "spec.strategy.rollingUpdate: Forbidden: may not be specified when strategy `type` is"
                                        + " 'Recreate'"),
                        new Written(
                                apps,
                                "deployments",
                                "\"spec\":{\"replicas\":\"two\"," + TEMPLATE + "}",
                                "400",
                                "json: cannot unmarshal string into Go struct field DeploymentSpec.spec.replicas of"
                                        + " type int32"),
                        new Written(
                                apps,
                                "deployments",
                                "\"spec\":{\"template\":{\"spec\":{\"containers\":{}}}}",
                                "400",
                                "json: cannot unmarshal object into Go struct field"
                                        + " PodSpec.spec.template.spec.containers of type []v1.Container"),
                        new Written(
                                apps,
                                "deployments",
                                "\"spec\":[]",
                                "400",
                                "json: cannot unmarshal array into Go struct field Deployment.spec of type"
                                        + " v1.DeploymentSpec"),
                        new Written(
                                core,
                                "configmaps",
                                "\"data\":{\"a\":1}",
                                "400",
                                "json: cannot unmarshal number into Go struct field ConfigMap.data of type string"),
                        new Written(
                                core,
                                "configmaps",
                                "\"data\":{\"a b\":\"x\"}",
                                "422",
                                "data[a b]: Invalid value: \"a b\": a valid config key must consist of alphanumeric"
                                        + " characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name',"
                                        + " regex used for validation is '[-._a-zA-Z0-9]+')"),
                        new Written(core, "services", "\"spec\":{}", "422", "spec.ports: Required value"),
                        new Written(
                                core,
                                "services",
                                "\"spec\":{\"ports\":[{\"port\":1},{\"port\":2}]}",
                                "422",
                                "[spec.ports[0].name: Required value, spec.ports[1].name: Required value]"),
                        new Written(
                                core,
                                "services",
                                "\"spec\":{\"type\":\"Foo\",\"ports\":[{\"port\":1}]}",
                                "422",
                                "spec.type: Unsupported value: \"Foo\": supported values: \"ClusterIP\","
                                        + " \"ExternalName\", \"LoadBalancer\", \"NodePort\""),
                        new Written(
                                core,
                                "secrets",
                                "\"type\":\"kubernetes.io/tls\"",
                                "422",
                                "[data[tls.crt]: Required value, data[tls.key]: Required value]"),
                        new Written(
                                "/apis/batch/v1",
                                "jobs",
                                "\"spec\":{\"template\":{\"spec\":" + POD + "}}",
                                "422",
                                "spec.template.spec.restartPolicy: Required value: valid values: \"OnFailure\","
                                        + " \"Never\""),
                        new Written(
                                "/apis/rbac.authorization.k8s.io/v1",
                                "roles",
                                "\"rules\":[{}]",
                                "422",
                                "[rules[0].verbs: Required value: verbs must contain at least one value,"
                                        + " rules[0].apiGroups: Required value: resource rules must supply at least one"
                                        + " api group, rules[0].resources: Required value: resource rules must supply at"
                                        + " least one resource]"),
                        new Written(
                                "/apis/networking.k8s.io/v1",
                                "ingresses",
                                "\"spec\":{}",
                                "422",
                                "spec: Invalid value: null: either `defaultBackend` or `rules` must be specified"))
                .map(each -> DynamicTest.dynamicTest(each.plural() + " " + each.rest(), () -> {
                    ApiAnswer answer = create(each);

                    assertThat(answer.status()).as(answer.body()).isEqualTo(Integer.parseInt(each.pointer()));
                    assertThat(answer.at("/message")).endsWith(": " + each.expected());
                }));
    }

    @Test
    void labels_have_a_form() {
        ApiAnswer answer = post(configMaps("default") + "?dryRun=All", """
            {"metadata":{"name":"a","labels":{"a b":"x y"}}}\
            """);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.causes()).hasSize(2);
        assertThat(answer.causes().get(0))
                .startsWith("FieldValueInvalid|metadata.labels|Invalid value: \"a b\": name part must consist of");
        assertThat(answer.causes().get(1))
                .startsWith("FieldValueInvalid|metadata.labels|Invalid value: \"x y\": a valid label must be an empty");
    }

    @Test
    void names_of_namespaces_and_services_have_no_dots() {
        ApiAnswer namespace = post("/api/v1/namespaces?dryRun=All", "{\"metadata\":{\"name\":\"a.b\"}}");
        ApiAnswer service = post(
                "/api/v1/namespaces/default/services?dryRun=All",
                "{\"metadata\":{\"name\":\"a.b\"},\"spec\":{\"ports\":[{\"port\":1}]}}");

        assertThat(namespace.causes())
                .containsExactly("FieldValueInvalid|metadata.name|Invalid value: \"a.b\": must not contain dots");
        assertThat(service.causes()).isEqualTo(namespace.causes());
    }

    @Test
    void who_applies_owns_no_defaults_and_who_creates_does() {
        String path = "/apis/apps/v1/namespaces/" + namespace() + "/deployments";
        String deployment =
                "{\"apiVersion\":\"apps/v1\",\"kind\":\"Deployment\",\"metadata\":{\"name\":\"NAME\"},\"spec\":{\"replicas\":0,"
                        + TEMPLATE + "}}";

        ApiAnswer applied = apply(path + "/a", "mgr-a", deployment.replace("NAME", "a"));
        ApiAnswer created = post(path, deployment.replace("NAME", "b"));

        assertThat(applied.status()).as(applied.body()).isEqualTo(201);
        assertThat(applied.fieldsOf("mgr-a")).contains("f:replicas").doesNotContain("f:strategy", "f:dnsPolicy");
        assertThat(created.fieldsOf("contract")).contains("f:replicas", "f:strategy", "f:dnsPolicy");
    }

    @Test
    void a_default_of_one_choice_stands_in_the_way_of_another_that_is_applied() {
        String path = "/apis/apps/v1/namespaces/" + namespace() + "/deployments/a";
        String deployment =
                "{\"apiVersion\":\"apps/v1\",\"kind\":\"Deployment\",\"metadata\":{\"name\":\"a\"},\"spec\":{\"replicas\":0,"
                        + TEMPLATE + "}}";
        apply(path, "mgr-a", deployment);

        ApiAnswer answer =
                apply(path, "mgr-a", deployment.replace("\"replicas\":0", "\"strategy\":{\"type\":\"Recreate\"}"));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.causes())
                .containsExactly("FieldValueForbidden|spec.strategy.rollingUpdate|Forbidden: may not be specified when"
                        + " strategy `type` is 'Recreate'");
    }

    @Test
    void a_service_keeps_its_address_when_an_update_does_not_name_it_and_cannot_have_another() {
        String services = "/api/v1/namespaces/" + namespace() + "/services";
        ApiAnswer made = post(services, "{\"metadata\":{\"name\":\"a\"},\"spec\":{\"ports\":[{\"port\":80}]}}");

        ApiAnswer kept = put(services + "/a", "{\"metadata\":{\"name\":\"a\"},\"spec\":{\"ports\":[{\"port\":81}]}}");
        ApiAnswer refused = patch(services + "/a", MERGE, "{\"spec\":{\"clusterIP\":\"None\",\"clusterIPs\":null}}");

        assertThat(made.at("/spec/clusterIP")).matches("10\\.\\d+\\.\\d+\\.\\d+");
        assertThat(made.at("/spec/clusterIPs/0")).isEqualTo(made.at("/spec/clusterIP"));
        assertThat(kept.status()).as(kept.body()).isEqualTo(200);
        assertThat(kept.at("/spec/clusterIP")).isEqualTo(made.at("/spec/clusterIP"));
        assertThat(kept.at("/spec/ports/0/targetPort")).isEqualTo("81");
        assertThat(refused.status()).as(refused.body()).isEqualTo(422);
        assertThat(refused.causes())
                .containsExactly(
                        "FieldValueInvalid|spec.clusterIPs[0]|Invalid value: [\"None\"]: may not change once set");
    }

    @Test
    void objects_in_lists_do_not_say_their_kind() {
        String namespace = namespace();
        post(configMaps(namespace), configMap("a", ""));

        MapValue item =
                (MapValue) get(configMaps(namespace)).object().find("/items/0").orElseThrow();

        assertThat(item.has("kind")).isFalse();
        assertThat(item.has("apiVersion")).isFalse();
    }
}
