// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.pattern;

import static io.meshkit.core.internal.pattern.Bench.found;
import static io.meshkit.core.internal.pattern.Bench.read;
import static io.meshkit.core.internal.pattern.Bench.render;
import static io.meshkit.core.internal.pattern.Bench.yaml;
import static org.assertj.core.api.Assertions.assertThat;

import io.meshkit.pattern.Component;
import io.meshkit.pattern.Pattern;
import io.meshkit.pattern.RenderedPattern;
import io.meshkit.pattern.Trait;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The dialect of 2023: services with a model and an API version. */
class MesheryModelsTest {

    private static Component only(String service) {
        return read("name: a\nservices: {s: " + service + "}\n").components().get(0);
    }

    @ParameterizedTest
    @CsvSource({
        "Service, kubernetes, Service.K8s",
        "Pod, Kubernetes, Pod.K8s",
        "VirtualService, ISTIO, VirtualService.Istio",
        "Gateway, istio-base, Gateway.Istio",
        "Server, LINKERD, Server.Linkerd",
        "ServiceIntentions, consul, ServiceIntentions.Consul",
        "Service.K8s, kubernetes, Service.K8s",
        "IstioMesh, istio, Mesh",
        "EnvoyFilterIstio, istio, EnvoyFilter.Istio",
        "PodMonitor, prometheus, PodMonitor"
    })
    void a_bare_kind_takes_the_suffix_of_its_model(String type, String model, String read) {
        assertThat(only("{type: " + type + ", model: " + model + "}").type()).hasToString(read);
    }

    @Test
    void the_type_keeps_its_place() {
        assertThat(read("name: a\nservices:\n  s:\n    model: istio\n    type: Gateway\n")
                        .components()
                        .get(0)
                        .type()
                        .place()
                        .orElseThrow()
                        .span())
                .hasToString("5:11");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {type: Comment, model: meshery-core}
        {type: Section, model: Meshery-Shapes}
        {type: AnchorNode, apiVersion: core.meshery.io/v1alpha1, model: x}
        {type: Pod, model: kubernetes, isAnnotation: true}
        {type: Pod, model: kubernetes, traits: {meshmap: {meshmodel-metadata: {isAnnotation: true}}}}
        {type: Pod, model: kubernetes, traits: {meshmap: {model-metadata: {isAnnotation: true}}}}
        """)
    void what_is_drawn_only_is_kept_and_said_to_be_so(String service) {
        assertThat(only(service).isDrawing()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {type: Pod, model: kubernetes, isAnnotation: null}
        {type: Pod, model: kubernetes, isAnnotation: false}
        {type: Pod, model: kubernetes, traits: {meshmap: {meshmodel-metadata: {isAnnotation: false}}}}
        """)
    void what_stands_for_an_object_is_not_drawn_only(String service) {
        assertThat(only(service).isDrawing()).isFalse();
    }

    @Test
    void nothing_is_rendered_for_a_drawing_and_nobody_waits_for_it() {
        RenderedPattern rendered = render("""
            name: a
            services:
              frame: {type: Section, model: meshery-shapes, settings: {x: $(#ref.services.none.name)}}
              c: {type: ConfigMap, model: kubernetes, apiVersion: v1, dependsOn: [frame], settings: {data: {a: b}}}
            """);

        assertThat(rendered.report().findings()).isEmpty();
        assertThat(rendered.desired().resources())
                .extracting(resource -> resource.key().toString())
                .containsExactly("ConfigMap default/c");
    }

    @Test
    void settings_are_the_body_of_the_object() {
        assertThat(yaml(render("""
            name: a
            services:
              0f366b17-9fb1-4c49-954c-074c4a16e6d3:
                type: Service
                name: nginx
                model: kubernetes
                apiVersion: v1
                namespace: web
                version: v1.25.2
                id: null
                labels: {}
                isAnnotation: null
                dependsOn: []
                settings: {spec: {ports: [{port: 80, target Port: 9376}]}}
            """))).isEqualTo("""
                --- # 0f366b17-9fb1-4c49-954c-074c4a16e6d3, WHOLE
                apiVersion: v1
                kind: Service
                metadata:
                  name: nginx
                  namespace: web
                spec:
                  ports:
                  - port: 80
                    targetPort: 9376
                """);
    }

    @Test
    void settings_of_a_known_kind_without_spec_are_the_spec_as_tools_wrote_it_at_first() {
        assertThat(yaml(render("name: a\n"
                        + "services: {r: {type: Deployment, model: kubernetes, settings: {name: r,"
                        + " replicas: 2}}}\n")))
                .contains("spec:\n  replicas: 2\n")
                .doesNotContain("name: r\n  replicas");
    }

    @Test
    void settings_of_an_unknown_kind_without_spec_are_its_body() {
        assertThat(yaml(render(
                        "name: a\nservices: {r: {type: RuntimeClass, model: kubernetes, apiVersion: node.k8s.io/v1,"
                                + " settings: {handler: gvisor}}}\n")))
                .contains("handler: gvisor")
                .doesNotContain("spec");
    }

    @Test
    void blank_texts_are_absent() {
        Component component =
                only("{type: Pod, model: kubernetes, apiVersion: '', namespace: ' ', version: '', name: ''}");

        assertThat(component.apiVersion()).isEmpty();
        assertThat(component.namespace()).isEmpty();
        assertThat(component.version()).isEmpty();
        assertThat(component.name()).hasToString("s");
    }

    @Test
    void a_model_that_is_no_text_is_found() {
        Pattern pattern = read("name: a\nservices:\n  s:\n    type: Pod\n    model: [x]\n    isAnnotation: maybe\n");

        assertThat(found(pattern.report(), "MKP004"))
                .containsExactly(
                        "5:12 error: model must be a text, not [x]",
                        "6:19 error: isAnnotation must be true or false, not maybe");
    }

    @Test
    void a_pattern_with_services_and_the_schema_version_of_designs_is_of_2023() {
        Pattern pattern = read(
                "name: a\nschemaVersion: designs.meshery.io/v1alpha2\nservices: {s: {type: Pod, model: kubernetes}}\n");

        assertThat(pattern.dialect()).isEqualTo("meshery/2023");
        assertThat(pattern.report().findings()).isEmpty();
    }

    @Test
    void traits_that_speak_of_drawing_only_are_notes_and_others_are_not() {
        Component component = only("{type: Pod, model: kubernetes, traits: {canvas: {position: {posX: 1}, label: x},"
                + " retry: {attempts: 1}, odd: {label: x}}}");

        assertThat(component.drawingTraits()).extracting(Trait::name).containsExactly("canvas");
        assertThat(component.traits()).extracting(Trait::name).containsExactly("retry", "odd");
    }

    @Test
    void in_v1_a_trait_is_a_note_by_its_name_alone() {
        Component component = read("apiVersion: meshkit.dev/v1\nname: a\nservices: {s: {type: Service, traits: {canvas:"
                        + " {position: {}}, meshmap: {}}}}\n")
                .components()
                .get(0);

        assertThat(component.drawingTraits()).extracting(Trait::name).containsExactly("meshmap");
        assertThat(component.traits()).extracting(Trait::name).containsExactly("canvas");
    }
}
