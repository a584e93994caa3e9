// SPDX-License-Identifier: Apache-2.0
package io.meshkit.it.real;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshkit.MeshKit;
import io.meshkit.core.document.TextWriter;
import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.SourceText;
import io.meshkit.document.TextValue;
import io.meshkit.document.Value;
import io.meshkit.pattern.Pattern;
import io.meshkit.plan.DesiredResource;
import io.meshkit.resource.StoreId;
import io.meshkit.testkit.kubernetes.RealKubernetes;
import io.meshkit.testkit.kubernetes.RealKubernetesExtension;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Where blanks that a user interface put into keys are taken out again, the keys of maps that are the user's are left alone, in every map
 * of every kind that the server and the definitions of the meshes have.
 */
@Tag("real")
@ExtendWith(RealKubernetesExtension.class)
class RealFreeFormMapsTest {

    /**
     * Schemas that would nest without end say less than they mean, and the fields in a definition are words themselves; one object has
     * nothing in it on purpose; and what drivers of devices write, not people, has a map of words by the name that is one of text
     * everywhere else.
     */
    private static final Set<String> NOT_TOLD = Set.of(
            "CustomResourceDefinition spec.versions.schema.openAPIV3Schema",
            "CustomResourceDefinition spec.versions.subresources.status",
            "ResourceSlice spec.devices.nodeSelector",
            "ResourceSlice spec.nodeSelector",
            "ServiceProfile spec.routes.condition",
            "ServiceProfile spec.routes.responseClasses.condition");

    private final MeshKit kit = MeshKit.offline();

    @Test
    void in_every_map_of_kubernetes_the_keys_of_the_user_are_kept_and_the_words_are_repaired(RealKubernetes server)
            throws IOException, InterruptedException {
        Map<String, Map<String, Boolean>> kinds = builtInKinds(server);

        assertThat(kinds)
                .hasSizeGreaterThan(50)
                .containsKeys("v1 Pod", "batch/v1 CronJob", "storage.k8s.io/v1 StorageClass");
        assertThat(wronglyRead(kinds)).isEmpty();
    }

    @Test
    void in_every_map_of_the_meshes_the_keys_of_the_user_are_kept_and_the_words_are_repaired() {
        Map<String, Map<String, Boolean>> kinds = kindsOfMeshes();

        assertThat(kinds).hasSizeGreaterThan(20).containsKeys("networking.istio.io/v1 VirtualService");
        assertThat(wronglyRead(kinds)).isEmpty();
    }

    /** By API version and kind, the places of its maps. */
    private Map<String, Map<String, Boolean>> builtInKinds(RealKubernetes server)
            throws IOException, InterruptedException {
        HttpClient http =
                HttpClient.newBuilder().sslContext(server.sslContext()).build();
        Map<String, Map<String, Boolean>> kinds = new TreeMap<>();
        for (MapValue.Entry group :
                json(get(http, server, "/openapi/v3")).map("paths").orElseThrow()) {
            String relative =
                    ((MapValue) group.value()).text("serverRelativeURL").orElseThrow();
            MapValue document = json(get(http, server, relative));
            MapValue schemas = document.map("components")
                    .flatMap(components -> components.map("schemas"))
                    .orElse(MapValue.EMPTY);
            for (MapValue.Entry entry : schemas) {
                MapValue schema = (MapValue) entry.value();
                ListValue names = schema.list("x-kubernetes-group-version-kind").orElse(ListValue.EMPTY);
                boolean object = schema.map("properties").orElse(MapValue.EMPTY).has("metadata");
                // the server is shared: definitions of other tests may be there as well
                boolean builtIn = entry.key().startsWith("io.k8s.");
                if (names.size() == 1 && object && builtIn && !entry.key().endsWith("List")) {
                    addKind(kinds, (MapValue) names.get(0), schemas, schema);
                }
            }
        }
        return kinds;
    }

    private static void addKind(
            Map<String, Map<String, Boolean>> kinds, MapValue name, MapValue schemas, MapValue schema) {
        String group = name.text("group").orElseThrow();
        String kind = name.text("kind").orElseThrow();
        String version =
                (group.isEmpty() ? "" : group + "/") + name.text("version").orElseThrow();
        kinds.put(version + " " + kind, new MapPlaces(schemas, kind, NOT_TOLD).of(schema));
    }

    private static Map<String, Map<String, Boolean>> kindsOfMeshes() {
        Map<String, Map<String, Boolean>> kinds = new TreeMap<>();
        for (DesiredResource definition : MeshDefinitions.state(StoreId.UNBOUND).resources()) {
            MapValue body = definition.resource().body();
            if (!definition.key().groupKind().kind().equals("CustomResourceDefinition")) {
                continue;
            }
            String group = body.find("/spec/group").orElseThrow().toString();
            String kind = body.find("/spec/names/kind").orElseThrow().toString();
            for (Value version : (ListValue) body.find("/spec/versions").orElseThrow()) {
                MapValue schema =
                        (MapValue) version.find("/schema/openAPIV3Schema").orElseThrow();
                String name = group + "/" + version.find("/name").orElseThrow() + " " + kind;
                kinds.put(name, new MapPlaces(MapValue.EMPTY, kind, NOT_TOLD).of(schema));
            }
        }
        return kinds;
    }

    /** The places where a key of the user was changed, or a word of the schema was not. */
    private List<String> wronglyRead(Map<String, Map<String, Boolean>> kinds) {
        List<String> wrong = new ArrayList<>();
        kinds.forEach((name, places) -> {
            String apiVersion = name.substring(0, name.indexOf(' '));
            String kind = name.substring(name.indexOf(' ') + 1);
            List<String> ways = List.copyOf(places.keySet());
            MapValue.Builder services = MapValue.builder();
            for (int i = 0; i < ways.size(); i++) {
                services.put("at" + i, service(apiVersion, kind, ways.get(i)));
            }
            MapValue file = MapValue.builder()
                    .put("name", TextValue.of("places"))
                    .put("services", services.build())
                    .build();
            Pattern pattern = kit.patterns().read(SourceText.of(kind + ".yaml", new TextWriter().json(file)));
            assertThat(pattern.components()).as(name).hasSameSizeAs(places.keySet());
            pattern.components().forEach(component -> {
                String way = ways.get(Integer.parseInt(component.key().substring("at".length())));
                boolean text = places.get(way);
                MapValue map = (MapValue) component
                        .settings()
                        .find(MapPlaces.pointer(List.of(way.split("\\."))))
                        .orElseThrow();
                if (!map.has(text ? "my Key" : "myKey")) {
                    wrong.add(name + " " + way + (text ? ": keys are the user's" : ": keys are words"));
                }
            });
        });
        return wrong;
    }

    private static MapValue service(String apiVersion, String kind, String way) {
        MapValue map = MapValue.builder().put("my Key", TextValue.of("x")).build();
        return MapValue.builder()
                .put("type", TextValue.of(kind))
                .put("apiVersion", TextValue.of(apiVersion))
                .put("settings", MapPlaces.around(List.of(way.split("\\.")), map))
                .build();
    }

    private static String get(HttpClient http, RealKubernetes server, String path)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.url() + path))
                .header("Authorization", "Bearer " + RealKubernetes.ADMIN_TOKEN)
                .timeout(Duration.ofSeconds(30))
                .build();
        HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        return answer.body();
    }

    private MapValue json(String text) {
        return (MapValue) kit.reader()
                .read(SourceText.of("openapi.json", text))
                .documents()
                .get(0)
                .root();
    }
}
