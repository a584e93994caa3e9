// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.rules.routing;

import static io.meshkit.istio.internal.rules.Manifests.virtualService;
import static org.assertj.core.api.Assertions.assertThat;

import io.meshkit.istio.internal.rules.RuleFixture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RouteOrderTest {

    private static final String UNREACHABLE = "MKV-ISTIO-VS-006";
    private static final String INEFFECTIVE = "MKV-ISTIO-VS-007";
    private static final String TO = "route: [{destination: {host: reviews}}]";

    private static RuleFixture http(String... routes) {
        return RuleFixture.files(virtualService(
                "shop/routes", "hosts: [shop.example.com], http: [{" + String.join("}, {", routes) + "}]"));
    }

    private static String match(String... matches) {
        return TO + ", match: [{" + String.join("}, {", matches) + "}]";
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "tls", "tcp"})
    void what_comes_after_a_route_for_all_is_never_reached(String protocol) {
        String routes = virtualService(
                "shop/routes",
                "hosts: [shop.example.com], " + protocol + ": [{" + TO + "}, {" + match("port: 80") + "}, {" + TO
                        + "}]");

        assertThat(RuleFixture.files(routes).found(UNREACHABLE))
                .containsExactly(
                        "VirtualService shop/routes /spec/" + protocol + "/1",
                        "VirtualService shop/routes /spec/" + protocol + "/2");
    }

    @Test
    void a_route_for_all_at_the_end_is_the_default() {
        assertThat(http(match("uri: {prefix: /a}"), match("uri: {prefix: /b}"), TO)
                        .found(UNREACHABLE))
                .isEmpty();
    }

    @Test
    void a_route_whose_matches_others_have_all_is_never_reached() {
        RuleFixture mesh = http(
                match("uri: {prefix: /a}"),
                match("name: second, uri: {prefix: /b}"),
                match("name: third, uri: {prefix: /a}", "uri: {prefix: /b}"),
                match("uri: {prefix: /a}", "uri: {prefix: /c}"));

        assertThat(mesh.found(UNREACHABLE)).containsExactly("VirtualService shop/routes /spec/http/2");
        assertThat(mesh.found(INEFFECTIVE))
                .containsExactly(
                        "VirtualService shop/routes /spec/http/2/match/0",
                        "VirtualService shop/routes /spec/http/2/match/1",
                        "VirtualService shop/routes /spec/http/3/match/0");
    }

    @Test
    void a_delegate_leaves_what_it_has_no_route_for() {
        RuleFixture all = http("delegate: {name: orders}", match("uri: {prefix: /a}"));
        RuleFixture same = http(
                "match: [{uri: {prefix: /a}}], delegate: {name: orders}",
                match("uri: {prefix: /a}"),
                match("uri: {prefix: /a/b}"));

        assertThat(all.found(UNREACHABLE)).isEmpty();
        assertThat(all.asIstioctl().found(UNREACHABLE)).hasSize(1);
        assertThat(same.found(UNREACHABLE)).isEmpty();
        assertThat(same.asIstioctl().found(UNREACHABLE)).hasSize(1);
        assertThat(same.found(INEFFECTIVE)).containsExactly("VirtualService shop/routes /spec/http/2/match/0");
    }

    @Test
    void a_match_twice_in_one_route_has_no_effect() {
        assertThat(http(match("uri: {exact: /a}", "uri: {exact: /a}")).found(INEFFECTIVE))
                .containsExactly("VirtualService shop/routes /spec/http/0/match/1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "uri: {prefix: /} | uri: {prefix: /a} | true",
                "uri: {prefix: /a} | uri: {prefix: /b} | false",
                "uri: {prefix: /a} | uri: {prefix: /} | false",
                "uri: {prefix: /a} | uri: {exact: /a/b} | false",
                "uri: {prefix: /a}, port: 80 | uri: {prefix: /a/b} | false",
                "uri: {prefix: /a}, port: 80 | uri: {prefix: /a/b}, port: 80 | true",
                "uri: {prefix: /a} | uri: {prefix: /a/b}, method: {exact: POST} | true",
                "uri: {prefix: /a}, method: {exact: GET} | uri: {prefix: /a/b} | false",
                "uri: {prefix: /a}, method: {exact: GET} | uri: {prefix: /a/b}, method: {exact: GET} | true",
                "uri: {prefix: /a}, authority: {exact: x} | uri: {prefix: /a/b} | false",
                "uri: {prefix: /a}, headers: {x: {exact: one}} | uri: {prefix: /a/b} | false",
                "uri: {prefix: /a}, headers: {x: {exact: one}} | uri: {prefix: /a/b}, headers: {x: {exact: one}, z:"
                        + " {exact: two}} | true",
                "uri: {prefix: /a}, headers: {x: {exact: one}} | uri: {prefix: /a/b}, headers: {x: {exact: two}} |"
                        + " false",
                "uri: {prefix: /a}, withoutHeaders: {x: {}} | uri: {prefix: /a/b} | false",
                "uri: {prefix: /a}, queryParams: {x: {exact: one}} | uri: {prefix: /a/b}, queryParams: {x: {exact:"
                        + " one}} | true",
                "uri: {prefix: /a}, sourceLabels: {app: cart} | uri: {prefix: /a/b} | false",
                "uri: {prefix: /a}, sourceLabels: {app: cart} | uri: {prefix: /a/b}, sourceLabels: {app: cart} | true",
                "uri: {prefix: /a}, sourceNamespace: shop | uri: {prefix: /a/b}, sourceNamespace: data | false",
                "uri: {prefix: /a}, gateways: [edge] | uri: {prefix: /a/b}, gateways: [mesh] | false",
                "uri: {prefix: /a} | uri: {prefix: /a/b}, gateways: [mesh] | true",
                "uri: {prefix: /a} | uri: {prefix: /a/b}, ignoreUriCase: true | false",
                "uri: {prefix: /a}, ignoreUriCase: true | uri: {prefix: /a/b}, ignoreUriCase: true | true",
            })
    void a_shorter_prefix_takes_the_longer_one_where_it_asks_for_no_more(String first, String second, boolean covers) {
        assertThat(http(match(first), match(second)).found(INEFFECTIVE)).hasSize(covers ? 1 : 0);
    }

    @Test
    void istioctl_takes_no_method_for_get_and_asks_not_who_calls() {
        RuleFixture methods = http(match("uri: {prefix: /a}"), match("uri: {prefix: /a/b}, method: {exact: POST}"));
        RuleFixture callers = http(match("uri: {prefix: /a}, sourceLabels: {app: cart}"), match("uri: {prefix: /a/b}"));

        assertThat(methods.asIstioctl().found(INEFFECTIVE)).isEmpty();
        assertThat(callers.asIstioctl().found(INEFFECTIVE)).hasSize(1);
    }
}
