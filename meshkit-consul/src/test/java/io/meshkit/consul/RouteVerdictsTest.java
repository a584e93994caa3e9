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

/** What a router of Consul can say of a rule, and that a rule which it can only half say is left out. */
class RouteVerdictsTest {

    private static final MeshKit KIT = MeshKit.offline();
    private static final String SETTINGS = "{ port: 8080, protocol: http, versions: { v1: {}, v2: {} } }";

    @AfterAll
    static void close() {
        KIT.close();
    }

    private static RenderedServices rule(String rule) {
        return RenderedServices.service(KIT, MeshId.CONSUL, SETTINGS, "{ route: { rules: [" + rule + "] } }");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        /rules/0/redirect                  | { redirect: { path: /new } }
        /rules/0/respond                   | { respond: { status: 410 } }
        /rules/0/rewrite/host              | { rewrite: { host: other } }
        /rules/0/rewrite/path              | { rewrite: { path: /new } }
        /rules/0/rewrite/path              | { match: [{ path: { regex: /a.* } }], rewrite: { path: /new } }
        /rules/0/to                        | { to: [{ version: v1, weight: 99.999 }, { version: v2, weight: 0.001 }] }
        /rules/0/to/1                      | { to: [{ version: v1, weight: 90 }, { version: v1, weight: 10 }] }
        /rules/0/to/1/version              | { to: [{ version: v1 }, { service: stock, version: v1 }] }
        /rules/0/to/0/version              | { to: [{ service: stock, version: v1 }] }
        /rules/0/to/0/service              | { to: [{ service: stock.shop.svc }] }
        /rules/0/match/0/path/prefix       | { match: [{ path: { prefix: v1 } }] }
        /rules/0/match/0/path/regex        | { match: [{ path: { regex: '/(?!v1).*' } }] }
        /rules/0/match/0/headers/0         | { match: [{ headers: [{ name: a, prefix: b, regex: c }] }] }
        /rules/0/match/0/headers/0/exact   | { match: [{ headers: [{ name: a, exact: '' }] }] }
        /rules/0/match/0/headers/0/regex   | { match: [{ headers: [{ name: a, regex: '(a)\\1' }] }] }
        /rules/0/match/0/query/0           | { match: [{ query: [{ name: a, present: false }] }] }
        """)
    void what_a_router_cannot_say_is_refused_and_the_rule_is_left_out(String field, String rule) {
        RenderedServices rendered = rule(rule);

        rendered.refuses(field);
        rendered.refuses("/rules/0");
        assertThat(rendered.objects()).doesNotContain("ServiceRouter");
    }

    @Test
    void rules_of_a_service_that_speaks_tcp_are_refused() {
        RenderedServices.service(
                        KIT,
                        MeshId.CONSUL,
                        "{ protocol: tcp }",
                        "{ route: { rules: [{ match: [{ path: { prefix: /a } }] }] } }")
                .refuses("");
    }

    @Test
    void a_service_of_another_protocol_cannot_be_the_target() {
        RenderedServices rendered = RenderedServices.of(KIT, MeshId.CONSUL, """
            checkout:
              type: Service
              settings: { protocol: http }
              traits: { route: { rules: [{ match: [{ path: { prefix: /a } }], to: [{ service: carts }] }] } }
            carts:
              type: Service
              settings: { protocol: grpc }
            """);

        rendered.refuses("/rules/0/to/0/service");
        assertThat(rendered.objects()).isEmpty();
    }

    @Test
    void alternatives_follow_each_other_in_the_order_of_the_file() {
        String text = rule("{ match: [{ path: { exact: /z } }, { path: { exact: /a } }, { path: { exact: /m } }] }")
                .objects();

        assertThat(text.indexOf("/z")).isBetween(0, text.indexOf("/a"));
        assertThat(text.indexOf("/a")).isLessThan(text.indexOf("/m"));
    }

    @Test
    void a_prefix_of_a_query_parameter_is_an_expression_that_takes_the_text_as_it_is() {
        RenderedServices rendered = rule("{ match: [{ query: [{ name: q, prefix: 'a.b*' }] }] }");

        assertThat(rendered.objects()).contains("regex: a\\.b\\*.*");
        assertThat(rendered.fields(Verdict.EMULATED)).containsExactly("/rules/0/match/0/query/0/prefix");
    }

    @Test
    void what_shall_be_absent_or_otherwise_is_inverted_once() {
        String text =
                rule("{ match: [{ headers: [{ name: a, present: false }, { name: b, present: false, invert: true }] }]"
                                + " }")
                        .objects();

        assertThat(text).containsOnlyOnce("invert: true").contains("name: b");
    }

    @Test
    void that_a_header_is_otherwise_means_that_it_is_there() {
        assertThat(rule("{ match: [{ headers: [{ name: a, exact: b, invert: true }] }] }")
                        .reasons(Verdict.PARTIAL))
                .contains("without the header")
                .contains("present: false");
    }

    @Test
    void a_method_that_stands_twice_is_written_once() {
        RenderedServices rendered = rule("{ match: [{ methods: [GET, PUT, GET] }] }");

        assertThat(rendered.objects()).containsOnlyOnce("- GET");
        assertThat(rendered.fields(Verdict.PARTIAL)).containsExactly("/rules/0/match/0/methods");
    }

    private static final String SHARED = "to: [{ version: v1, weight: 90 }, { service: carts, weight: 10 }]";

    @Test
    void several_targets_are_a_splitter_of_a_name_that_the_route_leads_to() {
        RenderedServices rendered = rule("{ name: shared, match: [{ path: { prefix: /a } }], " + SHARED + " }");

        assertThat(rendered.objects())
                .contains("kind: ServiceSplitter\nmetadata:\n  name: checkout-shared\n")
                .contains("service: checkout-shared\n")
                .contains("- service: checkout\n    serviceSubset: v1\n    weight: 90\n")
                .contains("- service: carts\n    weight: 10");
        assertThat(rendered.fields(Verdict.EMULATED)).containsExactly("/rules/0/to");
        assertThat(rendered.fields(Verdict.NONE)).isEmpty();
    }

    @Test
    void a_rule_in_front_of_another_leaves_its_splitter_alone() {
        String shared = "{ match: [{ path: { prefix: /a } }], " + SHARED + " }";
        String alone = rule(shared).objects();
        String splitter = alone.substring(alone.indexOf("kind: ServiceSplitter"));

        assertThat(splitter).contains("name: checkout-");
        assertThat(rule("{ match: [{ path: { prefix: /b } }], to: [{ version: v2 }] }, " + shared)
                        .objects())
                .endsWith(splitter);
    }

    @Test
    void rules_that_match_the_same_and_services_of_that_name_get_names_of_their_own() {
        RenderedServices rendered = RenderedServices.of(KIT, MeshId.CONSUL, """
            checkout:
              type: Service
              settings: { protocol: http, versions: { v1: {} } }
              traits: { route: { rules: [{ %1$s, match: [{ path: { exact: /a } }] }, { %1$s }, { %1$s }] } }
            checkout-rest: { type: Service, settings: { protocol: http } }
            """.formatted(SHARED));

        assertThat(rendered.objects())
                .contains("name: checkout-rest-2\n")
                .contains("name: checkout-rest-3\n")
                .doesNotContain("name: checkout-rest\n");
    }

    @Test
    void targets_without_weights_share_alike() {
        assertThat(rule("{ to: [{ version: v1 }, { version: v2 }] }").objects()).contains("weight: 50\n");
        assertThat(rule("{ to: [{ version: v1 }, { version: v2 }, {}] }").objects())
                .contains("weight: 33.34")
                .contains("weight: 33.33");
    }

    @Test
    void a_target_with_all_the_weight_is_a_plain_one() {
        RenderedServices rendered = rule("{ match: [{ path: { prefix: /a } }], to: [{ version: v2, weight: 100 }] }");

        assertThat(rendered.objects()).contains("serviceSubset: v2").doesNotContain("weight");
        assertThat(rendered.fields(Verdict.NONE)).isEmpty();
    }
}
