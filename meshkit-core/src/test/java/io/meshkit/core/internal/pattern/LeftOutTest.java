// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.pattern;

import static io.meshkit.core.internal.pattern.Bench.found;
import static io.meshkit.core.internal.pattern.Bench.render;
import static org.assertj.core.api.Assertions.assertThat;

import io.meshkit.pattern.PatternOptions;
import io.meshkit.pattern.PatternOptions.Unsupported;
import io.meshkit.pattern.RenderedPattern;
import org.junit.jupiter.api.Test;

/** Nothing that was asked for goes without a word; what a mesh cannot do is left out when the caller wants that, but not where it does harm. */
class LeftOutTest {

    private static final PatternOptions LENIENT = PatternOptions.DEFAULT.unsupported(Unsupported.WARN);

    private static RenderedPattern lenient(String type, String traits) {
        String service = "services:\n  web:\n    type: " + type + "\n    traits: " + traits;
        return render("apiVersion: meshkit.dev/v1\nname: shop\n" + service, LENIENT);
    }

    private static String only(RenderedPattern rendered) {
        assertThat(found(rendered.report(), "MKP040")).hasSize(1);
        return found(rendered.report(), "MKP040").get(0);
    }

    @Test
    void a_trait_that_guards_against_nothing_is_left_out_with_a_warning() {
        RenderedPattern rendered = lenient("Service", "{route: {rules: [{to: [{service: web}]}]}}");

        assertThat(only(rendered)).startsWith("6:14 warning");
        assertThat(rendered.report().hasErrors()).isFalse();
    }

    @Test
    void a_trait_that_keeps_callers_out_stays_an_error_on_a_mesh_that_has_no_renderer_for_it() {
        RenderedPattern rendered = lenient("Service", "{access: {default: deny}, retry: {attempts: 2}}");

        assertThat(only(rendered))
                .startsWith("6:14 error: web.access on toy: not implemented by this adapter")
                .contains("it is not left out, since callers that it keeps out could get in");
        assertThat(Bench.yaml(rendered)).contains("attempts: 2");
    }

    @Test
    void a_part_of_mutual_tls_that_has_to_be_is_not_left_out_and_neither_is_the_rest_rendered() {
        RenderedPattern rendered = lenient("Mesh", "{mTLS: {policy: strict, namespaces: [near, far]}}");

        assertThat(only(rendered)).startsWith("6:56 error").contains("plain text");
        assertThat(Bench.yaml(rendered)).doesNotContain("near");
    }

    @Test
    void what_the_renderer_calls_harmless_is_left_out_with_a_warning() {
        RenderedPattern rendered = lenient("Mesh", "{mTLS: {policy: disable, namespaces: [near]}}");

        assertThat(only(rendered)).startsWith("6:21 warning").doesNotContain("not left out");
    }

    @Test
    void a_caller_who_has_all_refused_is_not_told_what_leaving_out_would_do() {
        RenderedPattern rendered = render(
                "name: shop\nservices:\n  web:\n    type: Service\n    traits: {access: {default: deny}}\n",
                PatternOptions.DEFAULT);

        assertThat(only(rendered)).contains("error").doesNotContain("not left out");
    }

    private static final String SERVICE =
            "apiVersion: meshkit.dev/v1\nname: shop\nservices:\n  web:\n    type: Service\n    ";

    @Test
    void MKP107_a_guard_on_a_mesh_that_nobody_knows_is_told_with_what_was_probably_meant() {
        assertThat(found(render(SERVICE + "when: {mesh: isto}\n").report(), "MKP107"))
                .singleElement()
                .asString()
                .startsWith("6:18 warning")
                .contains("did you mean \"istio\"?");
        assertThat(found(render(SERVICE + "when: {mesh: [istio, toy]}\n").report(), "MKP107"))
                .isEmpty();
    }

    @Test
    void MKP036_an_extension_that_makes_another_object_is_refused_and_laid_over_nothing() {
        RenderedPattern rendered = render(SERVICE + "traits: {timeout: {request: 2s}}\n    extensions: {toy: {Route:"
                + " {kind: Foo, metadata: {name: web, labels: {a: b}}}}}\n");

        assertThat(found(rendered.report(), "MKP036"))
                .singleElement()
                .asString()
                .startsWith("7:32 error")
                .contains("kind: Foo");
        assertThat(Bench.yaml(rendered)).doesNotContain("Foo", "a: b");
    }

    @Test
    void MKP006_a_trait_without_settings_asks_for_something() {
        assertThat(found(render(SERVICE + "traits: {retry: }\n").report(), "MKP006"))
                .isNotEmpty();
    }

    @Test
    void numbers_reach_renderers_in_one_spelling() {
        for (String two : new String[] {"2", "2.0", "2e0", "0x2"}) {
            assertThat(Bench.yaml(render(SERVICE + "traits: {retry: {attempts: " + two + "}}\n")))
                    .as(two)
                    .contains("attempts: 2\n");
        }
    }
}
