// SPDX-License-Identifier: Apache-2.0
package io.meshkit.it.reference;

import io.meshkit.MeshKit;
import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.NumberValue;
import io.meshkit.document.SourceText;
import io.meshkit.document.TextValue;
import io.meshkit.mesh.MeshId;
import io.meshkit.pattern.Pattern;

/** The pattern by which adapters are asked: one component, {@code sample}, with port, selector and two versions when it is a service. */
final class SamplePattern {

    static final String SAMPLE = "sample";

    /** The settings without which components of a type say nothing. */
    private static final MapValue LEAST = MapValue.of(
                    "Application",
                    MapValue.of("containers", ListValue.of(MapValue.of("image", TextValue.of("example.com/sample:1")))))
            .with(
                    "ExternalService",
                    MapValue.of("hosts", ListValue.of(TextValue.of("sample.example.com")))
                            .with(
                                    "ports",
                                    ListValue.of(MapValue.of("port", NumberValue.of(80))
                                            .with("protocol", TextValue.of("http")))));

    private SamplePattern() {}

    /** The component alone with some traits. */
    static Pattern alone(MeshKit kit, MeshId mesh, String type, MapValue traits) {
        return read(kit, MapValue.of(SAMPLE, sample(mesh, type, traits)));
    }

    /** The component with some traits, and beside it the services that examples speak of. */
    static Pattern amongOthers(MeshKit kit, MeshId mesh, String type, MapValue traits) {
        return read(
                kit,
                MapValue.of(SAMPLE, sample(mesh, type, traits))
                        .with("web", service(MapValue.EMPTY))
                        .with("cart", service(MapValue.EMPTY)));
    }

    private static MapValue sample(MeshId mesh, String type, MapValue traits) {
        if (type.equals("Service")) {
            return service(traits);
        }
        MapValue.Builder sample = MapValue.builder()
                .put("type", type)
                .put("namespace", type.equals("Mesh") ? mesh.value() : "shop")
                .put("traits", traits);
        LEAST.map(type).ifPresent(settings -> sample.put("settings", settings));
        return sample.build();
    }

    private static MapValue service(MapValue traits) {
        MapValue versions = MapValue.of("v1", MapValue.EMPTY).with("v2", MapValue.EMPTY);
        return MapValue.builder()
                .put("type", "Service")
                .put("namespace", "shop")
                .put(
                        "settings",
                        MapValue.builder()
                                .put("port", 8080)
                                .put("protocol", "http")
                                .put("selector", MapValue.of("app", TextValue.of("sample")))
                                .put("versions", versions)
                                .build())
                .put("traits", traits)
                .build();
    }

    private static Pattern read(MeshKit kit, MapValue services) {
        MapValue pattern = MapValue.builder()
                .put("apiVersion", "meshkit.dev/v1")
                .put("name", "sample")
                .put("services", services)
                .build();
        return kit.patterns().read(SourceText.of("sample.json", kit.writer().json(pattern)));
    }
}
