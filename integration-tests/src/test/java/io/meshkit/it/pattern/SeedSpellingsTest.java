// SPDX-License-Identifier: Apache-2.0
package io.meshkit.it.pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.meshkit.MeshKit;
import io.meshkit.document.SourceText;
import io.meshkit.finding.Severity;
import io.meshkit.mesh.MeshId;
import io.meshkit.pattern.PatternOptions;
import io.meshkit.pattern.RenderedPattern;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/**
 * The first pattern there was, {@code examples/patterns/istio-sm.yaml}, as its dialects and writers have spelled it since. Whatever the
 * spelling, the objects, their order and their set are the same; what is told of the spelling differs.
 */
class SeedSpellingsTest {

    private static final MeshKit KIT = MeshKit.offline();
    private static final Path EXAMPLES =
            NeutralPatternTest.example("checkout").getParent().getParent();

    private final String seed = seed();

    @AfterAll
    static void close() {
        KIT.close();
    }

    @Test
    void as_it_was_written_first_it_makes_mesh_policies_side_cars_and_add_ons() {
        RenderedPattern rendered = render(seed);

        assertThat(rendered.desired().resources())
                .extracting(resource -> resource.key().toString())
                .contains(
                        "Deployment.apps istio-system/istiod",
                        "Deployment.apps istio-system/prometheus",
                        "Deployment.apps istio-system/grafana",
                        "Namespace istio-test",
                        "PeerAuthentication.security.istio.io istio-test/default");
        assertThat(codes(rendered)).containsExactly("MKP016 profile", "MKP007 settings", "MKP007 policy");
    }

    @Test
    void the_file_of_the_corpus_is_the_same() throws IOException {
        String corpus = System.getenv("MESHKIT_CORPUS");
        assumeTrue(corpus != null && !corpus.isBlank(), "MESHKIT_CORPUS is not set");

        isTheSame(render(Files.readString(Path.of(corpus).resolve("patterns/seed/IstioSM.yaml"))));
    }

    @Test
    void the_version_may_stand_beside_the_type() {
        RenderedPattern rendered =
                render(seed.replace("    settings:\n      version: 1.8.2\n", "    version: 1.8.2\n"));

        isTheSame(rendered);
        assertThat(codes(rendered)).containsExactly("MKP016 profile", "MKP007 policy");
    }

    @Test
    void the_profile_may_be_given() {
        RenderedPattern rendered = render(seed.replace("version: 1.8.2", "version: 1.8.2\n      profile: default"));

        isTheSame(rendered);
        assertThat(codes(rendered)).containsExactly("MKP007 settings", "MKP007 policy");
    }

    @Test
    void the_policy_may_be_said_by_what_it_means() {
        RenderedPattern rendered = render(seed.replace("mutual", "permissive"));

        isTheSame(rendered);
        assertThat(codes(rendered)).containsExactly("MKP016 profile", "MKP007 settings");
    }

    @Test
    void keys_may_be_written_as_a_user_interface_labelled_them() {
        RenderedPattern rendered = render(seed.replace("dependsOn", "depends On")
                .replace("automaticSidecarInjection", "automatic Sidecar Injection"));

        isTheSame(rendered);
        assertThat(codes(rendered))
                .filteredOn(code -> code.startsWith("MKP007 key"))
                .hasSize(3);
    }

    @Test
    void variables_and_references_may_carry_its_values() {
        RenderedPattern rendered = render(seed.replace(
                        "services:\n",
                        "patternID: SMP-001-v1.0.0\nvars:\n  policy: mutual\n  version: 1.8.2\nservices:\n")
                .replace("policy: mutual\n        names", "policy: $(#ref.vars.policy)\n        names")
                .replace("    settings:\n      version: 1.8.2", "    settings:\n      version: $(#ref.vars.version)"));

        isTheSame(rendered);
    }

    @Test
    void what_a_server_wrote_into_it_changes_nothing() {
        RenderedPattern rendered = render(seed.replace(
                "    type: IstioMesh\n",
                "    id: 3fa85f64-5717-4562-b3fc-2c963f66afa6\n    name: istio\n    labels: {}\n    annotations: null\n"
                        + "    type: IstioMesh\n"));

        isTheSame(rendered);
    }

    @Test
    void it_may_be_json() {
        RenderedPattern rendered =
                KIT.patterns().render(KIT.patterns().read(SourceText.of("seed.json", """
                    {"name": "IstioSM", "version": "1.0.1", "services": {
                      "istio": {"type": "IstioMesh", "namespace": "istio-system", "settings": {"version": "1.8.2"},
                        "traits": {"mTLS": {"policy": "mutual", "namespaces": ["istio-test"]},
                          "automaticSidecarInjection": {"namespaces": ["default", "istio-test"]}}},
                      "grafana": {"type": "GrafanaIstioAddon", "namespace": "istio-system", "dependsOn": ["prometheus"]},
                      "prometheus": {"type": "PrometheusIstioAddon", "namespace": "istio-system", "dependsOn": ["istio"]}}}
                    """)), MeshId.ISTIO, options());

        isTheSame(rendered);
    }

    @Test
    void it_may_be_written_in_the_language_of_today_without_a_word_about_it() {
        RenderedPattern rendered = render("""
            apiVersion: meshkit.dev/v1
            kind: Pattern
            name: IstioSM
            version: 1.0.1
            mesh: istio
            services:
              istio:
                type: Mesh
                namespace: istio-system
                version: 1.8.2
                traits:
                  mTLS:
                    policy: permissive
                    namespaces: [istio-test]
                  automaticSidecarInjection:
                    namespaces: [default, istio-test]
              grafana:
                type: Addon
                namespace: istio-system
                dependsOn: [prometheus]
                settings: { kind: grafana }
              prometheus:
                type: Addon
                namespace: istio-system
                dependsOn: [istio]
                settings: { kind: prometheus }
            """);

        isTheSame(rendered);
        assertThat(codes(rendered)).isEmpty();
    }

    private void isTheSame(RenderedPattern rendered) {
        assertThat(rendered.report().findings()).noneMatch(finding -> finding.severity() == Severity.ERROR);
        assertThat(rendered.desired().toValue())
                .isEqualTo(render(seed).desired().toValue());
    }

    /** Each warning by its code and the word that it is about. */
    private static List<String> codes(RenderedPattern rendered) {
        return rendered.report().findings().stream()
                .map(finding -> finding.code() + " " + word(finding.message()))
                .toList();
    }

    private static String word(String message) {
        if (message.startsWith("the key ")) {
            return "key";
        }
        return message.contains("profile") ? "profile" : message.contains("policy") ? "policy" : "settings";
    }

    private static RenderedPattern render(String text) {
        return KIT.patterns().render(KIT.patterns().read(SourceText.of("seed.yaml", text)), MeshId.ISTIO, options());
    }

    private static PatternOptions options() {
        return PatternOptions.DEFAULT.manifests(EXAMPLES.resolve("manifests"));
    }

    private static String seed() {
        try {
            return Files.readString(EXAMPLES.resolve("patterns/istio-sm.yaml"));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("the example cannot be read", e);
        }
    }
}
