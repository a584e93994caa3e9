// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshkit.document.MapValue;
import io.meshkit.finding.Severity;
import io.meshkit.pattern.RenderedPattern;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RawSettingsTest {

    private static RenderedPattern rendered(String service) {
        return Bench.render("apiVersion: meshkit.dev/v1\nname: a\nservices:\n  n: " + service + "\n");
    }

    private static MapValue object(RenderedPattern rendered) {
        return rendered.desired().resources().get(0).resource().body();
    }

    private static List<String> complaints(RenderedPattern rendered) {
        return rendered.report().findings().stream()
                .filter(finding -> finding.severity() != Severity.INFO)
                .map(finding ->
                        finding.code() + " " + finding.place().orElseThrow().span() + " " + finding.message())
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{type: Namespace.K8s, settings: {metadata: {labels: {a: b}}}}",
                "{type: PersistentVolumeClaim, settings: {metadata: {labels: {a: b}}, storageClassName: x}}",
                "{type: Deployment, settings: {metadata: {labels: {a: b}}, replicas: 2}}",
                "{type: Widget, apiVersion: w.dev/v1, settings: {metadata: {labels: {a: b}}, size: 2}}"
            })
    void beside_a_flat_spec_metadata_are_those_of_the_object_alone(String service) {
        RenderedPattern rendered = rendered(service);

        assertThat(object(rendered).find("/metadata/labels/a")).isPresent();
        assertThat(object(rendered).find("/spec/metadata")).isEmpty();
        assertThat(complaints(rendered)).isEmpty();
    }

    @Test
    void a_kind_that_is_not_the_type_is_refused_at_its_place() {
        RenderedPattern rendered =
                rendered("{type: ConfigMap.K8s, settings: {apiVersion: v1, kind: Secret, data: {a: YQ==}}}");

        assertThat(complaints(rendered))
                .containsExactly("MKP036 4:61 the settings of n say kind: Secret, its type says ConfigMap; make it the"
                        + " type, or write kind into spec if it belongs there");
    }

    @Test
    void a_kind_that_is_not_the_type_never_gets_into_a_flat_spec() {
        RenderedPattern rendered = rendered(
                "{type: Widget, apiVersion: w.dev/v1, settings: {apiVersion: w.dev/v1, kind: Gadget, hosts: [a]}}");

        assertThat(complaints(rendered)).singleElement().asString().startsWith("MKP036 ");
        assertThat(object(rendered).map("spec").orElseThrow().keys()).containsExactly("hosts");
    }

    @Test
    void a_version_that_is_not_that_of_the_type_is_refused_at_its_place() {
        assertThat(complaints(rendered("{type: ConfigMap.K8s, settings: {apiVersion: v9, data: {x: z}}}")))
                .containsExactly("MKP036 4:51 the settings of n say apiVersion: v9, its type says v1; write it as"
                        + " apiVersion of the service");
    }

    @Test
    void a_status_is_left_out_and_told_unless_it_is_empty() {
        RenderedPattern rendered = rendered("{type: ConfigMap.K8s, settings: {data: {x: z}, status: {x: z}}}");

        assertThat(complaints(rendered))
                .containsExactly("MKP106 4:61 the status of n is left out; it is for the server and its controllers"
                        + " to write");
        assertThat(object(rendered).has("status")).isFalse();
        assertThat(complaints(rendered("{type: ConfigMap.K8s, settings: {data: {x: z}, status: {}}}")))
                .isEmpty();
    }

    @Test
    void a_spec_of_nothing_is_none() {
        RenderedPattern flat = rendered("{type: Deployment, settings: {replicas: 2, spec: null}}");
        RenderedPattern referred = rendered(
                "{type: Deployment, settings: {replicas: 2, spec: $(#ref.vars.none)}}\n" + "vars: {none: null}");

        assertThat(object(flat).map("spec").orElseThrow().keys()).containsExactly("replicas");
        assertThat(object(referred).map("spec").orElseThrow().keys()).containsExactly("replicas");
        assertThat(complaints(rendered("{type: Deployment, settings: {kind: Deployment, replicas: 2, spec: null}}")))
                .singleElement()
                .asString()
                .startsWith("MKP005 4:64 replicas stands beside the spec");
    }

    @Test
    void what_stands_beside_the_spec_of_a_known_kind_is_refused_at_its_place() {
        assertThat(complaints(rendered("{type: Deployment, settings: {spec: {replicas: 2}, paused: true}}")))
                .containsExactly("MKP005 4:65 paused stands beside the spec of n, and a Deployment has nothing there;"
                        + " write it into spec");
        assertThat(complaints(rendered("{type: Deployment, settings: {kind: Deployment, replicas: 2}}")))
                .singleElement()
                .asString()
                .startsWith("MKP005 4:64 replicas stands beside the spec");
    }

    @Test
    void what_stands_beside_the_spec_of_a_kind_that_nobody_knows_is_kept() {
        RenderedPattern rendered =
                rendered("{type: Widget, apiVersion: w.dev/v1, settings: {spec: {a: 1}, extra: {b: 2}}}");

        assertThat(object(rendered).find("/extra/b")).isPresent();
        assertThat(complaints(rendered)).isEmpty();
    }

    @Test
    void names_that_are_numbers_are_refused_at_their_places() {
        assertThat(complaints(rendered("{type: ConfigMap, settings: {metadata: {name: 3, namespace: 4}}}")))
                .containsExactly(
                        "MKP004 4:52 metadata.name of n must be text; write it in quotes",
                        "MKP004 4:66 metadata.namespace of n must be text; write it in quotes");
        assertThat(complaints(rendered("{type: Deployment, settings: {name: 3, replicas: 2}}")))
                .containsExactly("MKP004 4:42 name of n must be text; write it in quotes");
    }

    @Test
    void metadata_labels_and_annotations_that_are_no_maps_are_refused_at_their_places() {
        assertThat(complaints(rendered("{type: ConfigMap, settings: {metadata: x}}")))
                .containsExactly("MKP004 4:45 metadata of n must be a map");
        assertThat(complaints(rendered("{type: ConfigMap, labels: {a: b}, settings: {metadata: {labels: [x]}}}")))
                .containsExactly("MKP004 4:70 metadata.labels of n must be a map");
    }

    @Test
    void a_name_in_the_settings_that_the_service_overrules_is_told() {
        RenderedPattern rendered =
                rendered("{type: ConfigMap, name: one, namespace: x, settings: {metadata: {name: two, namespace: z}}}");

        assertThat(complaints(rendered))
                .containsExactly(
                        "MKP106 4:77 metadata.name: two of n is left out; the object has the name one",
                        "MKP106 4:93 metadata.namespace: z of n is left out; the object has the namespace x");
        assertThat(complaints(rendered("{type: PersistentVolume, settings: {namespace: x, capacity: {storage: 1}}}")))
                .containsExactly("MKP106 4:53 namespace: x of n is left out; the object has no namespace");
    }
}
