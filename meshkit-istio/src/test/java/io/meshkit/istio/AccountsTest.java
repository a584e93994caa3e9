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

    private static final String ALLOW_WEB = "{ from: { services: [web] } }";

    private static RenderedServices closed(String callers, String rules) {
        return RenderedServices.of(KIT, MeshId.ISTIO, callers + """
            pay:
              type: Service
              namespace: shop
              settings: { port: 80, selector: { app: pay } }
              traits: { access: { default: deny, rules: [%s] }, mTLS: { policy: strict } }
            """.formatted(rules));
    }

    private static String runs(String key, String app, String account) {
        return key
                + ": { type: Deployment, namespace: shop, settings: { spec: { template: { metadata: { labels: { app: "
                + app + " } }, spec: { " + account + " } } } } }\n";
    }

    private static String service(String key, String settings) {
        return key + ": { type: Service, namespace: shop, settings: { " + settings + " } }\n";
    }

    @Test
    void allowing_a_service_tells_who_else_runs_as_its_account() {
        RenderedServices rendered = closed(
                WEB
                        + runs("webrun", "web", "serviceAccountName: front")
                        + service("evil", "selector: { app: evil }")
                        + runs("evilrun", "evil", "serviceAccountName: front")
                        + service("said", "serviceAccount: front"),
                ALLOW_WEB);

        assertThat(rendered.fields(Verdict.PARTIAL)).contains("/rules/0/from/services/0");
        assertThat(rendered.reasons(Verdict.PARTIAL))
                .contains(
                        "\"web\" run as the service account shop/front, and so do those of evil, evilrun, said, which get"
                                + " in as well");
    }

    @Test
    void the_account_of_pods_that_name_none_lets_in_all_such_pods() {
        assertThat(closed(WEB + runs("webrun", "web", ""), ALLOW_WEB).reasons(Verdict.PARTIAL))
                .contains(
                        "shop/default, and so do all other pods of that namespace that name none, which get in as well");
        assertThat(closed(WEB + runs("webrun", "web", "") + runs("evilrun", "evil", ""), ALLOW_WEB)
                        .reasons(Verdict.PARTIAL))
                .contains("those of evilrun among them");
    }

    @Test
    void denying_a_service_tells_who_else_is_kept_out() {
        RenderedServices rendered = closed(
                WEB
                        + runs("webrun", "web", "serviceAccountName: front")
                        + runs("other", "other", "serviceAccountName: front"),
                DENY_WEB);

        assertThat(rendered.reasons(Verdict.EMULATED)).contains("those of other, which are kept out as well");
        assertThat(rendered.reasons(Verdict.PARTIAL)).doesNotContain("as well");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        { from: { services: [web, evil] } }                       | evil
        { from: { services: [web], namespaces: [shop] } }         | evil
        { from: { services: [web] } }                             | web
        """)
    void nobody_else_is_told_of_where_the_rule_means_them_anyway(String rule, String app) {
        RenderedServices rendered = closed(
                WEB
                        + service("evil", "selector: { app: evil }")
                        + service("canary", "selector: { app: web, version: v2 }")
                        + runs("webrun", "web", "serviceAccountName: front")
                        + runs("evilrun", app, "serviceAccountName: front"),
                rule);

        assertThat(rendered.reasons(Verdict.PARTIAL)).doesNotContain("as well");
    }

    @Test
    void a_service_is_found_by_its_name_too() {
        RenderedServices rendered = closed("""
            frontend: { type: Service, name: web, namespace: front, settings: { serviceAccount: front-sa } }
            """, DENY_WEB);

        assertThat(rendered.objects()).contains("ns/front/sa/front-sa").doesNotContain("sa/web");
        assertThat(rendered.reasons(Verdict.PARTIAL)).doesNotContain("no service of the pattern");
    }

    @Test
    void of_services_of_one_name_the_one_of_the_namespace_is_meant_and_none_of_several_others() {
        String front = "one: { type: Service, name: web, namespace: front, settings: { serviceAccount: one } }\n";
        String back = "two: { type: Service, name: web, namespace: %s, settings: { serviceAccount: two } }\n";

        assertThat(closed(front + back.formatted("shop"), ALLOW_WEB).objects())
                .contains("ns/shop/sa/two")
                .doesNotContain("sa/one");
        assertThat(closed(front + back.formatted("back"), ALLOW_WEB).reasons(Verdict.PARTIAL))
                .contains("\"web\" is the name of several services of the pattern");
    }

    @Test
    void a_route_leads_to_a_service_that_is_called_by_its_name() {
        RenderedServices rendered = RenderedServices.of(KIT, MeshId.ISTIO, """
            next: { type: Service, name: web, namespace: shop, settings: { host: web.example, port: 80, versions: { v1: { labels: { version: v1 } } } } }
            pay:
              type: Service
              namespace: shop
              settings: { port: 80 }
              traits: { route: { rules: [{ to: [{ service: web, version: v1 }] }] } }
            """);

        assertThat(rendered.objects()).contains("host: web.example\n", "subset: v1");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        Deployment | spec: { template: { metadata: { labels: { app: web } }, spec: { serviceAccountName: first } } } | { spec: { template: { spec: { serviceAccountName: null } } } } | default
        Deployment | spec: { template: { metadata: { labels: { app: web } }, spec: { serviceAccountName: first } } } | { spec: { template: { spec: { serviceAccountName: '' } } } } | default
        Deployment | spec: { template: { metadata: { labels: { app: web } }, spec: { serviceAccountName: first } } } | { spec: { template: { spec: { serviceAccountName: second } } } } | second
        Deployment | spec: { template: { metadata: { labels: { app: old } }, spec: { serviceAccountName: first } } } | { spec: { template: { metadata: { labels: { app: web } } } } } | first
        Deployment | spec: { template: { metadata: { labels: { app: web } }, spec: { serviceAccountName: first } } } | { spec: { template: { metadata: { labels: { app: new } } } } } | web
        Deployment | spec: { template: { metadata: { labels: { app: web } }, spec: { serviceAccountName: '', serviceAccount: old } } } | { spec: { replicas: 2 } } | old
        Deployment | metadata: { namespace: '' }, spec: { template: { metadata: { labels: { app: web } }, spec: { serviceAccountName: first } } } | { spec: { replicas: 2 } } | first
        Pod        | metadata: { labels: { app: web } }, spec: { serviceAccountName: first } | { spec: { serviceAccountName: second } } | second
        CronJob    | spec: { jobTemplate: { spec: { template: { metadata: { labels: { app: web } }, spec: { serviceAccountName: first } } } } } | { spec: { jobTemplate: { spec: { template: { spec: { serviceAccountName: second } } } } } } | second
        """)
    void pods_are_those_of_the_object_with_its_overlay(String type, String settings, String overlay, String account) {
        RenderedServices rendered =
                RenderedServices.of(KIT, MeshId.ISTIO, """
            web: { type: Service, settings: { port: 80, selector: { app: web } } }
            runs: { type: %s, settings: { %s }, extensions: { istio: { %s: %s } } }
            pay:
              type: Service
              settings: { port: 80, selector: { app: pay } }
              traits: { access: { default: deny, rules: [{ from: { services: [web] } }] } }
            """.formatted(type, settings, type, overlay));

        assertThat(rendered.objects()).contains("/sa/" + account + "\n");
    }

    @Test
    void services_that_select_pods_of_one_workload_by_different_labels_are_not_added_up() {
        String access = " }, traits: { access: { default: deny, rules: [{ from: { identities: [shop/%s] } }] } } }\n";
        RenderedServices rendered = RenderedServices.of(
                KIT,
                MeshId.ISTIO,
                "runs: { type: Deployment, settings: { spec: { template: { metadata: { labels: { app: pay, tier: back }"
                        + " } } } } }\none: { type: Service, settings: { port: 80, selector: { app: pay }"
                        + access.formatted("a") + "two: { type: Service, settings: { port: 81, selector: { tier: back }"
                        + access.formatted("b"));

        assertThat(rendered.reasons(Verdict.NONE)).contains("adds up what the policies of the same pods allow");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        strict     | { app: pay }              | permissive | true
        strict     | { app: pay, version: v2 } | disable    | true
        strict     | { app: pay }              | strict     | false
        strict     | { app: other }            | permissive | false
        """)
    void services_of_the_same_pods_that_ask_for_different_policies_are_refused(
            String one, String selector, String two, boolean refused) {
        String service =
                "%s: { type: Service, settings: { port: 80, selector: %s }, traits: { mTLS: { policy: %s } } }\n";
        RenderedServices rendered = RenderedServices.of(
                KIT,
                MeshId.ISTIO,
                service.formatted("pay", "{ app: pay }", one) + service.formatted("paytwo", selector, two));

        assertThat(rendered.hasErrors()).isEqualTo(refused);
        assertThat(rendered.reasons(Verdict.NONE).contains("Istio follows the oldest policy of a pod"))
                .isEqualTo(refused);
    }

    @Test
    void a_rule_that_names_a_workload_is_told_what_its_pods_run_as() {
        assertThat(closed(runs("web", "web", "serviceAccountName: first"), DENY_WEB)
                        .report()
                        .findings())
                .extracting(Finding::message)
                .anyMatch(message -> message.contains("a workload of the pattern and no service")
                        && message.contains("run as: shop/first"));
    }

    @Test
    void an_account_with_a_wildcard_is_refused_wherever_it_is_written() {
        for (String caller : List.of(
                service("web", "serviceAccount: 'a*'"),
                "web: { type: Service, name: '*', namespace: shop }\n",
                WEB + runs("webrun", "web", "serviceAccountName: '*'"))) {
            RenderedServices rendered = closed(caller, ALLOW_WEB);

            assertThat(rendered.objects()).as(caller).doesNotContain("principals");
            assertThat(rendered.fields(Verdict.NONE)).as(caller).contains("/rules/0/from/services/0", "/rules/0");
        }
    }
}
