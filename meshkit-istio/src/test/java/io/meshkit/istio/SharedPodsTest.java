// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshkit.MeshKit;
import io.meshkit.document.SourceText;
import io.meshkit.finding.Severity;
import io.meshkit.mesh.MeshId;
import io.meshkit.pattern.PatternOptions;
import io.meshkit.pattern.PatternOptions.Unsupported;
import io.meshkit.pattern.RenderedPattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Istio adds up what policies of the same pods allow; a file in which that would open what it closes is refused, also leniently. */
class SharedPodsTest {

    private static final MeshKit KIT = MeshKit.offline();

    @AfterAll
    static void close() {
        KIT.close();
    }

    private static RenderedPattern render(String services) {
        String text = "{name: shared, services: {" + services + "}}";
        return KIT.patterns()
                .render(
                        KIT.patterns().read(SourceText.of("shared.yaml", text)),
                        MeshId.ISTIO,
                        PatternOptions.DEFAULT.unsupported(Unsupported.WARN));
    }

    private static String namespace(String access) {
        return "shop: {type: Namespace, traits: {access: " + access + "}}, ";
    }

    private static String service(String name, String selector, String access) {
        return name + ": {type: Service, namespace: shop, settings: {port: 80, selector: " + selector
                + "}, traits: {access: " + access + "}}, ";
    }

    private static boolean isRefused(RenderedPattern rendered) {
        return rendered.report().findings().stream()
                .anyMatch(finding -> finding.severity() == Severity.ERROR
                        && finding.message().contains("Istio adds up what the policies of the same pods allow"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {default: allow}                             | {default: deny}                              | true
        {default: deny, rules: [{from: {namespaces: [web]}}]} | {default: deny}                     | true
        {rules: [{from: {namespaces: [web]}}]}       | {rules: [{from: {namespaces: [cron]}}]}      | true
        {default: deny}                              | {default: allow}                             | false
        {default: deny}                              | {rules: [{from: {namespaces: [cron]}}]}      | false
        {default: allow}                             | {default: allow}                             | false
        {rules: [{action: deny, from: {namespaces: [web]}}]} | {default: deny}                      | false
        """)
    void a_namespace_does_not_open_a_service_that_closes_itself(String namespace, String service, boolean refused) {
        RenderedPattern rendered = render(namespace(namespace) + service("pay", "{app: pay}", service));

        assertThat(isRefused(rendered)).isEqualTo(refused);
        assertThat(rendered.desired().resources())
                .filteredOn(resource -> resource.key().name().startsWith("namespace."))
                .hasSize(refused ? 0 : 1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {app: pay}            | {app: pay}             | true
        {app: pay}            | {app: pay, part: web}  | true
        {app: pay}            | {app: other}           | false
        """)
    void services_of_the_same_pods_do_not_open_each_other(String one, String other, boolean refused) {
        RenderedPattern rendered =
                render(service("pay", one, "{default: deny}") + service("metrics", other, "{default: allow}"));

        assertThat(isRefused(rendered)).isEqualTo(refused);
    }

    @Test
    void access_of_the_root_namespace_would_be_that_of_the_whole_mesh() {
        RenderedPattern rendered = render("istio-system: {type: Namespace, traits: {access: {default: allow}}}");

        assertThat(rendered.report().hasErrors()).isTrue();
        assertThat(rendered.desired().resources())
                .noneMatch(resource -> resource.key().groupKind().kind().equals("AuthorizationPolicy"));
    }

    @Test
    void a_service_that_is_called_namespace_does_not_meet_the_policy_of_its_namespace() {
        RenderedPattern rendered =
                render(namespace("{default: deny}") + service("namespace", "{app: x}", "{default: deny}"));

        assertThat(rendered.desired().resources())
                .filteredOn(resource -> resource.key().groupKind().kind().equals("AuthorizationPolicy"))
                .hasSize(2);
    }

    @Test
    void rules_about_callers_are_refused_where_callers_show_no_certificate() {
        RenderedPattern rendered = render(
                "pay: {type: Service, namespace: shop, settings: {port: 80, selector: {app: pay}}, traits: {mTLS:"
                        + " {policy: disable}, access: {default: allow, rules: [{action: deny, from: {namespaces:"
                        + " [web]}}]}}}");

        assertThat(rendered.report().findings()).anySatisfy(finding -> {
            assertThat(finding.severity()).isEqualTo(Severity.ERROR);
            assertThat(finding.message()).contains("mTLS is disabled on pay, and without it Istio knows no caller");
        });
    }

    @Test
    void services_of_the_same_pods_that_both_close_are_no_harm() {
        assertThat(isRefused(render(service("pay", "{app: pay}", "{default: deny}")
                        + service("metrics", "{app: pay}", "{default: deny}"))))
                .isFalse();
    }
}
