// SPDX-License-Identifier: Apache-2.0
package io.meshkit.linkerd;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshkit.MeshKit;
import io.meshkit.document.MapValue;
import io.meshkit.mesh.MeshId;
import io.meshkit.pattern.Verdict;
import io.meshkit.testkit.contract.RenderedServices;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What policies of Linkerd can say of who may call, and that nobody is let in by a rule that they cannot say. */
class AccessVerdictsTest {

    private static final MeshKit KIT = MeshKit.offline();
    private static final String SETTINGS = "{ port: 80, targetPort: 8080, selector: { app: checkout } }";

    @AfterAll
    static void close() {
        KIT.close();
    }

    private static RenderedServices access(String access) {
        return RenderedServices.service(KIT, MeshId.LINKERD, SETTINGS, "{ access: " + access + " }");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        /rules/0/from/identities/0 | { from: { identities: ['shop/*'] } }
        /rules/0/from/namespaces/0 | { from: { namespaces: ['*'] } }
        /rules/0/from/services/0   | { from: { services: [Web] } }
        /rules/0/from/cidrs/0      | { from: { cidrs: [10.0.0.0/33] } }
        /rules/0/from/cidrs/0      | { from: { cidrs: ['fd00::/129'] } }
        /rules/0/to/headers/0      | { to: { headers: [{ name: a, present: false }] } }
        /rules/0/to/headers/0      | { to: { headers: [{ name: a, exact: b, prefix: c }] } }
        /rules/0/to/headers/0/regex | { to: { headers: [{ name: a, regex: '(?=b)' }] } }
        """)
    void what_a_policy_cannot_say_is_refused_and_the_rule_lets_nobody_in(String field, String rule) {
        RenderedServices rendered = access("{ default: deny, rules: [" + rule + "] }");

        rendered.refuses(field);
        rendered.refuses("/rules/0");
        assertThat(rendered.hasErrors()).isFalse();
        assertThat(rendered.objects()).contains("accessPolicy: deny").doesNotContain("AuthorizationPolicy");
    }

    @Test
    void a_beginning_of_paths_lets_in_other_spellings_and_that_is_told() {
        RenderedServices rendered =
                access("{ default: deny, rules: [{ to: { paths: ['/public/*'] } }, { to: { paths: [/a] } }] }");

        assertThat(rendered.fields(Verdict.PARTIAL))
                .contains("/rules/0/to/paths")
                .doesNotContain("/rules/1/to/paths");
        assertThat(rendered.reasons(Verdict.PARTIAL)).contains("/public/../admin");
    }

    @Test
    void two_services_of_the_same_pods_and_port_make_two_servers_of_which_linkerd_takes_one() {
        String service =
                "%s: { type: Service, namespace: shop, settings: { port: %s, targetPort: 8080, selector: { app: pay }"
                        + " }, traits: { access: { default: deny } } }\n";

        assertThat(RenderedServices.of(KIT, MeshId.LINKERD, service.formatted("pay", 80) + service.formatted("too", 81))
                        .report()
                        .findings())
                .filteredOn(finding -> finding.code().value().equals("MKP103"))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.message()).contains("pay and too both make the Server of port 8080 of the pods");
                    assertThat(finding.place()).isPresent();
                    assertThat(finding.related()).hasSize(1);
                });
    }

    @Test
    void a_service_is_known_by_the_account_that_its_pods_run_as_in_the_pattern() {
        RenderedServices rendered = RenderedServices.of(KIT, MeshId.LINKERD, """
            web: { type: Service, namespace: shop, settings: { port: 80, selector: { app: web } } }
            runs:
              type: Deployment.K8s
              namespace: shop
              settings: { spec: { template: { metadata: { labels: { app: web } }, spec: { serviceAccountName: runner } } } }
            pay:
              type: Service
              namespace: shop
              settings: { port: 80, selector: { app: pay } }
              traits: { access: { default: deny, rules: [{ from: { services: [web] } }] } }
            """);

        assertThat(rendered.objects()).contains("name: runner").doesNotContain("name: web\n");
        assertThat(rendered.fields(Verdict.EMULATED)).isEmpty();
    }

    @Test
    void the_account_of_a_service_is_a_guess_unless_the_pattern_shows_it_and_that_is_told() {
        RenderedServices rendered = RenderedServices.of(KIT, MeshId.LINKERD, """
            web: { type: Service, namespace: shop, settings: { port: 80, selector: { app: web } } }
            pay:
              type: Service
              namespace: shop
              settings: { port: 80, selector: { app: pay } }
              traits: { access: { default: deny, rules: [{ from: { services: [web] } }] } }
            """);

        assertThat(rendered.fields(Verdict.EMULATED)).contains("/rules/0/from/services/0");
        assertThat(rendered.reasons(Verdict.EMULATED)).contains("they are taken to run as web");
    }

    @Test
    void a_service_is_found_by_its_name_and_who_shares_its_account_is_told() {
        RenderedServices rendered = RenderedServices.of(KIT, MeshId.LINKERD, """
            frontend: { type: Service, name: web, namespace: front, settings: { serviceAccount: front-sa } }
            evil: { type: Service, namespace: front, settings: { serviceAccount: front-sa, selector: { app: evil } } }
            pay:
              type: Service
              namespace: shop
              settings: { port: 80, selector: { app: pay } }
              traits: { access: { default: deny, rules: [{ from: { services: [web] } }] } }
            """);

        assertThat(rendered.objects()).contains("name: front-sa").doesNotContain("name: web\n");
        assertThat(rendered.reasons(Verdict.PARTIAL)).contains("so do those of evil, which get in as well");
    }

    @Test
    void an_account_with_a_wildcard_is_refused() {
        RenderedServices rendered = RenderedServices.of(KIT, MeshId.LINKERD, """
            web: { type: Service, namespace: shop, settings: { serviceAccount: '*' } }
            pay:
              type: Service
              namespace: shop
              settings: { port: 80, selector: { app: pay } }
              traits: { access: { default: deny, rules: [{ from: { services: [web] } }] } }
            """);

        assertThat(rendered.fields(Verdict.NONE)).contains("/rules/0/from/services/0", "/rules/0");
        assertThat(rendered.objects()).doesNotContain("MeshTLSAuthentication");
    }

    @Test
    void a_route_leads_to_a_service_that_is_called_by_its_name() {
        RenderedServices rendered = RenderedServices.of(KIT, MeshId.LINKERD, """
            next: { type: Service, name: web, namespace: shop, settings: { port: 80 } }
            pay:
              type: Service
              namespace: shop
              settings: { port: 80 }
              traits: { route: { rules: [{ to: [{ service: web }] }] } }
            """);

        assertThat(rendered.objects()).contains("name: web\n");
        assertThat(rendered.reasons(Verdict.NONE)).isEmpty();
    }

    @Test
    void a_path_that_is_too_long_is_refused() {
        access("{ default: deny, rules: [{ to: { paths: ['/" + "a".repeat(600) + "'] } }] }")
                .refuses("/rules/0/to/paths/0");
    }

    @Test
    void when_no_allowing_rule_is_left_and_no_default_stands_it_is_an_error_since_all_would_be_let_in() {
        RenderedServices rendered = access("{ rules: [{ from: { identities: ['shop/*'] } }] }");

        assertThat(rendered.hasErrors()).isTrue();
        assertThat(rendered.objects()).doesNotContain("policy.linkerd.io");
    }

    @Test
    void requests_of_a_service_that_speaks_tcp_cannot_be_told_apart() {
        RenderedServices rendered = RenderedServices.service(
                KIT,
                MeshId.LINKERD,
                "{ port: 80, protocol: tcp, selector: { app: checkout } }",
                "{ access: { default: deny, rules: [{ to: { methods: [GET] } }] } }");

        rendered.refuses("/rules/0/to/methods");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{ port: 80 }", "{ selector: { app: checkout } }"})
    void a_server_needs_labels_and_a_port(String settings) {
        RenderedServices rendered =
                RenderedServices.service(KIT, MeshId.LINKERD, settings, "{ access: { default: deny } }");

        rendered.refuses("");
        assertThat(rendered.hasErrors()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{ default: allow, rules: [{ action: deny, from: { identities: [shop/web] } }] }",
                "{ rules: [{ action: deny, from: { identities: [shop/web] } }] }",
                "{ default: deny, rules: [{}, { action: deny, from: { identities: [shop/web] } }] }",
                "{ default: deny, rules: [{ from: { namespaces: [shop] } }, { action: deny, from: { identities:"
                        + " [shop/web] } }] }",
                "{ default: deny, rules: [{ from: { cidrs: [10.0.0.0/8] } }, { action: deny, from: { identities:"
                        + " [shop/web] } }] }",
                "{ default: deny, rules: [{ from: { identities: [shop/web] } }, { action: deny, from: { cidrs:"
                        + " [10.0.0.0/8] } }] }",
                "{ default: deny, rules: [{ from: { identities: [shop/web] } }, { action: deny, to: { paths:"
                        + " [/admin/*] } }] }",
                "{ default: deny, rules: [{ from: { identities: [shop/web] }, to: { headers: [{ name: a, exact: b }] }"
                        + " }, { action: deny, to: { headers: [{ name: a, exact: c }] } }] }",
            })
    void a_denial_is_an_error_where_the_callers_or_requests_that_remain_cannot_be_named(String access) {
        RenderedServices rendered = access(access.replace("{}", "{ to: { methods: [GET] } }"));

        assertThat(rendered.hasErrors()).isTrue();
        assertThat(rendered.reasons(Verdict.NONE)).contains("Linkerd has no rules that deny");
        assertThat(rendered.objects()).doesNotContain("policy.linkerd.io");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "from: { identities: [shop/web] }",
                "from: { namespaces: [shop] }",
                "from: { services: [web] }",
                "to: { methods: [GET, POST] }",
                "to: { paths: ['/*'] }"
            })
    void those_who_are_denied_are_taken_out_of_the_rules_that_allow(String denied) {
        RenderedServices rendered =
                access("{ default: deny, rules: [{ from: { identities: [shop/web, ops/root] }, to: { methods:"
                        + " [GET], paths: [/a] } }, { action: deny, " + denied + " }] }");

        assertThat(rendered.hasErrors()).isFalse();
        assertThat(rendered.fields(Verdict.EMULATED)).contains("/rules/0", "/rules/1");
        assertThat(rendered.objects("MeshTLSAuthentication").toString()).doesNotContain("name: web");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "to: { methods: [POST] }",
                "to: { paths: [/b/*] }",
                "to: { ports: [9090] }",
                "from: { identities: [jobs/batch] }"
            })
    void a_denial_of_other_requests_or_callers_changes_nothing(String denied) {
        RenderedServices rendered =
                access("{ default: deny, rules: [{ from: { identities: [shop/web] }, to: { methods: [GET],"
                        + " paths: [/a/*], ports: [8080] } }, { action: deny, " + denied + " }] }");

        assertThat(rendered.hasErrors()).isFalse();
        assertThat(rendered.fields(Verdict.EMULATED)).doesNotContain("/rules/0");
        assertThat(rendered.objects("MeshTLSAuthentication").toString()).contains("name: web");
    }

    @Test
    void with_a_default_of_deny_and_denials_alone_nobody_is_let_in() {
        RenderedServices rendered =
                access("{ default: deny, rules: [{ action: deny, from: { cidrs: [10.0.0.0/8] } }] }");

        assertThat(rendered.hasErrors()).isFalse();
        assertThat(rendered.objects()).contains("accessPolicy: deny").doesNotContain("AuthorizationPolicy");
    }

    @Test
    void without_a_default_the_server_is_closed_and_says_so() {
        RenderedServices rendered = access("{ rules: [{ from: { identities: [shop/web] } }] }");

        assertThat(rendered.objects()).contains("accessPolicy: deny");
        assertThat(rendered.fields(Verdict.PARTIAL)).contains("/rules");
    }

    @Test
    void a_port_that_a_rule_names_has_a_server_of_its_own_that_is_closed_as_well() {
        RenderedServices rendered =
                access("{ default: deny, rules: [{ from: { identities: [ops/probe] }, to: { ports: [9090] } }] }");

        List<MapValue> servers = rendered.objects("Server");
        assertThat(servers)
                .hasSize(2)
                .allSatisfy(server -> assertThat(server.toString()).contains("accessPolicy: deny"));
        assertThat(rendered.objects("AuthorizationPolicy").toString()).contains("name: checkout-9090}");
    }

    @Test
    void the_port_of_a_server_is_that_of_the_pods() {
        assertThat(access("{ default: deny }").objects()).contains("port: 8080").doesNotContain("port: 80\n");
    }

    @Test
    void whom_the_file_lets_in_without_mutual_tls_needs_it_where_the_pattern_asks_for_it() {
        String rules = "access: { default: deny, rules: [{ from: { cidrs: [10.0.0.0/8] } }] }";

        RenderedServices strict =
                RenderedServices.service(KIT, MeshId.LINKERD, SETTINGS, "{ mTLS: { policy: strict }, " + rules + " }");
        RenderedServices permissive = RenderedServices.service(
                KIT, MeshId.LINKERD, SETTINGS, "{ mTLS: { policy: permissive }, " + rules + " }");

        assertThat(strict.objects()).contains("NetworkAuthentication", "identities:\n  - '*'");
        assertThat(permissive.objects()).contains("NetworkAuthentication").doesNotContain("MeshTLSAuthentication");
    }

    @ParameterizedTest
    @ValueSource(strings = {"to: { methods: [GET] }", "from: { cidrs: [10.0.0.0/8] }"})
    void a_rule_that_lets_in_callers_without_mutual_tls_says_so_unless_the_pattern_speaks_of_it(String rule) {
        String access = "access: { default: deny, rules: [{ " + rule + " }] }";

        assertThat(RenderedServices.service(KIT, MeshId.LINKERD, SETTINGS, "{ " + access + " }")
                        .fields(Verdict.PARTIAL))
                .contains("/rules/0");
        assertThat(RenderedServices.service(
                                KIT, MeshId.LINKERD, SETTINGS, "{ mTLS: { policy: permissive }, " + access + " }")
                        .fields(Verdict.PARTIAL))
                .doesNotContain("/rules/0");
    }

    @Test
    void mutual_tls_of_the_namespace_counts_for_its_services() {
        RenderedServices rendered = RenderedServices.of(KIT, MeshId.LINKERD, """
            others: { type: Namespace, traits: { mTLS: { policy: strict, namespaces: [shop] } } }
            checkout:
              type: Service
              namespace: shop
              settings: { port: 80, selector: { app: checkout } }
              traits: { access: { default: allow } }
            """);

        assertThat(rendered.objects("Server").toString()).contains("accessPolicy: all-authenticated");
    }

    @Test
    void a_default_of_allow_says_that_it_opens_what_a_namespace_may_have_closed() {
        RenderedServices rendered = access("{ default: allow, rules: [{ from: { identities: [shop/web] } }] }");

        assertThat(rendered.objects()).contains("all-unauthenticated").doesNotContain("AuthorizationPolicy");
        assertThat(rendered.fields(Verdict.PARTIAL)).contains("/default");
        assertThat(rendered.fields(Verdict.EMULATED)).contains("/rules/0");
    }

    @Test
    void access_and_mutual_tls_of_a_namespace_meet_in_one_annotation() {
        String text = """
            shop:
              type: Namespace
              traits: { mTLS: { policy: strict }, access: { default: %s } }
            """;

        assertThat(RenderedServices.of(KIT, MeshId.LINKERD, text.formatted("deny"))
                        .objects())
                .contains("default-inbound-policy: deny");
        assertThat(RenderedServices.of(KIT, MeshId.LINKERD, text.formatted("allow"))
                        .objects())
                .contains("default-inbound-policy: all-authenticated");
    }

    @Test
    void rules_of_a_namespace_are_refused() {
        RenderedServices rendered = RenderedServices.of(KIT, MeshId.LINKERD, """
            shop:
              type: Namespace
              traits: { access: { default: deny, rules: [{ from: { namespaces: [front] } }] } }
            """);

        rendered.refuses("/rules/0");
        assertThat(rendered.hasErrors()).isFalse();
        assertThat(rendered.objects()).contains("default-inbound-policy: deny");
    }

    @Test
    void a_denial_of_a_namespace_is_an_error() {
        assertThat(RenderedServices.of(KIT, MeshId.LINKERD, """
            shop:
              type: Namespace
              traits: { access: { default: allow, rules: [{ action: deny, from: { namespaces: [front] } }] } }
            """).hasErrors()).isTrue();
    }

    @Test
    void a_service_stands_for_the_service_account_of_its_pods() {
        RenderedServices rendered = RenderedServices.of(KIT, MeshId.LINKERD, """
            checkout:
              type: Service
              namespace: shop
              settings: { port: 80, selector: { app: checkout } }
              traits: { access: { default: deny, rules: [{ from: { services: [web] } }] } }
            web:
              type: Service
              namespace: front
              settings: { serviceAccount: browser }
            """);

        assertThat(rendered.objects()).contains("- kind: ServiceAccount\n    namespace: front\n    name: browser");
    }

    @Test
    void policies_take_routes_of_linkerds_own_group() {
        assertThat(access("{ default: deny, rules: [{ to: { methods: [GET] } }] }")
                        .objects("HTTPRoute"))
                .allSatisfy(route -> assertThat(route.text("apiVersion")).contains("policy.linkerd.io/v1beta3"));
    }

    @Test
    void what_no_route_takes_is_judged_by_the_policies_of_the_server() {
        assertThat(access("{ default: deny, rules: [{ from: { identities: [ops/root] } }, { to: { methods: [GET]"
                                + " } }] }")
                        .objects())
                .contains("name: checkout-rest");
    }

    @Test
    void a_route_holds_eight_matches_in_a_rule() {
        String paths = IntStream.range(0, 9).mapToObj(i -> "/p" + i).collect(Collectors.joining(", "));

        MapValue route = access("{ default: deny, rules: [{ to: { paths: [" + paths + "] } }] }")
                .objects("HTTPRoute")
                .get(0);

        assertThat(route.map("spec").orElseThrow().list("rules").orElseThrow().size())
                .isEqualTo(2);
    }

    @Test
    void more_kinds_of_requests_than_routes_can_hold_are_an_error() {
        String paths = IntStream.range(0, 65).mapToObj(i -> "/p" + i).collect(Collectors.joining(", "));

        RenderedServices rendered = access("{ default: deny, rules: [{ to: { paths: [" + paths + "] } }] }");

        rendered.refuses("/rules");
        assertThat(rendered.hasErrors()).isTrue();
    }

    @Test
    void rules_that_overlap_in_their_paths_alone_say_that_callers_may_be_refused() {
        RenderedServices rendered =
                access("{ default: deny, rules: [{ from: { identities: [a/b] }, to: { paths: [/a/*] } }, {"
                        + " from: { identities: [c/d] }, to: { paths: [/a/b] } }] }");

        assertThat(rendered.reasons(Verdict.PARTIAL)).contains("the older of two routes");
        assertThat(rendered.objects("HTTPRoute")).hasSize(3);
    }

    @Test
    void names_of_policies_change_with_what_they_say() {
        List<String> names = List.of("shop/web", "shop/api").stream()
                .map("{ default: deny, rules: [{ from: { identities: [%s] } }] }"::formatted)
                .map(text -> access(text).objects("AuthorizationPolicy").get(0))
                .map(policy -> policy.map("metadata").orElseThrow().text("name").orElseThrow())
                .toList();

        assertThat(names).doesNotHaveDuplicates();
    }
}
