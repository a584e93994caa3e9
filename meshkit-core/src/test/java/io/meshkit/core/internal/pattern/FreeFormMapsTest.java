// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.pattern;

import static io.meshkit.core.internal.pattern.Bench.found;
import static io.meshkit.core.internal.pattern.Bench.read;
import static org.assertj.core.api.Assertions.assertThat;

import io.meshkit.core.document.TextWriter;
import io.meshkit.core.document.YamlReader;
import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.TextValue;
import io.meshkit.document.Value;
import io.meshkit.pattern.TraitDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FreeFormMapsTest {

    private static final Resources RESOURCES = new Resources(new YamlReader());

    private static final MapValue MAP =
            MapValue.builder().put("a Key", TextValue.of("c")).build();

    @ParameterizedTest
    @CsvSource({
        "Pod, ''",
        "Deployment, template.spec.",
        "StatefulSet, template.spec.",
        "DaemonSet, template.spec.",
        "ReplicaSet, template.spec.",
        "ReplicationController, template.spec.",
        "Job, template.spec.",
        "CronJob, jobTemplate.spec.template.spec.",
        "Rollout, template.spec."
    })
    void what_volumes_of_pods_tell_their_drivers_is_text_in_every_kind_that_holds_pods(String kind, String pod) {
        for (String way : List.of(
                "spec." + pod + "volumes.csi.volumeAttributes",
                "spec." + pod + "volumes.flexVolume.options",
                "spec." + pod + "volumes.projected.sources.podCertificate.userAnnotations",
                "spec." + pod + "overhead",
                pod + "volumes.csi.volumeAttributes",
                pod + "volumes.ephemeral.volumeClaimTemplate.spec.resources.limits")) {
            MapValue settings = settings("name: a\nservices: {c: {type: %s, apiVersion: x/v1, settings: %s}}\n"
                    .formatted(kind, new TextWriter().json(around(way))));

            assertThat(settings.find(pointer(way))).as(way).contains(MAP);
        }
    }

    @Test
    void opaque_values_in_kinds_of_meshes_are_text() {
        assertThat(settings("""
            name: a
            services:
              c:
                type: EnvoyFilter.Istio
                settings: {configPatches: [{patch: {value: {metadata: {filter_metadata: {my Ns: {some Key: x}}}}}}]}
            """).find("/configPatches/0/patch/value/metadata/filter_metadata/my Ns/some Key"))
                .isPresent();
    }

    @Test
    void where_the_keys_of_a_map_are_names_the_words_below_them_are_still_repaired() {
        String text = """
            name: a
            services:
              c:
                type: Telemetry.Istio
                settings: {spec: {tracing: [{custom Tags: {my Tag: {header: {name: x, default Value: y}}}}]}}
            """;

        assertThat(settings(text).find("/spec/tracing/0/customTags/my Tag/header/defaultValue"))
                .isPresent();
        assertThat(found(read(text).report(), "MKP027"))
                .singleElement()
                .asString()
                .contains("the key \"my Tag\" is kept as it is, because the keys of customTags are text");
    }

    @Test
    void the_limits_of_a_range_are_text() {
        assertThat(settings("name: a\n"
                                + "services: {c: {type: LimitRange, settings: {spec: {limits: [{default Request:"
                                + " {my Gpu: 1}}]}}}}\n")
                        .find("/spec/limits/0/defaultRequest/my Gpu"))
                .isPresent();
    }

    @Test
    void in_every_map_of_components_and_traits_the_keys_of_the_user_are_kept() {
        List<String> changed = new ArrayList<>();
        int maps = 0;
        for (String component : List.of("Application", "ExternalService", "Namespace", "Service")) {
            MapValue schema = RESOURCES.map("component-" + component.toLowerCase(Locale.ROOT) + ".json");
            for (String way : freeMaps(schema)) {
                maps++;
                MapValue settings = settings("name: a\nservices: {c: {type: %s, settings: %s}}\n"
                        .formatted(component, new TextWriter().json(around(way))));
                if (settings.find(pointer(way)).filter(MAP::equals).isEmpty()) {
                    changed.add(component + " " + way);
                }
            }
        }
        for (TraitDefinition trait : CoreTraits.all(RESOURCES)) {
            for (String way : freeMaps(trait.schema())) {
                maps++;
                MapValue settings = read("name: a\nservices: {c: {type: Service, traits: {%s: %s}}}\n"
                                .formatted(trait.name(), new TextWriter().json(around(way))))
                        .components()
                        .get(0)
                        .traits()
                        .get(0)
                        .map();
                if (settings.find(pointer(way)).filter(MAP::equals).isEmpty()) {
                    changed.add(trait.name() + " " + way);
                }
            }
        }

        assertThat(changed).isEmpty();
        assertThat(maps).isGreaterThan(10);
    }

    private static MapValue settings(String text) {
        return read(text).components().get(0).settings();
    }

    private static String pointer(String way) {
        return "/" + way.replace('.', '/');
    }

    private static MapValue around(String way) {
        MapValue around = MAP;
        List<String> steps = List.of(way.split("\\."));
        for (int i = steps.size() - 1; i >= 0; i--) {
            around = MapValue.builder().put(steps.get(i), around).build();
        }
        return around;
    }

    /** The ways to the maps whose keys the schema leaves open. */
    private static Set<String> freeMaps(MapValue schema) {
        Set<String> ways = new TreeSet<>();
        walk(schema, schema, "", ways);
        return ways;
    }

    private static void walk(MapValue root, MapValue schema, String way, Set<String> ways) {
        if (schema.map("additionalProperties").isPresent()) {
            ways.add(way);
            walk(root, schema.map("additionalProperties").orElseThrow(), way + ".any", ways);
        }
        schema.text("$ref")
                .ifPresent(reference ->
                        walk(root, (MapValue) root.find(reference.substring(1)).orElseThrow(), way, ways));
        for (String part : List.of("items", "then", "else")) {
            schema.map(part).ifPresent(inside -> walk(root, inside, way, ways));
        }
        for (String part : List.of("allOf", "anyOf", "oneOf")) {
            for (Value inside : schema.list(part).orElse(ListValue.EMPTY)) {
                walk(root, (MapValue) inside, way, ways);
            }
        }
        for (MapValue.Entry property : schema.map("properties").orElse(MapValue.EMPTY)) {
            if (property.value() instanceof MapValue inside) {
                walk(root, inside, way.isEmpty() ? property.key() : way + "." + property.key(), ways);
            }
        }
    }
}
