// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.pattern;

import static io.meshkit.core.internal.pattern.Bench.assertGolden;
import static io.meshkit.core.internal.pattern.Bench.found;
import static io.meshkit.core.internal.pattern.Bench.only;
import static io.meshkit.core.internal.pattern.Bench.render;
import static io.meshkit.core.internal.pattern.Bench.yaml;
import static org.assertj.core.api.Assertions.assertThat;

import io.meshkit.document.MapValue;
import io.meshkit.finding.Finding;
import io.meshkit.finding.Report;
import io.meshkit.pattern.RenderedPattern;
import io.meshkit.plan.DesiredResource;
import io.meshkit.plan.DesiredResource.Ownership;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApplicationTest {

    private static final long SEED = 20_261_124L;

    private static final String WEB = """
        apiVersion: meshkit.dev/v1
        kind: Pattern
        name: shop
        services:
          web:
            type: Application
            namespace: shop
            labels: {team: web}
            settings:
              port: 80
              protocol: http2
              replicas: 3
              labels: {tier: front}
              containers:
                - image: example.com/web:1
                  command: [/bin/web]
                  args: [--verbose]
                  ports: [8080, {containerPort: 9090, name: metrics}, {containerPort: 53, protocol: UDP}]
                  env:
                    - {name: LEVEL, value: debug}
                    - {name: PASSWORD, valueFrom: {secretKeyRef: {name: web, key: password}}}
                  resources: {requests: {cpu: 100m, memory: 64Mi}, limits: {memory: 128Mi}}
                  readinessProbe: {httpGet: {path: /ready, port: 8080}, periodSeconds: 5}
                - name: log
                  image: example.com/log:1
              versions:
                v1: {}
                v2: {image: "example.com/web:2", replicas: 1, labels: {version: v2, track: canary}}
            traits:
              trafficSplit: {weights: {v1: 90, v2: 10}}
              timeout: {request: 2s}
        """;

    private static Report report(String settings) {
        return render("name: shop\nservices:\n  web:\n    type: Application\n    settings:\n" + settings.indent(6))
                .report();
    }

    private static MapValue object(RenderedPattern rendered, String kind, String name) {
        return rendered.desired().resources().stream()
                .filter(desired -> desired.key().groupKind().kind().equals(kind)
                        && desired.key().name().equals(name))
                .map(desired -> desired.resource().body())
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + kind + " " + name + " in " + yaml(rendered)));
    }

    private static MapValue object(String settings, String kind, String name) {
        return object(
                render("name: shop\nservices:\n  web:\n    type: Application\n    settings:\n" + settings.indent(6)),
                kind,
                name);
    }

    private static String at(MapValue body, String pointer) {
        return body.find(pointer)
                .orElseThrow(() -> new AssertionError("no " + pointer + " in " + body))
                .toString();
    }

    @Test
    void it_is_a_deployment_for_each_version_a_service_and_an_account() throws IOException {
        RenderedPattern rendered = render(WEB);

        assertThat(rendered.report().findings()).isEmpty();
        assertGolden("application.yaml", yaml(rendered));
    }

    @Test
    void without_versions_it_is_one_deployment_of_its_name() {
        RenderedPattern rendered = render("name: shop\n"
                + "services:\n"
                + "  web: {type: Application, settings: {containers: [{image: a, ports: [80]}]}}\n");

        assertThat(rendered.desired().resources())
                .extracting(desired ->
                        desired.key().groupKind().kind() + " " + desired.key().name())
                .containsExactlyInAnyOrder("Deployment web", "Service web", "ServiceAccount web");
        assertThat(rendered.desired().resources()).allMatch(desired -> desired.ownership() == Ownership.WHOLE);
    }

    @Test
    void every_value_has_a_place_in_the_file() {
        for (DesiredResource desired : render(WEB).desired().resources()) {
            assertThat(desired.resource()
                            .body()
                            .find("/metadata/name")
                            .orElseThrow()
                            .place())
                    .as(desired.key().toString())
                    .isPresent();
        }
        MapValue deployment = object(render(WEB), "Deployment", "web-v2");
        assertThat(deployment
                        .find("/spec/template/spec/containers/0/image")
                        .orElseThrow()
                        .place()
                        .map(place -> place.span().toString()))
                .contains("28:21");
    }

    @Test
    void the_order_in_which_services_are_written_does_not_matter() {
        String other = "  %s: {type: Application, settings: {port: 80, containers: [{image: a}]}}\n";
        List<String> keys = new ArrayList<>(List.of("a", "b", "c", "d"));
        String expected = yaml(render("name: shop\nservices:\n" + lines(other, keys)));
        Random random = new Random(SEED);
        for (int round = 0; round < 10; round++) {
            Collections.shuffle(keys, random);
            assertThat(yaml(render("name: shop\nservices:\n" + lines(other, keys))))
                    .as("seed %d, %s", SEED, keys)
                    .isEqualTo(expected);
        }
    }

    private static String lines(String format, List<String> keys) {
        StringBuilder lines = new StringBuilder();
        keys.forEach(key -> lines.append(String.format(format, key)));
        return lines.toString();
    }

    @Test
    void its_port_is_the_first_one_that_its_containers_listen_on() {
        MapValue service =
                object("containers: [{image: a, ports: [{containerPort: 8080, name: grpc}]}]", "Service", "web");

        assertThat(at(service, "/spec/ports/0/port")).isEqualTo("8080");
        assertThat(at(service, "/spec/ports/0/name")).isEqualTo("grpc");
        assertThat(service.find("/spec/ports/0/appProtocol")).isEmpty();
    }

    @Test
    void without_a_port_there_is_no_service() {
        RenderedPattern rendered =
                render("name: shop\nservices:\n  bot: {type: Application, settings: {containers: [{image: a}]}}\n");

        assertThat(rendered.report().findings()).isEmpty();
        assertThat(rendered.desired().resources())
                .extracting(desired -> desired.key().groupKind().kind())
                .containsExactlyInAnyOrder("Deployment", "ServiceAccount");
    }

    @Test
    void an_account_that_is_named_may_be_shared_and_stays() {
        RenderedPattern rendered = render("name: shop\nservices:\n"
                + "  a: {type: Application, settings: {serviceAccount: till, containers: [{image: a}]}}\n"
                + "  b: {type: Application, settings: {serviceAccount: till, containers: [{image: b}]}}\n");

        assertThat(rendered.report().findings()).isEmpty();
        assertThat(rendered.desired().resources())
                .filteredOn(desired -> desired.key().groupKind().kind().equals("ServiceAccount"))
                .singleElement()
                .satisfies(account -> assertThat(account.ownership()).isEqualTo(Ownership.FIELDS_OR_NEW));
    }

    @Test
    void a_label_of_the_component_wins_over_the_recommended_one() {
        RenderedPattern rendered = render("name: shop\nservices:\n  web: {type: Application, labels:"
                + " {app.kubernetes.io/name: shop-web}, settings: {containers: [{image: a}]}}\n");

        assertThat(rendered.report().findings()).isEmpty();
        assertThat(at(object(rendered, "Deployment", "web"), "/metadata/labels/app.kubernetes.io~1name"))
                .isEqualTo("shop-web");
    }

    @Test
    void a_kind_of_that_name_with_an_api_version_is_that_kind() {
        RenderedPattern rendered = render("apiVersion: meshkit.dev/v1\nkind: Pattern\nname: shop\n"
                + "services:\n"
                + "  web: {type: Application, apiVersion: argoproj.io/v1alpha1, settings: {spec: {project:"
                + " default}}}\n");

        assertThat(rendered.report().findings()).isEmpty();
        assertThat(rendered.desired().resources())
                .extracting(desired -> desired.key().groupKind().toString())
                .containsExactly("Application.argoproj.io");
    }

    @Test
    void an_unknown_setting_of_a_container_is_found_with_what_was_meant() {
        assertThat(found(report("containers: [{image: a, imagePullPolicey: Always}]\n"), "MKP003"))
                .singleElement()
                .asString()
                .startsWith("6:31 error")
                .contains("imagePullPolicy");
    }

    @Test
    void a_probe_and_a_secret_are_checked_too() {
        Report report = report("""
            containers:
              - image: a
                livenessProbe: {httpGet: {path: /}}
                env: [{name: A, valueFrom: {secretKeyRef: {nam: b, key: c}}}]
            """);

        assertThat(found(report, "MKP006")).hasSize(1);
        assertThat(found(report, "MKP003")).singleElement().asString().contains("did you mean \"name\"");
    }

    @Test
    void MKP078_a_container_without_image_is_found_unless_every_version_has_one() {
        assertThat(found(report("containers: [{ports: [80]}]\nversions: {v1: {image: a}, v2: {}}\n"), "MKP078"))
                .containsExactly("6:20 error: a container of web has no image; name one there, or in every version");
        assertThat(report("containers: [{ports: [80]}]\nversions: {v1: {image: a}, v2: {image: b}}\n")
                        .findings())
                .isEmpty();
    }

    @Test
    void MKP078_two_containers_of_one_name_are_found() {
        assertThat(found(report("containers: [{image: a}, {image: b, name: web}, {image: c}]\n"), "MKP078"))
                .containsExactly(
                        "6:49 error: two containers of web are called web",
                        "6:55 error: a container of web beside the first one has no name");
    }

    @Test
    void MKP078_labels_by_which_no_pod_is_selected_are_found() {
        assertThat(found(
                        report("containers: [{image: a}]\nselector: {app: web}\nlabels: {app: shop}\n"
                                + "versions: {v1: {labels: {app: web-1}}}\n"),
                        "MKP078"))
                .hasSize(2)
                .allSatisfy(found -> assertThat(found).contains("known by the label app: web"));
    }

    @Test
    void MKP078_versions_that_nothing_tells_apart_are_found() {
        assertThat(found(
                        report("containers: [{image: a}]\nversions: {v1: {labels: {x: a}}, v2: {labels: {x: a}}}\n"),
                        "MKP078"))
                .containsExactly("7:40 error: the versions v1 and v2 of web have the same labels, so that nothing tells"
                        + " their pods apart");
    }

    @Test
    void MKP078_a_version_of_which_no_name_can_be_made_is_found() {
        assertThat(found(report("containers: [{image: a}]\nversions: {V1: {}}\n"), "MKP078"))
                .singleElement()
                .asString()
                .startsWith("7:18 error: \"web-V1\" is no name");
    }

    @Test
    void MKP078_a_service_that_is_asked_for_without_a_port_is_found() {
        assertThat(found(report("containers: [{image: a}]\nservice: true\n"), "MKP078"))
                .singleElement()
                .asString()
                .startsWith("7:7 error: a Service is asked for");
    }

    @Test
    void MKP007_older_spellings_are_read_and_told() {
        RenderedPattern rendered = render("""
            name: bookinfo
            services:
              reviews:
                type: Application
                settings:
                  name: reviews-v1
                  namespace: books
                  replicas: 1
                  advanced:
                    skip_service: true
                    labels: {custom.app: reviews, version: v1}
                  container: {image: example.com/reviews:1, commands: [run], ports: [{containerPort: 9080}]}
            """);

        assertThat(found(rendered.report(), "MKP007"))
                .containsExactly(
                        "6:7 warning: settings.name is an older spelling; write name beside type",
                        "7:7 warning: settings.namespace is an older spelling; write namespace beside type",
                        "10:9 warning: settings.advanced.skip_service is an older spelling; write settings.service:"
                                + " false",
                        "11:9 warning: settings.advanced.labels is an older spelling; write settings.labels",
                        "12:7 warning: settings.container is an older spelling; write the list settings.containers",
                        "12:49 warning: commands is an older spelling; write command");
        assertThat(rendered.report().hasErrors()).isFalse();
        assertThat(rendered.desired().resources())
                .extracting(desired -> desired.key().groupKind().kind() + " "
                        + desired.key().namespace() + "/" + desired.key().name())
                .containsExactlyInAnyOrder("Deployment books/reviews-v1", "ServiceAccount books/reviews-v1");
        MapValue deployment = object(rendered, "Deployment", "reviews-v1");
        assertThat(at(deployment, "/spec/template/metadata/labels/custom.app")).isEqualTo("reviews");
        assertThat(at(deployment, "/spec/template/spec/containers/0/command/0")).isEqualTo("run");
    }

    @Test
    void what_is_advanced_and_unknown_stays_an_error() {
        assertThat(found(report("containers: [{image: a}]\nadvanced: {labels: {a: b}, other: 1}\n"), "MKP003"))
                .singleElement()
                .asString()
                .contains("advanced");
    }

    @Test
    void an_app_label_of_its_pods_is_what_they_are_selected_by() {
        MapValue deployment = object("containers: [{image: a}]\nlabels: {app: emoji-svc}\n", "Deployment", "web");

        assertThat(at(deployment, "/spec/selector/matchLabels/app")).isEqualTo("emoji-svc");
    }

    @Test
    void MKP079_an_external_service_that_contradicts_itself_is_found() {
        String external = "name: shop\nservices:\n  api:\n    type: ExternalService\n    settings: ";

        assertThat(found(
                        render(external + "{hosts: [a.b], ports: [{port: 80, protocol: http}], resolution: static}\n")
                                .report(),
                        "MKP079"))
                .hasSize(1);
        assertThat(found(
                        render(external
                                        + "{hosts: ['*.b'], ports: [{port: 80, protocol: http}, {port: 80, protocol:"
                                        + " tcp}], endpoints: [10.0.0.1]}\n")
                                .report(),
                        "MKP079"))
                .hasSize(2);
        assertThat(found(
                        render(external + "{hosts: [a.b], ports: [{port: 80, protocol: http}], resolution: none,"
                                        + " endpoints: [10.0.0.1]}\n")
                                .report(),
                        "MKP079"))
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        addresses: [300.1.1.1]                              | "300.1.1.1" of api is neither an IP address
        addresses: ['::1/200']                              | "::1/200" of api
        addresses: [':::']                                  | ":::" of api
        endpoints: ['x y']                                  | neither an IP address nor the name of a host
        endpoints: [10.0.0.256]                             | "10.0.0.256" of api
        endpoints: [some.name], resolution: static          | which resolution: static asks for
        """)
    void MKP079_an_address_that_is_none_is_found_where_it_stands(String setting, String message) {
        assertThat(found(external("hosts: [a.b], " + setting), "MKP079"))
                .singleElement()
                .asString()
                .matches("[56]:[0-9]+ error: .*")
                .contains(message);
    }

    @Test
    void MKP079_a_host_that_no_name_service_could_know_is_found() {
        for (String host : List.of("a..b", "a.-b", "300.1.1.1", "a".repeat(64) + ".b")) {
            assertThat(found(external("hosts: ['" + host + "']"), "MKP079"))
                    .as(host)
                    .hasSize(1);
        }
        for (String host : List.of("a.b", "*.b.example", "10.0.0.1", "3com.example", "xn--bcher-kva.example")) {
            assertThat(found(external("hosts: ['" + host + "']"), "MKP079"))
                    .as(host)
                    .isEmpty();
        }
        assertThat(found(
                        external("hosts: [a.b], addresses: [10.0.0.1, 10.0.0.0/8, 'fd00::/8', '::ffff:10.0.0.1']"),
                        "MKP079"))
                .isEmpty();
    }

    private static Report external(String settings) {
        return render("name: shop\nservices:\n  api:\n    type: ExternalService\n    settings: {" + settings
                        + ", ports: [{port: 80, protocol: http}]}\n")
                .report();
    }

    @Test
    void MKP079_a_trait_holds_for_one_host_and_one_port() {
        assertThat(found(
                        render("name: shop\n"
                                        + "services:\n"
                                        + "  api:\n"
                                        + "    type: ExternalService\n"
                                        + "    settings: {hosts: [a.b, c.d], ports: [{port: 80, protocol: http},"
                                        + " {port: 81, protocol: http}]}\n"
                                        + "    traits: {timeout: {request: 1s}}\n")
                                .report(),
                        "MKP079"))
                .hasSize(2);
    }

    @Test
    void MKP040_a_component_that_the_mesh_cannot_do_stays_out_with_its_traits() {
        RenderedPattern rendered = render("name: shop\nservices:\n  api:\n    type: ExternalService\n    settings:"
                + " {hosts: [a.b], ports: [{port: 80, protocol: http}], resolution: none}\n"
                + "    traits: {timeout: {request: 1s}}\n");

        Finding finding = only(rendered.report(), "MKP040");
        assertThat(finding.message()).isEqualTo("api on toy: toys look names up; name the host");
        assertThat(rendered.desired().resources()).isEmpty();
    }

    @Test
    void MKP040_a_setting_that_the_mesh_cannot_do_is_refused_where_it_stands() {
        Report report = render("name: shop\n"
                        + "services:\n"
                        + "  api:\n"
                        + "    type: ExternalService\n"
                        + "    settings:\n"
                        + "      hosts: [a.b]\n"
                        + "      ports: [{port: 80, protocol: http}]\n"
                        + "      addresses: [10.0.0.1]\n")
                .report();

        assertThat(found(report, "MKP040"))
                .containsExactly("8:7 error: api.addresses on toy: toys have no addresses; leave addresses out");
    }

    @Test
    void MKP011_a_trait_that_looks_at_pods_has_no_place_on_an_external_service() {
        for (String trait : List.of(
                "access: {default: deny}",
                "mTLS: {policy: strict}",
                "trafficSplit: {weights: {v1: 100}}",
                "route: {rules: [{}]}")) {
            Report report = render(
                            "name: shop\nservices:\n  api:\n    type: ExternalService\n    settings: {hosts: [a.b],"
                                    + " ports: [{port: 80, protocol: http}]}\n    traits: {" + trait + "}\n")
                    .report();

            assertThat(found(report, "MKP011")).as(trait).hasSize(1);
        }
    }
}
