// SPDX-License-Identifier: Apache-2.0
package io.meshkit.linkerd;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshkit.MeshKit;
import io.meshkit.mesh.MeshId;
import io.meshkit.pattern.Verdict;
import io.meshkit.testkit.contract.RenderedServices;
import java.util.Collections;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an HTTPRoute of Linkerd can say of a rule, and that no rule is kept in part. */
class RouteVerdictsTest {

    private static final MeshKit KIT = MeshKit.offline();
    private static final String SETTINGS =
            "{ port: 8080, selector: { app: checkout }, versions: { v1: {}, v2: {}, V3: {} } }";

    @AfterAll
    static void close() {
        KIT.close();
    }

    @Test
    void a_service_for_a_version_does_not_replace_another_service_of_the_pattern() {
        String services = """
            a:
              type: Service
              namespace: shop
              settings: { port: 80, selector: { app: a }, versions: { v1: {}, v2: {} } }
              traits: { %s }
            b: { type: Service, name: a-v1, namespace: shop, settings: { port: 80 } }
            """;

        RenderedServices split = RenderedServices.of(
                KIT, MeshId.LINKERD, services.formatted("trafficSplit: { weights: { v1: 90, v2: 10 } }"));
        split.refuses("/weights");
        assertThat(split.objects("Service")).isEmpty();
        assertThat(split.reasons(Verdict.NONE)).contains("would replace b");
        RenderedServices.of(KIT, MeshId.LINKERD, services.formatted("route: { rules: [{ to: [{ version: v1 }] }] }"))
                .refuses("/rules/0/to/0/version");
    }

    @Test
    void one_host_outside_has_one_route() {
        String external =
                "%s: { type: ExternalService, namespace: shop, settings: { hosts: [%s], ports: [{ port: %s, protocol:"
                        + " http }] } }\n";

        assertThat(RenderedServices.of(
                                KIT,
                                MeshId.LINKERD,
                                external.formatted("one", "a.b", 80) + external.formatted("two", "A.b", 80))
                        .hasErrors())
                .isTrue();
        assertThat(RenderedServices.of(
                                KIT,
                                MeshId.LINKERD,
                                external.formatted("one", "a.b", 80) + external.formatted("two", "a.b", 81))
                        .hasErrors())
                .isFalse();
    }

    private static RenderedServices route(String rules) {
        return RenderedServices.service(KIT, MeshId.LINKERD, SETTINGS, "{ route: { rules: [" + rules + "] } }");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        /rules/0/respond                 | { match: [{ path: { exact: /a } }], respond: { status: 503 } }
        /rules/0/rewrite                 | { match: [{ path: { prefix: /a } }], rewrite: { path: /b } }
        /rules/0/rewrite                 | { rewrite: { host: other } }
        /rules/0/redirect                | { redirect: { status: 302 } }
        /rules/0/redirect/host           | { redirect: { host: 'example.com:8080' } }
        /rules/0/redirect/path           | { redirect: { path: here } }
        /rules/0/match/0/path/exact      | { match: [{ path: { exact: a } }] }
        /rules/0/match/0/path/prefix     | { match: [{ path: { prefix: '' } }] }
        /rules/0/match/0/headers/0       | { match: [{ headers: [{ name: a, present: false }] }] }
        /rules/0/match/0/headers/0       | { match: [{ headers: [{ name: a, exact: b, invert: true }] }] }
        /rules/0/match/0/headers/0       | { match: [{ headers: [{ name: a, exact: b, prefix: c }] }] }
        /rules/0/match/0/headers/0/name  | { match: [{ headers: [{ name: 'a b' }] }] }
        /rules/0/match/0/headers/0/exact | { match: [{ headers: [{ name: a, exact: ü }] }] }
        /rules/0/match/0/headers/1       | { match: [{ headers: [{ name: a, exact: b }, { name: A, prefix: b }] }] }
        /rules/0/match/0/query/0         | { match: [{ query: [{ name: a, present: false }] }] }
        /rules/0/to/0/service            | { to: [{ service: elsewhere.example.com }] }
        /rules/0/to/0/version            | { to: [{ version: V3 }] }
        /rules/0/headers/request/set     | { headers: { request: { set: { x-a: '' } } } }
        /rules/0/headers/response/add    | { headers: { response: { add: { 'x a': b } } } }
        /rules/0/headers/request         | { headers: { request: { set: { X-A: b }, remove: [x-a] } } }
        """)
    void what_a_route_cannot_say_is_refused_and_the_rule_is_left_out(String field, String rule) {
        RenderedServices rendered = route(rule);

        rendered.refuses(field);
        rendered.refuses("/rules/0");
        assertThat(rendered.objects("HTTPRoute")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a(", "(?=a)b", "(?<!a)b", "(?>a)", "(a)\\1", "a++", "a*+", "\\Qa\\E", "\\Ga", "a\\Z", "\\h", "\\<a",
                "(?x)a", "a)|(?:b"
            })
    void an_expression_that_linkerd_would_not_read_is_refused_since_it_would_cost_the_whole_route(String regex) {
        route("{ match: [{ path: { regex: '" + regex + "' } }] }").refuses("/rules/0/match/0/path/regex");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v[0-9]+/.*", "(?i)/A", "(?<n>/a)\\+.", "/a|/ab"})
    void an_expression_holds_for_the_whole_path_in_all_its_alternatives(String regex) {
        assertThat(route("{ match: [{ path: { regex: '" + regex + "' } }] }").objects())
                .contains("value: ^(?:" + regex + ")$");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        { prefix: / }      | type: PathPrefix\\n        value: /
        { prefix: /a.b }   | type: RegularExpression\\n        value: ^/a\\.b.*$
        { exact: /a.b }    | type: Exact\\n        value: /a.b
        { exact: //a }     | type: RegularExpression\\n        value: ^//a$
        { exact: /a/.. }   | type: RegularExpression\\n        value: ^/a/\\.\\.$
        """)
    void a_path_is_written_as_the_definition_takes_it(String path, String expected) {
        assertThat(route("{ match: [{ path: " + path + " }] }").objects()).contains(expected.replace("\\n", "\n"));
    }

    @Test
    void a_prefix_is_the_beginning_of_the_text_and_no_segment() {
        RenderedServices rendered = route("{ match: [{ path: { prefix: /items/ } }] }");

        assertThat(rendered.objects()).contains("^/items/.*$").doesNotContain("PathPrefix");
        assertThat(rendered.fields(Verdict.EMULATED)).contains("/rules/0/match/0/path/prefix");
    }

    @Test
    void an_empty_value_is_a_regular_expression() {
        RenderedServices rendered = route("{ match: [{ headers: [{ name: a, exact: '' }] }] }");

        assertThat(rendered.objects()).contains("value: ^$");
        assertThat(rendered.fields(Verdict.EMULATED)).contains("/rules/0/match/0/headers/0/exact");
    }

    @Test
    void a_condition_that_stands_twice_is_written_once() {
        RenderedServices rendered = route("{ match: [{ headers: [{ name: a, exact: b }, { name: A, exact: b }] }] }");

        assertThat(rendered.fields(Verdict.PARTIAL)).contains("/rules/0/match/0/headers/1");
        assertThat(rendered.objects()).containsOnlyOnce("value: b");
    }

    @Test
    void a_redirect_is_permanent_unless_the_file_says_otherwise() {
        assertThat(route("{ redirect: { scheme: https, host: example.com } }").objects())
                .contains("statusCode: 301", "port: 443")
                .doesNotContain("backendRefs");
    }

    @Test
    void weights_keep_their_proportion() {
        assertThat(route("{ to: [{ version: v1, weight: 99.5 }, { version: v2, weight: 0.5 }] }")
                        .objects())
                .contains("weight: 995", "weight: 5");
    }

    @Test
    void a_rule_that_takes_everything_has_none_after_it() {
        assertThat(route("{ to: [{ version: v1 }] }").objects())
                .containsOnlyOnce("backendRefs")
                .doesNotContain("matches");
    }

    @Test
    void what_no_rule_takes_goes_to_the_service() {
        assertThat(route("{ match: [{ path: { exact: /a } }], to: [{ version: v1 }] }")
                        .objects())
                .endsWith("  - backendRefs:\n    - kind: Service\n      name: checkout\n      port: 8080");
    }

    @Test
    void a_split_after_a_rule_that_takes_everything_is_refused() {
        RenderedServices rendered = RenderedServices.service(
                KIT,
                MeshId.LINKERD,
                SETTINGS,
                "{ route: { rules: [{ to: [{ version: v1 }] }] }, trafficSplit: { weights: { v1: 50, v2: 50 } } }");

        rendered.refuses("");
        assertThat(rendered.reasons(Verdict.NONE)).contains("takes all requests");
    }

    @Test
    void a_rule_without_target_leads_past_the_split_of_the_service_and_says_so() {
        RenderedServices rendered = RenderedServices.service(
                KIT,
                MeshId.LINKERD,
                SETTINGS,
                "{ route: { rules: [{ match: [{ path: { exact: /a } }] }] }, trafficSplit: { weights: { v1: 50, v2: 50"
                        + " } } }");

        assertThat(rendered.reasons(Verdict.PARTIAL)).contains("not by its trafficSplit");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{ port: 8080, protocol: tcp }", "{ protocol: http }"})
    void a_service_without_requests_or_without_a_port_has_no_routes(String settings) {
        RenderedServices rendered = RenderedServices.service(
                KIT, MeshId.LINKERD, settings, "{ route: { rules: [{ redirect: { path: /a } }] } }");

        rendered.refuses("");
        assertThat(rendered.objects()).isEmpty();
    }

    @Test
    void routes_of_grpc_hold_only_where_the_service_does_not_say_that_it_is_grpc() {
        RenderedServices rendered = RenderedServices.service(
                KIT,
                MeshId.LINKERD,
                "{ port: 8080, protocol: grpc }",
                "{ route: { rules: [{ redirect: { path: /a } }] } }");

        assertThat(rendered.reasons(Verdict.PARTIAL)).contains("GRPCRoutes only");
    }

    @Test
    void a_service_in_another_namespace_is_named_with_it_and_with_its_port() {
        RenderedServices rendered = RenderedServices.of(KIT, MeshId.LINKERD, """
            checkout:
              type: Service
              namespace: shop
              settings: { port: 8080 }
              traits: { route: { rules: [{ to: [{ service: web }] }] } }
            web:
              type: Service
              namespace: front
              settings: { port: 80 }
            """);

        assertThat(rendered.objects()).contains("name: web\n      namespace: front\n      port: 80");
    }

    @Test
    void a_target_without_a_port_is_refused() {
        RenderedServices.of(KIT, MeshId.LINKERD, """
            checkout:
              type: Service
              namespace: shop
              settings: { port: 8080 }
              traits: { route: { rules: [{ to: [{ service: web }] }] } }
            web: { type: Service, namespace: front }
            """).refuses("/rules/0/to/0/service");
    }

    @Test
    void rules_beyond_what_a_route_holds_are_refused_as_a_whole() {
        String rule = "{ match: [{ path: { exact: /a } }] }";

        RenderedServices rendered = route(String.join(", ", Collections.nCopies(16, rule)));

        rendered.refuses("/rules");
        assertThat(rendered.objects()).isEmpty();
    }
}
