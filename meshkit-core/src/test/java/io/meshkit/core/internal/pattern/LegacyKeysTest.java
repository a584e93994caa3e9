// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.pattern;

import static io.meshkit.core.internal.pattern.Bench.found;
import static io.meshkit.core.internal.pattern.Bench.only;
import static io.meshkit.core.internal.pattern.Bench.read;
import static io.meshkit.core.internal.pattern.Bench.render;
import static org.assertj.core.api.Assertions.assertThat;

import io.meshkit.core.document.TextWriter;
import io.meshkit.document.MapValue;
import io.meshkit.document.Value;
import io.meshkit.finding.Finding;
import io.meshkit.pattern.Pattern;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LegacyKeysTest {

    private static final String DATA = """
        name: a
        services:
          c:
            type: ConfigMap
            model: kubernetes
            apiVersion: v1
            annotations: {written By: me}
            settings:
              data:
                my Key: "match Labels: {a: b}"
                match Labels: x
                plain: why
              binary Data: {some Bytes: aGk=}
        """;

    private static MapValue settings(String text) {
        return read(text).components().get(0).settings();
    }

    private static Optional<Value> at(String text, String pointer) {
        return settings(text).find(pointer);
    }

    @Test
    void the_data_of_a_config_map_stays_as_it_is_even_where_its_keys_look_prettified() {
        MapValue object = render(DATA).desired().resources().get(0).resource().body();

        assertThat(object.map("data").orElseThrow().keys())
                .containsExactlyInAnyOrder("my Key", "match Labels", "plain");
        assertThat(object.find("/data/my Key")).hasToString("Optional[match Labels: {a: b}]");
        assertThat(object.find("/binaryData/some Bytes")).hasToString("Optional[aGk=]");
        assertThat(object.find("/metadata/annotations/written By")).isPresent();
        assertThat(new TextWriter().yaml(settings(DATA).map("data").orElseThrow()))
                .isEqualTo("""
                    my Key: 'match Labels: {a: b}'
                    match Labels: x
                    plain: why
                    """);
    }

    @Test
    void who_keeps_a_key_with_blanks_is_told_so_once_a_map() {
        List<String> kept = found(read(DATA).report(), "MKP027");

        assertThat(kept)
                .containsExactly(
                        "10:9 info: the key \"my Key\" is kept as it is, because the keys of data are text; if a user"
                                + " interface put the blanks in, write myKey",
                        "13:21 info: the key \"some Bytes\" is kept as it is, because the keys of binaryData are text;"
                                + " if a user interface put the blanks in, write someBytes");
        assertThat(found(read(DATA).report(), "MKP007"))
                .singleElement()
                .asString()
                .startsWith("13:7 warning");
    }

    @Test
    void a_map_named_data_in_a_kind_that_has_no_free_data_is_repaired() {
        assertThat(at(
                        "name: a\nservices: {c: {type: Deployment.K8s, settings: {data: {my Key: {inner Key: 1}}}}}\n",
                        "/data/myKey/innerKey"))
                .isPresent();
    }

    @Test
    void a_map_named_data_in_a_kind_that_nobody_knows_is_kept() {
        assertThat(at(
                        "name: a\n"
                                + "services: {c: {type: Secretish, apiVersion: x.dev/v1, settings: {spec: {data: {my Key:"
                                + " 1}, secret Ref: {name: x}}}}}\n",
                        "/spec/data/my Key"))
                .isPresent();
    }

    @Test
    void labels_node_selectors_and_limits_are_text_at_any_depth_and_their_own_names_are_not() {
        String text = """
            name: a
            services:
              d:
                type: Deployment.K8s
                settings:
                  template:
                    metadata: {labels: {app Name: x}}
                    spec:
                      node Selector: {disk Type: ssd}
                      containers: [{env: [{name: A, value From: {field Ref: {field Path: x}}}], resources: {limits: {my Gpu: 1}}}]
                  selector: {match Labels: {app Name: x}}
            """;

        assertThat(at(text, "/template/metadata/labels/app Name")).isPresent();
        assertThat(at(text, "/template/spec/nodeSelector/disk Type")).isPresent();
        assertThat(at(text, "/selector/matchLabels/app Name")).isPresent();
        assertThat(at(text, "/template/spec/containers/0/resources/limits/my Gpu"))
                .isPresent();
        assertThat(at(text, "/template/spec/containers/0/env/0/valueFrom/fieldRef/fieldPath"))
                .isPresent();
    }

    @Test
    void the_selector_of_a_service_is_text_and_that_of_a_deployment_is_not() {
        assertThat(at(
                        "name: a\nservices: {s: {type: Service.K8s, settings: {selector: {app Name: x}}}}\n",
                        "/selector/app Name"))
                .isPresent();
        assertThat(at(
                        "name: a\nservices: {s: {type: Service.K8s, settings: {spec: {selector: {app Name: x}}}}}\n",
                        "/spec/selector/app Name"))
                .isPresent();
    }

    @Test
    void a_repaired_key_that_stands_there_already_is_left_for_the_reader_to_settle() {
        Finding finding = only(
                read("name: a\nservices:\n  s:\n    type: Pod.K8s\n    settings:\n      host Network: true\n"
                                + "      hostNetwork: false\n")
                        .report(),
                "MKP007");

        assertThat(finding.message())
                .isEqualTo("the key \"host Network\" is kept as it is, since \"hostNetwork\" stands beside it; remove"
                        + " one");
        assertThat(finding.place().orElseThrow().span()).hasToString("6:7");
        assertThat(finding.related().get(0).place().span()).hasToString("7:7");
    }

    @Test
    void a_repaired_key_keeps_its_place() {
        MapValue settings =
                settings("name: a\nservices:\n  s:\n    type: Pod.K8s\n    settings:\n      host Network: true\n");

        assertThat(settings.keyPlace("hostNetwork").orElseThrow().span()).hasToString("6:7");
    }

    @Test
    void keys_of_v1_and_of_designs_are_never_repaired() {
        assertThat(at(
                        "apiVersion: meshkit.dev/v1\n"
                                + "name: a\n"
                                + "services: {s: {type: Pod.K8s, settings: {host Network: x}}}\n",
                        "/host Network"))
                .isPresent();
        assertThat(at(
                        "name: a\n"
                                + "components: [{component: {kind: Pod, version: v1}, configuration: {spec: {host Network:"
                                + " x}}}]\n",
                        "/spec/host Network"))
                .isPresent();
    }

    @Test
    void what_a_drawing_tool_notes_is_not_repaired() {
        Pattern pattern = read("name: a\nservices: {s: {type: Pod.K8s, traits: {meshmap: {my Label: x}}}}\n");

        assertThat(pattern.report().findings()).isEmpty();
        assertThat(pattern.components().get(0).drawingTraits().get(0).map().keys())
                .containsExactly("my Label");
    }
}
