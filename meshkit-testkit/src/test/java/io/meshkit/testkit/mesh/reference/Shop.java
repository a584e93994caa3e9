// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.mesh.reference;

import io.meshkit.MeshKit;
import io.meshkit.document.SourceText;
import io.meshkit.testkit.mesh.EchoReply;
import io.meshkit.testkit.mesh.EchoService;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** The mesh of most tests: web and admin call api, which has two versions, and stock. */
final class Shop implements AutoCloseable {

    private final MeshKit kit = MeshKit.builder().discover(false).build();
    private final Hands clock = new Hands();
    final ReferenceMesh mesh;

    Shop() {
        this(ReferenceMeshOptions.builder());
    }

    Shop(ReferenceMeshOptions.Builder options) {
        mesh = ReferenceMesh.start(options.service("web")
                .service("admin")
                .namespace("admin", "back")
                .service("api", "v1")
                .service("api", "v2")
                .service("stock")
                .clock(clock)
                .seed(7)
                .build());
    }

    /** A clock that stands until it is put forward. */
    static final class Hands extends Clock {
        private volatile Instant now = Instant.parse("2030-01-01T00:00:00Z");

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    void pass(Duration time) {
        clock.now = clock.now.plus(time);
    }

    /** Configures api with traits, in the flow style of YAML. */
    Shop api(String traits) {
        return services(
                "api: {type: Service, settings: {protocol: http, port: 8080, versions: {v1: {}, v2: {}}}, traits: "
                        + traits + "}");
    }

    Shop services(String services) {
        String text = "apiVersion: meshkit.dev/v1\nkind: Pattern\nname: shop\nservices:\n" + services.indent(2);
        mesh.configure(kit.patterns().read(SourceText.of("shop.yaml", text)));
        return this;
    }

    EchoReply get(String path, String... headers) {
        Map<String, String> all = new TreeMap<>();
        for (int i = 0; i < headers.length; i += 2) {
            all.put(headers[i], headers[i + 1]);
        }
        return mesh.caller("web").get("api", path, all);
    }

    /** How often each version answered. */
    Map<String, Integer> versions(int requests) {
        Map<String, Integer> versions = new TreeMap<>();
        for (int i = 0; i < requests; i++) {
            versions.merge(get("/").version(), 1, Integer::sum);
        }
        return versions;
    }

    /** How often the service got a request that asks for an answer with a status. */
    int tries(String status) {
        String run = UUID.randomUUID().toString();
        get("/", EchoService.RUN, run, EchoService.STATUS, status);
        return arrived(run);
    }

    int arrived(String run) {
        return mesh.echo("api-v1").count(run) + mesh.echo("api-v2").count(run);
    }

    @Override
    public void close() {
        mesh.close();
        kit.close();
    }
}
