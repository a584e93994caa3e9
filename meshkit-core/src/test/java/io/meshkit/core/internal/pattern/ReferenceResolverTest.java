// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.pattern;

import static io.meshkit.core.internal.pattern.Bench.found;
import static io.meshkit.core.internal.pattern.Bench.render;
import static io.meshkit.core.internal.pattern.Bench.yaml;
import static org.assertj.core.api.Assertions.assertThat;

import io.meshkit.pattern.RenderedPattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ReferenceResolverTest {

    private static RenderedPattern pattern(String vars, String services) {
        return render("name: s\nvars:\n" + vars.indent(2) + "services:\n" + services.indent(2));
    }

    @Test
    void a_reference_alone_takes_the_type_of_its_target() {
        RenderedPattern rendered = pattern(
                "number: 1.10\nlist: [a, b]\nmap: {k: v}\nflag: true\n",
                "r: {type: Route, settings: {number: $(#ref.vars.number), list: $(#ref.vars.list), m: $(#ref.vars.map),"
                        + " f: $(#ref.vars.flag)}}");

        assertThat(rendered.report().findings()).isEmpty();
        assertThat(yaml(rendered)).contains("number: 1.10", "list:\n  - a\n  - b", "m:\n    k: v", "f: true");
    }

    @Test
    void references_inside_a_text_are_written_into_it() {
        RenderedPattern rendered = pattern(
                "a: x\nb: 2\n", "r: {type: Route, settings: {host: \"$(#ref.vars.a)-$(#ref.vars.b).$(#ref.vars.a)\"}}");

        assertThat(yaml(rendered)).contains("host: x-2.x");
    }

    @Test
    void references_to_references_are_followed_whatever_their_order() {
        RenderedPattern rendered = pattern(
                "a: $(#ref.vars.b)\n"
                        + "b: b-$(#ref.vars.c)\n"
                        + "c: $(#ref.vars.d.inner)\n"
                        + "d: $(#ref.vars.e)\n"
                        + "e: {inner: deep}\n",
                "r: {type: Route, settings: {host: $(#ref.vars.a)}}");

        assertThat(rendered.report().findings()).isEmpty();
        assertThat(yaml(rendered)).contains("host: b-deep");
    }

    @Test
    void names_with_dots_stand_in_brackets() {
        RenderedPattern rendered = pattern(
                "x: 1\n",
                "ns.sample: {type: Namespace, name: shop}\n"
                        + "r: {type: Route, namespace: \"$(#ref.services.[ns.sample].name)\"}");

        assertThat(yaml(rendered)).contains("namespace: shop");
        assertThat(rendered.desired().resources().get(1).after()).hasToString("[Namespace shop]");
    }

    @Test
    void a_dependency_may_be_named_by_reference() {
        RenderedPattern rendered = pattern(
                "x: 1\n",
                "a: {type: Namespace, name: shop}\nr: {type: Route, dependsOn: [\"$(#ref.services.a.name)\"]}");

        assertThat(rendered.report().findings()).isEmpty();
        assertThat(rendered.desired().resources().get(1).after()).hasToString("[Namespace shop]");
    }

    @Test
    void a_reference_through_a_variable_is_an_edge_too() {
        RenderedPattern rendered = pattern(
                "x: $(#ref.services.a.name)\n",
                "a: {type: Namespace, name: shop}\nr: {type: Route, namespace: $(#ref.vars.x)}");

        assertThat(rendered.desired().resources().get(1).after()).hasToString("[Namespace shop]");
    }

    @Test
    void a_number_where_only_a_text_can_stand_keeps_its_digits() {
        RenderedPattern rendered = pattern("v: 1.10\n", "n: {type: Namespace, labels: {version: $(#ref.vars.v)}}");

        assertThat(yaml(rendered)).contains("version: \"1.10\"");
    }

    @Test
    void a_service_refers_to_its_own_parts_without_depending_on_itself() {
        RenderedPattern rendered = pattern("x: 1\n", "web: {type: Route, settings: {host: $(#ref.services.web.name)}}");

        assertThat(rendered.report().findings()).isEmpty();
        assertThat(yaml(rendered)).contains("host: web");
    }

    @Test
    void a_value_that_contains_the_reference_to_it_is_a_circle() {
        RenderedPattern rendered = pattern("m: {inner: $(#ref.vars.m)}\n", "n: {type: Namespace}");

        assertThat(found(rendered.report(), "MKP021"))
                .singleElement()
                .asString()
                .endsWith("vars.m.inner -> vars.m.inner");
    }

    @Test
    void what_depends_on_a_broken_reference_is_not_complained_about_again() {
        RenderedPattern rendered = pattern(
                "a: $(#ref.vars.none)\n",
                "n: {type: Service, settings: {port: $(#ref.vars.a)}, traits: {retry: {attempts: $(#ref.vars.a)}}}");

        assertThat(rendered.report().findings()).hasSize(1);
    }

    @Test
    void a_scalar_for_a_variable_that_is_a_text_is_the_text_it_was_written_with() {
        RenderedPattern rendered =
                pattern("tag: {type: string, default: 1.10}\n", "r: {type: Route, settings: {host: $(#ref.vars.tag)}}");

        assertThat(rendered.report().findings()).isEmpty();
        assertThat(yaml(rendered)).containsAnyOf("host: \"1.10\"", "host: '1.10'");
    }

    @Test
    void null_does_not_go_into_a_text() {
        RenderedPattern rendered =
                pattern("a: {b: null}\n", "n: {type: Route, settings: {host: \"x$(#ref.vars.a.b)\"}}");

        assertThat(found(rendered.report(), "MKP022"))
                .singleElement()
                .asString()
                .contains("leads to null");
    }

    @Test
    @Timeout(20)
    void maps_that_double_at_every_step_are_refused() {
        String vars = "v0: [x, x]\n"
                + IntStream.range(1, 40)
                        .mapToObj(i -> "v" + i + ": [$(#ref.vars.v" + (i - 1) + "), $(#ref.vars.v" + (i - 1) + ")]\n")
                        .collect(Collectors.joining());

        RenderedPattern rendered = pattern(vars, "r: {type: Route, settings: {l: $(#ref.vars.v39)}}");

        assertThat(found(rendered.report(), "MKP022"))
                .isNotEmpty()
                .first()
                .asString()
                .contains("too large");
    }

    @Test
    @Timeout(60)
    void many_texts_that_refer_to_a_map_of_many_references_are_refused_once() {
        String vars = "x: y\nm:\n"
                + IntStream.range(0, 6000)
                        .mapToObj(i -> "  k" + i + ": $(#ref.vars.x)\n")
                        .collect(Collectors.joining())
                + IntStream.range(0, 6000)
                        .mapToObj(i -> "t" + i + ": $(#ref.vars.m)\n")
                        .collect(Collectors.joining());

        RenderedPattern rendered = pattern(vars, "r: {type: Route, settings: {host: $(#ref.vars.x)}}");

        assertThat(found(rendered.report(), "MKP022"))
                .singleElement()
                .asString()
                .contains("too large");
    }

    @Test
    @Timeout(20)
    void texts_that_double_at_every_step_are_refused() {
        String vars = "v0: xxxxxxxx\n"
                + IntStream.range(1, 60)
                        .mapToObj(i -> "v" + i + ": \"$(#ref.vars.v" + (i - 1) + ")$(#ref.vars.v" + (i - 1) + ")\"\n")
                        .collect(Collectors.joining());

        RenderedPattern rendered = pattern(vars, "r: {type: Route, settings: {l: $(#ref.vars.v59)}}");

        assertThat(found(rendered.report(), "MKP022"))
                .singleElement()
                .asString()
                .contains("characters");
    }

    @Test
    void a_chain_of_two_thousand_variables_is_followed() {
        String vars = "v0: end\n"
                + IntStream.range(1, 2_000)
                        .mapToObj(i -> "v" + i + ": $(#ref.vars.v" + (i - 1) + ")\n")
                        .collect(Collectors.joining());

        assertThat(yaml(pattern(vars, "r: {type: Route, settings: {host: $(#ref.vars.v1999)}}")))
                .contains("host: end");
    }
}
