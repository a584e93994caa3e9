// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.rules.policies;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshkit.istio.internal.rules.RuleFixture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TelemetryRulesTest {

    private static final String ACCESS_LOG = "MKV-ISTIO-TEL-004";
    private static final String LIGHTSTEP = "MKV-ISTIO-TEL-005";

    private static String telemetry(String namespace, String name, String spec) {
        return """
            ---
            apiVersion: telemetry.istio.io/v1
            kind: Telemetry
            metadata: {name: %s, namespace: %s}
            spec: {%s}
            """.formatted(name, namespace, spec);
    }

    @Test
    void access_logs_without_any_provider_are_found_at_the_entry() {
        String logs = "accessLogging: [{providers: [{name: envoy}]}, {filter: {expression: response.code >= 400}}]";

        assertThat(RuleFixture.files(telemetry("shop", "logs", logs))
                        .meshConfig("{}")
                        .found(ACCESS_LOG))
                .containsExactly("Telemetry shop/logs /spec/accessLogging/1");
    }

    @Test
    void a_default_provider_of_the_mesh_writes_them() {
        String logs = telemetry("shop", "logs", "accessLogging: [{}]");

        assertThat(RuleFixture.files(logs)
                        .meshConfig("defaultProviders: {accessLogging: [envoy]}")
                        .found(ACCESS_LOG))
                .isEmpty();
        assertThat(RuleFixture.files(logs)
                        .meshConfig("defaultProviders: {metrics: [prometheus]}")
                        .found(ACCESS_LOG))
                .hasSize(1);
    }

    @Test
    void logs_that_are_turned_off_need_no_provider() {
        assertThat(RuleFixture.files(telemetry("shop", "logs", "accessLogging: [{disabled: true}]"))
                        .meshConfig("{}")
                        .found(ACCESS_LOG))
                .isEmpty();
    }

    @Test
    void providers_are_inherited_from_the_telemetry_of_the_mesh_which_istioctl_does_not_know() {
        RuleFixture files = RuleFixture.files(telemetry("shop", "logs", "accessLogging: [{}]")
                        + telemetry("istio-system", "mesh", "accessLogging: [{providers: [{name: envoy}]}]"))
                .meshConfig("{}");

        assertThat(files.found(ACCESS_LOG)).isEmpty();
        assertThat(files.asIstioctl().found(ACCESS_LOG)).hasSize(1);
    }

    @Test
    void providers_of_a_namespace_are_not_inherited_by_another() {
        RuleFixture files = RuleFixture.files(telemetry("shop", "logs", "accessLogging: [{}]")
                        + telemetry("bank", "all", "accessLogging: [{providers: [{name: envoy}]}]"))
                .meshConfig("{}");

        assertThat(files.found(ACCESS_LOG)).hasSize(1);
    }

    @Test
    void the_root_namespace_is_the_one_that_the_mesh_names() {
        RuleFixture files = RuleFixture.files(telemetry("shop", "logs", "accessLogging: [{}]")
                        + telemetry("mesh-root", "mesh", "accessLogging: [{providers: [{name: envoy}]}]"))
                .meshConfig("rootNamespace: mesh-root");

        assertThat(files.found(ACCESS_LOG)).isEmpty();
    }

    @Test
    void without_the_configuration_of_the_mesh_nothing_is_judged() {
        RuleFixture files = RuleFixture.files(
                telemetry("shop", "both", "accessLogging: [{}], tracing: [{providers: [{name: old}]}]"));

        assertThat(files.found(ACCESS_LOG)).isEmpty();
        assertThat(files.unjudged(ACCESS_LOG)).containsExactly("the default providers of the mesh");
        assertThat(files.unjudged(LIGHTSTEP)).containsExactly("the providers of the mesh");
    }

    @ParameterizedTest
    @CsvSource({
        "istio, 'defaultProviders: {accessLogging: [envoy]}', 0, 0",
        "istio, '', 1, 0",
        "istio, '{', 0, 1",
        "istio-canary, 'defaultProviders: {metrics: [prometheus]}', 1, 0",
        "istio, '[]', 0, 1",
        "other, '', 0, 1"
    })
    void the_configuration_of_the_mesh_is_read_from_its_config_map(String name, String mesh, int found, int unjudged) {
        String map = """
            ---
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: %s, namespace: istio-system}
            data: {mesh: "%s"}
            """.formatted(name, mesh);
        RuleFixture files = RuleFixture.files(telemetry("shop", "logs", "accessLogging: [{}]") + map);

        assertThat(files.found(ACCESS_LOG)).hasSize(found);
        assertThat(files.unjudged(ACCESS_LOG)).hasSize(unjudged);
    }

    @Test
    void of_the_config_maps_of_several_revisions_the_one_without_a_name_holds() {
        String maps = """
            ---
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: istio-canary, namespace: istio-system}
            data: {mesh: "defaultProviders: {accessLogging: [envoy]}"}
            ---
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: istio%s, namespace: istio-system}
            data: {mesh: "enableTracing: true"}
            """;
        String logs = telemetry("shop", "logs", "accessLogging: [{}]");

        assertThat(RuleFixture.files(logs + maps.formatted("")).found(ACCESS_LOG))
                .hasSize(1);
        assertThat(RuleFixture.files(logs + maps.formatted("-old")).unjudged(ACCESS_LOG))
                .hasSize(1);
    }

    @Test
    void traces_to_a_provider_of_lightstep_are_found_at_its_name() {
        String traces =
                telemetry("shop", "traces", "tracing: [{providers: [{name: old}]}, {providers: [{name: new}]}]");
        String mesh = """
            extensionProviders:
            - name: old
              lightstep: {service: satellite.lightstep.svc, port: 8080}
            - name: new
              opentelemetry: {service: collector.tracing.svc, port: 4317}
            """;

        assertThat(RuleFixture.files(traces).meshConfig(mesh).found(LIGHTSTEP))
                .containsExactly("Telemetry shop/traces /spec/tracing/0/providers/0/name");
        assertThat(RuleFixture.files(traces).meshConfig("{}").found(LIGHTSTEP)).isEmpty();
    }
}
