// SPDX-License-Identifier: Apache-2.0
package io.meshkit.consul;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshkit.MeshKit;
import io.meshkit.mesh.MeshId;
import io.meshkit.pattern.Verdict;
import io.meshkit.testkit.contract.RenderedServices;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What intentions of Consul can say of who may call, and that nothing is let in or kept out by a rule that they cannot say. */
class AccessVerdictsTest {

    private static final MeshKit KIT = MeshKit.offline();

    @AfterAll
    static void close() {
        KIT.close();
    }

    private static RenderedServices access(String access) {
        return RenderedServices.service(
                KIT, MeshId.CONSUL, "{ port: 8080, protocol: http }", "{ access: " + access + " }");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        /rules/0/from/namespaces     | { from: { namespaces: [jobs] } }
        /rules/0/from/cidrs          | { from: { cidrs: [10.0.0.0/8] } }
        /rules/0/from/identities/0   | { from: { identities: [shop/unknown] } }
        /rules/0/from/services/0     | { from: { services: [web.shop] } }
        /rules/0/from/services/0     | { from: { services: ['*'] } }
        /rules/0/to/ports            | { to: { ports: [8080] } }
        /rules/0/to/headers/0        | { to: { headers: [{ name: a, exact: b, prefix: c }] } }
        /rules/0/to/headers/0        | { action: deny, to: { headers: [{ name: a, exact: b, invert: true }] } }
        """)
    void what_an_intention_cannot_say_is_refused_and_the_rule_is_left_out(String field, String rule) {
        RenderedServices rendered = access("{ rules: [" + rule + "] }");

        rendered.refuses(field);
        rendered.refuses("/rules/0");
        assertThat(rendered.objects()).doesNotContain("ServiceIntentions");
    }

    @Test
    void callers_and_targets_that_are_called_by_their_names_are_services_of_the_pattern() {
        RenderedServices rendered = RenderedServices.of(KIT, MeshId.CONSUL, """
            frontend: { type: Service, name: web, settings: { port: 80, versions: { v1: { labels: { version: v1 } } } } }
            pay:
              type: Service
              settings: { port: 80 }
              traits:
                circuitBreaker: { from: [web], consecutiveErrors: 5 }
                route: { rules: [{ to: [{ service: web, version: v1 }] }] }
            """);

        assertThat(rendered.reasons(Verdict.PARTIAL) + rendered.reasons(Verdict.NONE))
                .doesNotContain("not in the pattern", "services of the pattern only");
    }

    @Test
    void rules_without_default_leave_the_rest_to_the_default_of_consul_and_that_is_told() {
        RenderedServices open = access("{ rules: [{ from: { services: [web] } }] }");

        assertThat(open.fields(Verdict.PARTIAL)).contains("/rules");
        assertThat(open.reasons(Verdict.PARTIAL)).contains("say default: deny or default: allow");
        assertThat(access("{ default: deny, rules: [{ from: { services: [web] } }] }")
                        .fields(Verdict.PARTIAL))
                .doesNotContain("/rules");
    }

    @Test
    void one_host_outside_has_one_destination() {
        String external =
                "%s: { type: ExternalService, settings: { hosts: [a.b], ports: [{ port: %s, protocol: http }] } }\n";

        assertThat(RenderedServices.of(
                                KIT, MeshId.CONSUL, external.formatted("one", 80) + external.formatted("two", 80))
                        .hasErrors())
                .isTrue();
        assertThat(RenderedServices.of(
                                KIT, MeshId.CONSUL, external.formatted("one", 80) + external.formatted("two", 81))
                        .hasErrors())
                .isFalse();
    }

    @Test
    void a_service_stands_for_the_account_that_its_pods_run_as_in_the_pattern() {
        RenderedServices rendered = RenderedServices.of(KIT, MeshId.CONSUL, """
            web: { type: Service, namespace: shop, settings: { selector: { app: web } } }
            runs:
              type: Deployment.K8s
              namespace: shop
              settings: { spec: { template: { metadata: { labels: { app: web } }, spec: { serviceAccountName: guests } } } }
            pay:
              type: Service
              namespace: shop
              traits: { access: { default: allow, rules: [{ action: deny, from: { identities: [shop/guests] } }] } }
            """);

        assertThat(rendered.objects()).contains("- name: web\n    action: deny");
    }

    @Test
    void all_services_that_run_as_an_account_stand_for_it() {
        RenderedServices rendered = RenderedServices.of(KIT, MeshId.CONSUL, """
            web: { type: Service, namespace: shop, settings: { serviceAccount: guests } }
            cron: { type: Service, namespace: shop, settings: { serviceAccount: guests } }
            pay:
              type: Service
              namespace: shop
              traits: { access: { default: allow, rules: [{ action: deny, from: { identities: [shop/guests] } }] } }
            """);

        assertThat(rendered.objects())
                .contains("- name: web\n    action: deny")
                .contains("- name: cron\n    action: deny");
    }

    @Test
    void a_key_of_something_that_is_no_service_is_the_name_of_a_service() {
        RenderedServices rendered = RenderedServices.of(KIT, MeshId.CONSUL, """
            web: { type: Deployment.K8s, name: web-v1, namespace: shop, settings: { spec: { replicas: 1 } } }
            pay:
              type: Service
              namespace: shop
              traits: { access: { default: allow, rules: [{ action: deny, from: { services: [web] } }] } }
            """);

        assertThat(rendered.objects()).contains("- name: web\n    action: deny");
    }

    @Test
    void a_rule_that_allows_may_be_left_out_and_one_that_denies_not() {
        assertThat(access("{ rules: [{ from: { cidrs: [10.0.0.0/8] } }] }").hasErrors())
                .isFalse();
        assertThat(access("{ default: allow, rules: [{ action: deny, from: { cidrs: [10.0.0.0/8] } }] }")
                        .hasErrors())
                .isTrue();
    }

    @Test
    void strict_mutual_tls_of_a_namespace_is_not_left_out() {
        String namespace = "shop:\n  type: Namespace\n  traits: { mTLS: { policy: %s } }\n";

        assertThat(RenderedServices.of(KIT, MeshId.CONSUL, namespace.formatted("strict"))
                        .hasErrors())
                .isTrue();
        assertThat(RenderedServices.of(KIT, MeshId.CONSUL, namespace.formatted("permissive"))
                        .hasErrors())
                .isFalse();
    }

    @Test
    void permissive_mutual_tls_beside_access_is_refused() {
        RenderedServices rendered = RenderedServices.service(
                KIT, MeshId.CONSUL, "{ port: 8080 }", "{ mTLS: { policy: permissive }, access: { default: deny } }");

        rendered.refuses("/policy");
        assertThat(rendered.objects()).contains("ServiceIntentions").doesNotContain("permissive");
    }

    @Test
    void a_namespace_has_no_intentions() {
        RenderedServices.of(KIT, MeshId.CONSUL, """
            shop:
              type: Namespace
              traits: { access: { default: deny } }
            """).refuses("");
    }

    @Test
    void requests_of_a_service_that_speaks_tcp_cannot_be_told_apart() {
        RenderedServices rendered = RenderedServices.service(
                KIT,
                MeshId.CONSUL,
                "{ protocol: tcp }",
                "{ access: { rules: [{ from: { services: [web] }, to: { methods: [GET] } }] } }");

        rendered.refuses("/rules/0/to");
        assertThat(rendered.objects()).isEmpty();
    }

    @Test
    void the_default_alone_is_a_source_for_anyone() {
        assertThat(access("{ default: deny }").objects()).contains("- name: '*'\n    action: deny");
    }

    @Test
    void without_a_default_nobody_else_is_spoken_of() {
        assertThat(access("{ rules: [{ from: { services: [web] } }] }").objects())
                .contains("- name: web\n    action: allow")
                .doesNotContain("'*'");
    }

    @Test
    void a_caller_that_is_denied_stays_denied_whatever_other_rules_say() {
        String text = access("{ rules: [{ from: { services: [web] } }, { action: deny, from: { services: [web] } }] }")
                .objects();

        assertThat(text).contains("action: deny").doesNotContain("action: allow");
    }

    @Test
    void what_is_denied_to_anyone_is_denied_to_those_that_are_named() {
        String text = access("{ default: allow, rules: [{ from: { services: [web] } }, { action: deny, to: { paths:"
                        + " [/admin/*] } }] }")
                .objects();

        assertThat(text)
                .contains(String.join(
                        "\n    ",
                        "- name: web",
                        "permissions:",
                        "- action: deny",
                        "  http:",
                        "    pathPrefix: /admin/",
                        "- action: allow",
                        "  http:",
                        "    pathPrefix: /\n  -"));
    }

    @Test
    void permissions_end_with_the_default_and_an_action_never_stands_beside_them() {
        String text = access("{ default: deny, rules: [{ from: { services: [web] }, to: { methods: [GET] } }] }")
                .objects();

        assertThat(text).contains("- action: deny\n      http:\n        pathPrefix: /");
        assertThat(text.substring(text.indexOf("name: web"), text.indexOf("'*'")))
                .doesNotContain("\n    action:");
    }

    @Test
    void permissions_come_after_the_protocol_that_they_need() {
        assertThat(access("{ rules: [{ to: { methods: [GET] } }] }").objects()).contains("protocol: http");
    }

    @Test
    void a_service_account_stands_for_the_service_that_runs_as_it() {
        RenderedServices rendered = RenderedServices.of(KIT, MeshId.CONSUL, """
            checkout:
              type: Service
              namespace: shop
              traits: { access: { default: deny, rules: [{ from: { identities: [shop/front] } }] } }
            web:
              type: Service
              namespace: shop
              settings: { serviceAccount: front }
            """);

        assertThat(rendered.objects()).contains("- name: web");
        assertThat(rendered.fields(Verdict.PARTIAL)).containsExactly("/rules/0/from/identities/0");
    }
}
