// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshkit.document.JsonPointer;
import io.meshkit.document.MapValue;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FieldPathTest {

    private static final MapValue BODY = Json.map("""
        {"spec":{"containers":[{"name":"a"},{"name":"x","ports":[{"containerPort":80},{"containerPort":80,"protocol":"UDP"}]}],
         "args":["one","two"],"numbers":[7,8]},"metadata":{"finalizers":["f/one","f/two"]}}\
        """);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "spec.http[0].route[1].weight | /spec/http/0/route/1/weight",
                ".data.a | /data/a",
                "data[ca.crt] | /data/ca.crt",
                "metadata.labels[a/b] | /metadata/labels/a~1b",
                "metadata.name | /metadata/name",
                "spec | /spec",
                ".spec.http[0].ruote | /spec/http/0/ruote",
                "[0] | /0",
                "spec.containers[name=\"x\"] | /spec/containers/1",
                ".spec.containers[name=\"x\"].image | /spec/containers/1/image",
                ".spec.containers[name=\"x\"].ports[containerPort=80,protocol=\"UDP\"].hostPort |"
                        + " /spec/containers/1/ports/1/hostPort",
                ".spec.containers[name=\"x\"].ports[containerPort=80,protocol=\"TCP\"].hostPort |"
                        + " /spec/containers/1/ports/0/hostPort",
                ".metadata.finalizers[=\"f/two\"] | /metadata/finalizers/1",
                ".metadata.finalizers[\"f/two\"] | /metadata/finalizers/1",
                ".spec.numbers[=8] | /spec/numbers/1",
                ".spec.containers[name=\"absent\"].image | /spec/containers",
                ".other[name=\"x\"].image | /other"
            })
    void a_name_leads_to_the_place_in_the_body(String field, String pointer) {
        assertThat(FieldPath.parse(field).orElseThrow().in(BODY)).isEqualTo(JsonPointer.parse(pointer));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "<nil>",
                "a.",
                "a[",
                "a[]",
                "a[name=",
                "a[name=\"x]",
                "a[name=\"x\"",
                "a[name=word]",
                "a..b",
                "[=]"
            })
    void what_is_no_path_leads_nowhere(String field) {
        assertThat(FieldPath.parse(field)).isEmpty();
    }

    @Test
    void no_text_makes_the_reader_fail() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        String letters = ".[]=\"\\,a1<>{} é";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(12); length >= 0; length--) {
                text.append(letters.charAt(random.nextInt(letters.length())));
            }
            String field = text.toString();
            assertThat(FieldPath.parse(field).map(path -> path.in(BODY)).isEmpty() || true)
                    .as("seed %d, text %s", seed, field)
                    .isTrue();
        }
    }
}
