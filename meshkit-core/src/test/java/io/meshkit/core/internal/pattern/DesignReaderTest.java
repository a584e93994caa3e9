// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.pattern;

import static io.meshkit.core.internal.pattern.Bench.found;
import static io.meshkit.core.internal.pattern.Bench.read;
import static io.meshkit.core.internal.pattern.Bench.render;
import static io.meshkit.core.internal.pattern.Bench.yaml;
import static org.assertj.core.api.Assertions.assertThat;

import io.meshkit.document.TextValue;
import io.meshkit.pattern.Component;
import io.meshkit.pattern.Pattern;
import org.junit.jupiter.api.Test;

class DesignReaderTest {

    private static final String DESIGN = """
        id: c8e41e87-5a61-4ea5-be50-0ce975eb6152
        name: shop
        schemaVersion: designs.meshery.io/v1beta1
        version: 0.0.5
        metadata: {}
        components:
          - id: 6366cd62-f4ed-4c83-97f0-95b25d6d5be6
            schemaVersion: components.meshery.io/v1beta1
            version: v1.0.0
            displayName: shop-ns
            format: JSON
            model: {name: kubernetes, version: v1.0.0, model: {version: v1.25.2}}
            styles: {position: {x: 1, y: 2}}
            capabilities: [{kind: action}]
            status: enabled
            metadata: {isAnnotation: false, isNamespaced: false, instanceDetails: null}
            configuration: {metadata: {name: shop}}
            component: {version: v1, kind: Namespace, schema: "{}"}
          - id: d8a3806e-488b-4527-b451-47272230bb35
            displayName: note
            model: {name: meshery-core}
            metadata: {isAnnotation: true}
            configuration: {}
            component: {version: core.meshery.io/v1alpha1, kind: Comment}
          - id: 09cf7c20-b5e3-4218-9cfe-025b5253f2f8
            displayName: My Database
            modelReference: {name: kubernetes, version: v1.0.0}
            metadata: {dependsOn: [shop-ns, d8a3806e-488b-4527-b451-47272230bb35]}
            configuration:
              metadata: {name: database, namespace: shop, labels: {role: db}}
              spec: {containers: [{name: database, image: "redis:6"}]}
            component: {version: v1, kind: Pod}
        relationships:
          - {id: 14804163-2057-41c1-8a36-729c05401521, kind: hierarchical}
        """;

    private static Component component(String rest) {
        return read("name: d\ncomponents: [{" + rest + "}]\n").components().get(0);
    }

    @Test
    void a_design_becomes_components_that_know_their_places() {
        Pattern pattern = read(DESIGN);

        assertThat(pattern.dialect()).isEqualTo("meshery/design");
        assertThat(pattern.name()).hasToString("shop");
        assertThat(pattern.version()).contains(TextValue.of("0.0.5"));
        assertThat(pattern.components()).extracting(Component::key).containsExactly("shop-ns", "note", "My Database");
        Component pod = pattern.components().get(2);
        assertThat(pod.type()).hasToString("Pod.K8s");
        assertThat(pod.type().place().orElseThrow().span()).hasToString("32:36");
        assertThat(pod.apiVersion()).contains(TextValue.of("v1"));
        assertThat(pod.name()).hasToString("database");
        assertThat(pod.namespace()).contains(TextValue.of("shop"));
        assertThat(pod.keyPlace().orElseThrow().span()).hasToString("26:18");
    }

    @Test
    void what_the_model_has_no_word_for_stays_in_the_root() {
        Pattern pattern = read(DESIGN);

        assertThat(pattern.root().find("/components/0/styles/position/x")).isPresent();
        assertThat(pattern.root().find("/components/0/capabilities/0/kind")).isPresent();
        assertThat(pattern.root().find("/relationships/0/id")).isPresent();
    }

    @Test
    void its_objects_are_its_configurations() {
        assertThat(yaml(render(DESIGN))).isEqualTo("""
            --- # shop-ns, WHOLE
            apiVersion: v1
            kind: Namespace
            metadata:
              name: shop
            --- # My Database, WHOLE, after [Namespace shop]
            apiVersion: v1
            kind: Pod
            metadata:
              name: database
              namespace: shop
              labels:
                role: db
            spec:
              containers:
              - name: database
                image: redis:6
            """);
    }

    @Test
    void relationships_are_said_not_to_be_evaluated() {
        assertThat(found(read(DESIGN).report(), "MKP026"))
                .containsExactly("33:1 info: the relationship of this design is kept but not evaluated; write into"
                        + " configuration what Meshery would set there, and into metadata.dependsOn what must be"
                        + " there first");
    }

    @Test
    void a_component_waits_for_components_by_name_or_by_id_and_for_all_of_a_name() {
        Pattern pattern = read("""
            name: d
            components:
              - {id: i1, displayName: a, component: {kind: Pod}}
              - {id: i2, displayName: b, component: {kind: Pod}}
              - {id: i3, displayName: b, component: {kind: Pod}}
              - {displayName: c, metadata: {dependsOn: [i1, b, nobody]}, component: {kind: Pod}}
            """);

        assertThat(pattern.components()).extracting(Component::key).containsExactly("a", "i2", "i3", "c");
        assertThat(pattern.components().get(3).dependsOn())
                .extracting(TextValue::text)
                .containsExactly("a", "i2", "i3", "nobody");
    }

    @Test
    void a_component_without_name_and_id_has_its_place_in_the_list_as_key() {
        assertThat(read("name: d\n"
                                + "components:\n"
                                + "  - {component: {kind: Pod}}\n"
                                + "  - {displayName: component-2, component: {kind: Pod}}\n"
                                + "  - {component: {kind: Pod}}\n")
                        .components())
                .extracting(Component::key)
                .containsExactly("component-1", "component-2", "component-3");
    }

    @Test
    void two_components_with_one_id_are_found_with_both_places() {
        var finding = Bench.only(
                read("name: d\ncomponents:\n  - {id: i, displayName: a, component: {kind: Pod}}\n"
                                + "  - {id: i, displayName: b, component: {kind: Pod}}\n")
                        .report(),
                "MKP028");

        assertThat(finding.place().orElseThrow().span()).hasToString("4:10");
        assertThat(finding.related().get(0).place().span()).hasToString("3:10");
    }

    @Test
    void a_body_without_spec_is_not_taken_for_a_spec() {
        assertThat(yaml(render("name: d\n"
                        + "components: [{displayName: n, model: {name: kubernetes}, configuration:"
                        + " {metadata: {namespace: shop}}, component: {kind: NetworkPolicy,"
                        + " version: networking.k8s.io/v1}}]\n")))
                .contains("namespace: shop")
                .doesNotContain("spec");
    }

    @Test
    void the_model_may_be_a_name_an_object_or_a_reference() {
        assertThat(component("model: {name: ISTIO}, component: {kind: Gateway}").type())
                .hasToString("Gateway.Istio");
        assertThat(component("modelReference: {name: istio}, component: {kind: Gateway}")
                        .type())
                .hasToString("Gateway.Istio");
        assertThat(component("model: istio, component: {kind: Gateway}").type()).hasToString("Gateway.Istio");
        assertThat(component("model: null, component: {kind: Gateway}").type()).hasToString("Gateway");
    }

    @Test
    void a_component_without_kind_and_a_design_without_components_are_found() {
        assertThat(found(
                        read("name: d\ncomponents:\n  - {displayName: a, component: {version: v1}}\n")
                                .report(),
                        "MKP006"))
                .singleElement()
                .asString()
                .contains("kind")
                .startsWith("3:");
        assertThat(found(
                        read("name: d\nschemaVersion: designs.meshery.io/v1beta3\n")
                                .report(),
                        "MKP006"))
                .singleElement()
                .asString()
                .contains("components");
    }

    @Test
    void a_name_in_depends_on_is_not_the_component_that_says_it_where_another_has_it() {
        Pattern pattern = read("""
            name: d
            components:
              - {id: one, displayName: web, component: {kind: ConfigMap, version: v1}}
              - {id: two, displayName: web, metadata: {dependsOn: [web]}, component: {kind: Secret, version: v1}}
              - {id: three, displayName: own, metadata: {dependsOn: [own]}, component: {kind: Secret, version: v1}}
            """);

        assertThat(pattern.components())
                .extracting(component -> component.dependsOn().toString())
                .containsExactly("[]", "[one]", "[own]");
    }
}
