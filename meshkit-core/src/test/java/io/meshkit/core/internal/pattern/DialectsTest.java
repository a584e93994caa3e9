// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.pattern;

import static io.meshkit.core.internal.pattern.Bench.found;
import static io.meshkit.core.internal.pattern.Bench.read;
import static org.assertj.core.api.Assertions.assertThat;

import io.meshkit.document.TextValue;
import io.meshkit.pattern.Component;
import io.meshkit.pattern.Pattern;
import io.meshkit.pattern.Trait;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DialectsTest {

    @Test
    void the_dialect_is_told_by_its_marks() {
        assertThat(read("apiVersion: meshkit.dev/v1\nname: a\nservices: {a: {type: Service, apiVersion: v1}}\n")
                        .dialect())
                .isEqualTo("meshkit.dev/v1");
        assertThat(read("name: a\nservices: {a: {type: Service}}\n").dialect()).isEqualTo("meshery/2021");
        assertThat(read("name: a\nvars: {}\nservices: {a: {type: Service}}\n").dialect())
                .isEqualTo("meshery/2022");
        assertThat(read("name: a\nservices: {a: {type: Service, labels: {}}}\n").dialect())
                .isEqualTo("meshery/2022");
        assertThat(read("name: a\nservices: {a: {type: Pod, model: x}}\n").dialect())
                .isEqualTo("meshery/2023");
        assertThat(read("name: a\ncomponents: []\n").dialect()).isEqualTo("meshery/design");
        assertThat(read("service-mesh: {}\n").dialect()).isEqualTo("meshery/draft");
        assertThat(read("apiVersion: v1\nkind: Pod\n").dialect()).isEqualTo("kubernetes/manifests");
        assertThat(read("3\n").dialect()).isEqualTo("none");
    }

    @Test
    void a_version_of_our_dialect_that_is_not_known_is_refused() {
        assertThat(found(
                        read("apiVersion: meshkit.dev/v9\nname: a\nservices: {a: {type: Service}}\n")
                                .report(),
                        "MKP005"))
                .singleElement()
                .asString()
                .startsWith("1:13 error");
    }

    @Test
    void the_aliases_of_the_seed_become_neutral_types_and_name_the_mesh() {
        Pattern pattern = read("""
            name: a
            services:
              m: {type: LinkerdMesh, version: stable-2.14}
              v: {type: VizLinkerdAddon}
            """);

        assertThat(pattern.mesh()).contains(TextValue.of("linkerd"));
        assertThat(pattern.component("m").orElseThrow().type()).hasToString("Mesh");
        assertThat(pattern.component("v").orElseThrow().settings().text("kind")).contains("viz");
        assertThat(found(pattern.report(), "MKP007")).isEmpty();
    }

    @Test
    void a_file_that_installs_two_meshes_is_for_neither_alone() {
        Pattern pattern =
                read("name: a\nservices:\n  m: {type: LinkerdMesh, version: 1}\n  n: {type: IstioMesh, version: 1}\n");

        assertThat(pattern.mesh()).isEmpty();
        assertThat(pattern.component("n").orElseThrow().when().text("mesh")).contains("istio");
    }

    @Test
    void null_is_absent_and_what_draws_is_no_trait() {
        Pattern pattern = read("""
            name: a
            vars: null
            services:
              m:
                type: Service
                id: null
                namespace: null
                settings: {port: null}
                traits: {meshmap: {position: {posX: 1}}}
            """);

        Component component = pattern.components().get(0);
        assertThat(pattern.report().findings()).isEmpty();
        assertThat(component.namespace()).isEmpty();
        assertThat(component.settings().isEmpty()).isTrue();
        assertThat(component.traits()).isEmpty();
        assertThat(component.drawingTraits()).extracting(Trait::name).containsExactly("meshmap");
    }

    @Test
    void keys_with_blanks_are_repaired_where_keys_are_words_and_left_where_they_are_texts() {
        Pattern pattern = read("""
            name: a
            services:
              m:
                type: ConfigMap.K8s
                settings:
                  data: {my Key: x}
                  rules: [{api Groups: [a]}]
            """);

        assertThat(pattern.components().get(0).settings().find("/rules/0/apiGroups"))
                .isPresent();
        assertThat(pattern.components().get(0).settings().find("/data/my Key")).isPresent();
        assertThat(found(pattern.report(), "MKP007")).singleElement().asString().startsWith("7:16 warning");
    }

    @Test
    void the_pattern_keeps_the_document_as_it_was_written() {
        Pattern pattern = read("name: a\nservices: {m: {type: Service, traits: {meshmap: {}}}}\n");

        assertThat(pattern.root().find("/services/m/traits/meshmap")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "vars: {a: b}\n", "patternID: x\n", "schemaVersion: designs.meshery.io/v1alpha1\n"})
    void a_trait_without_settings_is_told_in_every_older_dialect(String head) {
        String model = head.startsWith("schemaVersion") ? ", model: kubernetes" : "";
        Pattern pattern = Bench.read("name: p\n" + head + "services:\n  a: {type: Service" + model
                + ", traits: {mTLS: null, timeout: , meshmap: null}}\n");

        assertThat(pattern.dialect()).startsWith("meshery/");
        assertThat(pattern.components().get(0).traits()).isEmpty();
        assertThat(pattern.report().findings())
                .extracting(finding -> finding.code() + " " + finding.message())
                .containsExactly(
                        "MKP100 the trait mTLS has no settings, which Meshery's tools write for none, so it is left"
                                + " out; write its settings, or remove it",
                        "MKP100 the trait timeout has no settings, which Meshery's tools write for none, so it is left"
                                + " out; write its settings, or remove it");
        assertThat(pattern.report()
                        .findings()
                        .get(0)
                        .place()
                        .orElseThrow()
                        .span()
                        .line())
                .isEqualTo(head.isEmpty() ? 3 : 4);
    }
}
