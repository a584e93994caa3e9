// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshkit.MeshKit;
import io.meshkit.finding.Finding;
import io.meshkit.finding.Severity;
import io.meshkit.mesh.MeshId;
import io.meshkit.pattern.Verdict;
import io.meshkit.testkit.contract.RenderedServices;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules that name services hold for the accounts that their pods run as, and say so where they have to guess. */
class AccountsTest {

    private static final MeshKit KIT = MeshKit.offline();

    @AfterAll
    static void close() {
        KIT.close();
    }

    private static RenderedServices render(String callers, String rules) {
        return RenderedServices.of(KIT, MeshId.ISTIO, callers + """
            pay:
              type: Service
              namespace: shop
              settings: { port: 80, selector: { app: pay } }
              traits: { access: { default: allow, rules: [%s] } }
            """.formatted(rules));
    }

    private static final String DENY_WEB = "{ action: deny, from: { services: [web] } }";
    private static final String WEB =
            "web: { type: Service, namespace: shop, settings: { port: 80, selector: { app: web } } }\n";

    private static List<String> assumed(RenderedServices rendered, Severity severity) {
        return rendered.report().findings().stream()
                .filter(finding -> finding.severity() == severity
                        && finding.message().contains("as which service account the pods of \"web\" run"))
                .map(Finding::message)
                .toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        Deployment.K8s  | { spec: { template: { metadata: { labels: { app: web, x: y } }, spec: { serviceAccountName: runner } } } } | runner
        StatefulSet     | { template: { metadata: { labels: { app: web } }, spec: { serviceAccount: runner } } } | runner
        Deployment      | { spec: { template: { metadata: { labels: { app: web } }, spec: { containers: [] } } } } | default
        CronJob         | { spec: { jobTemplate: { spec: { template: { metadata: { labels: { app: web } }, spec: { serviceAccountName: nightly } } } } } } | nightly
        Pod             | { metadata: { labels: { app: web } }, spec: { serviceAccountName: alone } } | alone
        """)
    void the_account_is_the_one_that_the_pods_of_the_pattern_run_as(String type, String settings, String account) {
        RenderedServices rendered =
                render(WEB + "runs: { type: " + type + ", namespace: shop, settings: " + settings + " }\n", DENY_WEB);

        assertThat(rendered.objects())
                .contains("- cluster.local/ns/shop/sa/" + account + "\n")
                .doesNotContain("sa/web");
        assertThat(assumed(rendered, Severity.WARNING)).isEmpty();
    }

    @Test
    void pods_of_several_workloads_and_the_account_of_the_service_are_all_named() {
        String pods =
                "{ type: Deployment, namespace: shop, settings: { spec: { template: { metadata: { labels: { app: web }"
                        + " }, spec: { serviceAccountName: %s } } } } }\n";
        RenderedServices rendered = render(
                "web: { type: Service, namespace: shop, settings: { serviceAccount: said, selector: { app: web } } }\n"
                        + "one: " + pods.formatted("one") + "two: " + pods.formatted("two"),
                DENY_WEB);

        assertThat(rendered.objects()).contains("sa/said", "sa/one", "sa/two");
    }

    @Test
    void pods_of_other_labels_or_namespaces_say_nothing_of_the_account() {
        String template =
                "settings: { spec: { template: { metadata: { labels: { app: %s } }, spec: { serviceAccountName: other"
                        + " } } } } }\n";
        RenderedServices rendered = render(
                WEB + "one: { type: Deployment, namespace: shop, " + template.formatted("cron")
                        + "two: { type: Deployment, namespace: ops, " + template.formatted("web"),
                DENY_WEB);

        assertThat(rendered.objects()).contains("sa/web").doesNotContain("sa/other");
        assertThat(assumed(rendered, Severity.WARNING)).hasSize(1);
    }

    @Test
    void an_application_runs_as_its_own_account_or_the_one_that_an_overlay_says() {
        String application =
                "web: { type: Application, namespace: shop, settings: { containers: [{ image: a }], port: 80 }%s }\n";

        assertThat(render(application.formatted(""), DENY_WEB).objects()).contains("sa/web");
        assertThat(render(
                                application.formatted(
                                        ", extensions: { istio: { Deployment: { spec: { template: { spec: {"
                                                + " serviceAccountName: laid } } } } } }"),
                                DENY_WEB)
                        .objects())
                .contains("sa/laid")
                .doesNotContain("sa/web\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        ''                                                      | true
        , mTLS: { policy: permissive }                          | true
        , mTLS: { policy: strict }                              | false
        """)
    void a_rule_that_denies_by_name_misses_callers_without_certificates(String mutual, boolean told) {
        RenderedServices rendered = RenderedServices.of(KIT, MeshId.ISTIO, """
            pay:
              type: Service
              namespace: shop
              settings: { port: 80, selector: { app: pay } }
              traits: { access: { default: allow, rules: [{ action: deny, from: { namespaces: [web] } }] }%s }
            """.formatted(mutual == null ? "" : mutual));

        assertThat(rendered.fields(Verdict.PARTIAL).contains("/rules/0/from")).isEqualTo(told);
    }

    @Test
    void strict_mutual_tls_of_the_namespace_or_the_mesh_names_every_caller() {
        for (String where : List.of("shop: { type: Namespace", "all: { type: Mesh, version: '>=1.0'")) {
            RenderedServices rendered = render(
                    where + ", traits: { mTLS: { policy: strict } } }\n",
                    "{ action: deny, from: { namespaces: [web] } }");

            assertThat(rendered.fields(Verdict.PARTIAL)).as(where).doesNotContain("/rules/0/from");
        }
    }

    @Test
    void denied_paths_have_other_spellings_and_that_is_told() {
        assertThat(render("", "{ action: deny, to: { paths: ['/admin/*'] } }").reasons(Verdict.PARTIAL))
                .contains("//admin and %2fadmin are other paths than /admin");
        assertThat(render("", "{ to: { paths: ['/admin/*'] } }").fields(Verdict.PARTIAL))
                .doesNotContain("/rules/0/to/paths");
    }

    @Test
    void two_services_for_one_host_make_objects_of_which_istio_takes_one() {
        RenderedServices rendered = RenderedServices.of(KIT, MeshId.ISTIO, """
            one: { type: Service, namespace: shop, settings: { host: x.y, port: 80 }, traits: { timeout: { request: 1s } } }
            two: { type: Service, namespace: shop, settings: { host: x.y, port: 80 }, traits: { retry: { attempts: 1 } } }
            """);

        assertThat(rendered.report().findings())
                .filteredOn(finding -> finding.code().value().equals("MKP103"))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.message()).contains("one and two both make the VirtualService of host x.y");
                    assertThat(finding.place().orElseThrow().span().line()).isEqualTo(6);
                    assertThat(finding.related().get(0).place().span().line()).isEqualTo(5);
                });
    }

    @Test
    void a_guess_is_told_once_and_is_a_warning_where_it_could_let_somebody_in() {
        RenderedServices rendered = render(WEB, DENY_WEB + ", " + DENY_WEB + ", { from: { services: [web] } }");

        assertThat(assumed(rendered, Severity.WARNING))
                .singleElement()
                .asString()
                .contains("would get in");
        assertThat(assumed(rendered, Severity.INFO)).hasSize(1);
    }
}
