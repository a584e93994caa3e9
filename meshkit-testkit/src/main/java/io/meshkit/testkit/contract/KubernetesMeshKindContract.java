// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.meshkit.testkit.process.RealParts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What a server makes of the kinds of Istio and of the Gateway API, with the CRDs that these projects publish. They are read from the folder
 * {@code crds} of the installed parts, else of {@code $MESHKIT_CORPUS}; without either, the cases are left out.
 *
 * @since 0.1.0
 */
public abstract class KubernetesMeshKindContract extends KubernetesApiContract {

    private static final String CRDS = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions/";
    private static final List<String> ISTIO =
            List.of("istio/customresourcedefinitions.gen.yaml", "istio/crd-all.gen.yaml");
    private static final List<String> GATEWAY =
            List.of("gateway-api/standard/gateway.networking.k8s.io_httproutes.yaml");

    /** For subclasses. */
    protected KubernetesMeshKindContract() {}

    @BeforeEach
    void install() throws IOException {
        install(ISTIO, "virtualservices.networking.istio.io");
        install(ISTIO, "destinationrules.networking.istio.io");
        install(ISTIO, "authorizationpolicies.security.istio.io");
        install(GATEWAY, "httproutes.gateway.networking.k8s.io");
    }

    private void install(List<String> files, String name) throws IOException {
        if (get(CRDS + name).status() == 200) {
            return;
        }
        Optional<Path> file = file(files);
        assumeTrue(file.isPresent(), "neither the installed parts nor MESHKIT_CORPUS have the CRDs of " + files);
        for (String document : Files.readString(file.orElseThrow()).split("(?m)^---\\s*$")) {
            if (document.contains("\n  name: " + name + "\n")) {
                ApiAnswer answer = apply(CRDS + name + "?force=true", "mgr-a", document);
                assertThat(answer.status()).as(answer.body()).isEqualTo(201);
            }
        }
        String plural = name.substring(0, name.indexOf('.'));
        eventually(() -> get("/apis/" + name.substring(plural.length() + 1) + "/v1"), 200, "\"" + plural + "\"");
    }

    private static Optional<Path> file(List<String> names) {
        Stream<Path> folders = Stream.concat(
                Stream.of(RealParts.folder()),
                Optional.ofNullable(System.getenv("MESHKIT_CORPUS"))
                        .filter(text -> !text.isBlank())
                        .map(Path::of)
                        .stream());
        return folders.flatMap(folder -> names.stream().map(folder.resolve("crds")::resolve))
                .filter(Files::isReadable)
                .findFirst();
    }

    private static String services(String namespace) {
        return "/apis/networking.istio.io/v1/namespaces/" + namespace + "/virtualservices";
    }

    private static String service(String route) {
        return """
            {"apiVersion":"networking.istio.io/v1","kind":"VirtualService","metadata":{"name":"a"},"spec":{"hosts":["a"],
            "http":[%s]}}\
            """.formatted(route);
    }

    private static String weighted(String weight) {
        return service("{\"route\":[{\"destination\":{\"host\":\"a\"},\"weight\":" + weight + "}]}");
    }

    @Test
    void a_weight_that_is_a_text_is_named_at_its_place() {
        String services = services(namespace());

        ApiAnswer applied = apply(services + "/a", "mgr-a", weighted("\"ninety\""));
        ApiAnswer created = post(services, weighted("\"ninety\""));

        assertThat(applied.status()).isEqualTo(500);
        assertThat(applied.object().has("reason")).isFalse();
        assertThat(applied.at("/message"))
                .isEqualTo("failed to create typed patch object (/a; networking.istio.io/v1, Kind=VirtualService):"
                        + " .spec.http[0].route[0].weight: expected numeric (int or float), got string");
        assertThat(created.status()).isEqualTo(422);
        assertThat(created.at("/message"))
                .contains("spec.http[0].route[0].weight in body must be of type integer: \"string\"");
    }

    @Test
    void a_field_that_does_not_exist_cannot_be_applied_and_is_left_out_of_what_is_created() {
        String services = services(namespace());

        ApiAnswer applied = apply(services + "/a", "mgr-a", service("{\"ruote\":[]}"));
        ApiAnswer strict = post(services + "?fieldValidation=Strict", service("{\"ruote\":[]}"));
        ApiAnswer created = post(services, service("{\"ruote\":[]}"));

        assertThat(applied.status()).isEqualTo(500);
        assertThat(applied.at("/message")).endsWith(": .spec.http[0].ruote: field not declared in schema");
        assertThat(strict.status()).isEqualTo(400);
        assertThat(created.status()).as(created.body()).isEqualTo(201);
        assertThat(created.object().find("/spec/http/0/ruote")).isEmpty();
        assertThat(created.warnings()).contains("299 - \"unknown field \\\"spec.http[0].ruote\\\"\"");
    }

    @Test
    void of_two_ways_to_match_one_is_too_many() {
        ApiAnswer answer =
                post(services(namespace()), service("{\"match\":[{\"uri\":{\"exact\":\"/a\",\"prefix\":\"/b\"}}]}"));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.at("/message"))
                .contains("\"spec.http[0].match[0].uri\" must validate one and only one schema (oneOf). Found 2 valid"
                        + " alternatives");
    }

    @Test
    void what_only_the_webhook_of_a_mesh_would_refuse_is_taken() {
        assertThat(post(services(namespace()), weighted("-1")).status()).isEqualTo(201);
    }

    @Test
    void a_time_limit_below_a_millisecond_breaks_a_rule() {
        ApiAnswer answer = post(services(namespace()), service("{\"timeout\":\"100us\"}"));

        if (evaluatesRules()) {
            assertThat(answer.status()).isEqualTo(422);
            assertThat(answer.at("/message"))
                    .contains("spec.http[0].timeout: Invalid value: \"100us\": must be a valid duration greater than"
                            + " 1ms");
        } else {
            assertThat(answer.status()).isEqualTo(201);
            assertThat(answer.warnings())
                    .containsExactly("299 - \"x-kubernetes-validations of virtualservices.networking.istio.io are not"
                            + " evaluated by this fake API server\"");
        }
    }

    @Test
    void an_action_that_does_not_exist_is_answered_with_those_that_do() {
        ApiAnswer answer = post("/apis/security.istio.io/v1/namespaces/" + namespace() + "/authorizationpolicies", """
            {"apiVersion":"security.istio.io/v1","kind":"AuthorizationPolicy","metadata":{"name":"a"},
            "spec":{"action":"NOPE"}}\
            """);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.at("/message"))
                .contains("Unsupported value: \"NOPE\": supported values: \"ALLOW\", \"DENY\", \"AUDIT\", \"CUSTOM\"");
    }

    @Test
    void two_faults_of_a_destination_rule_come_in_one_answer() {
        ApiAnswer answer = post("/apis/networking.istio.io/v1/namespaces/" + namespace() + "/destinationrules", """
            {"apiVersion":"networking.istio.io/v1","kind":"DestinationRule","metadata":{"name":"a"},"spec":{"host":"a",
            "trafficPolicy":{"outlierDetection":{"consecutive5xxErrors":-4},"loadBalancer":{"simple":"BEST"}}}}\
            """);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.causes())
                .anyMatch(cause -> cause.contains("|spec.trafficPolicy.outlierDetection.consecutive5xxErrors|"))
                .anyMatch(cause -> cause.contains("|spec.trafficPolicy.loadBalancer.simple|"));
    }

    @Test
    void istio_serves_three_versions_and_prefers_the_stable_one() {
        ApiAnswer answer = get("/apis/networking.istio.io");

        assertThat(answer.body()).contains("\"v1\"", "\"v1beta1\"", "\"v1alpha3\"");
        assertThat(answer.at("/preferredVersion/version")).isEqualTo("v1");
    }

    @Test
    void the_status_of_a_virtual_service_can_be_applied() {
        String services = services(namespace());
        apply(services + "/a", "mgr-a", weighted("1"));

        ApiAnswer answer = apply(services + "/a/status", "mgr-b", """
            {"apiVersion":"networking.istio.io/v1","kind":"VirtualService","metadata":{"name":"a"},"status":{"conditions":
            [{"type":"Reconciled","status":"True"}]}}\
            """);

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.at("/status/conditions/0/type")).isEqualTo("Reconciled");
    }

    @Test
    void a_route_of_the_gateway_api_gets_its_defaults_and_a_limit_of_weights() {
        String routes = "/apis/gateway.networking.k8s.io/v1/namespaces/" + namespace() + "/httproutes";
        String route = """
            {"apiVersion":"gateway.networking.k8s.io/v1","kind":"HTTPRoute","metadata":{"name":"a"},"spec":{"rules":
            [{"backendRefs":[{"name":"b","port":80,"weight":1}]}]}}\
            """;

        ApiAnswer filled = apply(routes + "/a", "mgr-a", route);
        ApiAnswer refused = apply(routes + "/a", "mgr-a", route.replace("\"weight\":1", "\"weight\":1000001"));

        assertThat(filled.status()).as(filled.body()).isEqualTo(201);
        assertThat(filled.at("/spec/rules/0/matches/0/path/type")).isEqualTo("PathPrefix");
        assertThat(filled.at("/spec/rules/0/matches/0/path/value")).isEqualTo("/");
        assertThat(filled.at("/spec/rules/0/backendRefs/0/kind")).isEqualTo("Service");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.at("/message"))
                .contains("spec.rules[0].backendRefs[0].weight in body should be less than or equal to 1000000");
    }

    @Test
    void a_filter_that_is_there_twice_breaks_a_rule() {
        String header = "{\"type\":\"RequestHeaderModifier\",\"requestHeaderModifier\":{\"remove\":[\"x\"]}}";
        ApiAnswer answer = post(
                "/apis/gateway.networking.k8s.io/v1/namespaces/" + namespace() + "/httproutes", """
                    {"apiVersion":"gateway.networking.k8s.io/v1","kind":"HTTPRoute","metadata":{"name":"a"},"spec":{"rules":
                    [{"filters":[%1$s,%1$s]}]}}\
                    """.formatted(header));

        assertThat(answer.status()).isEqualTo(evaluatesRules() ? 422 : 201);
        if (evaluatesRules()) {
            assertThat(answer.at("/message")).contains("RequestHeaderModifier filter cannot be repeated");
        }
    }
}
