// SPDX-License-Identifier: Apache-2.0
package io.meshkit.it.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshkit.testkit.mesh.EchoReply;
import io.meshkit.testkit.mesh.LocalMesh;
import io.meshkit.testkit.mesh.LocalMeshOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a local mesh can be asked to be. */
@Tag("real")
class MeshOptionsTest {

    @Test
    void calls_are_refused_unless_an_intention_allows_them() {
        try (LocalMesh mesh = LocalMesh.start(LocalMeshOptions.builder()
                .service("web")
                .service("api")
                .denyByDefault()
                .build())) {
            EchoReply reply = mesh.caller("web").get("api", "/");

            assertThat(reply.status()).isEqualTo(403);
            assertThat(reply.isFromService()).isFalse();
            assertThat(reply.body()).isEqualTo("RBAC: access denied");
        }
    }

    @Test
    void what_a_pattern_allows_is_allowed_where_the_rest_is_refused() {
        LocalMeshOptions options = LocalMeshOptions.builder()
                .service("web")
                .service("stock")
                .service("api")
                .denyByDefault()
                .build();
        try (LocalMesh mesh = LocalMesh.start(options);
                LiveMesh live = new LiveMesh(mesh)) {
            allowsWebUntilItIsTakenAway(mesh, live);
        }
    }

    private static void allowsWebUntilItIsTakenAway(LocalMesh mesh, LiveMesh live) {
        assertThat(mesh.caller("web").get("api", "/").status()).isEqualTo(403);

        live.apply("""
            api:
              type: Service
              settings: {protocol: http}
              traits: {access: {rules: [{from: {services: [web]}}]}}
            """);
        live.eventually(
                () -> assertThat(mesh.caller("web").get("api", "/").status()).isEqualTo(200));
        assertThat(mesh.caller("stock").get("api", "/").status()).isEqualTo(403);

        live.remove();
        live.eventually(
                () -> assertThat(mesh.caller("web").get("api", "/").status()).isEqualTo(403));
    }

    @Test
    void with_access_control_a_token_is_needed_for_everything() throws Exception {
        LocalMeshOptions options = LocalMeshOptions.builder()
                .service("web")
                .service("stock")
                .service("api")
                .accessControl()
                .build();
        try (LocalMesh mesh = LocalMesh.start(options);
                LiveMesh live = new LiveMesh(mesh)) {
            assertThat(status(mesh, HttpRequest.newBuilder())).isEqualTo(403);
            assertThat(status(
                            mesh,
                            HttpRequest.newBuilder()
                                    .header("X-Consul-Token", mesh.token().orElseThrow())))
                    .isEqualTo(200);

            allowsWebUntilItIsTakenAway(mesh, live);
        }
    }

    private static int status(LocalMesh mesh, HttpRequest.Builder request) throws Exception {
        URI self = URI.create("http:" + mesh.address().getSchemeSpecificPart()).resolve("/v1/agent/self");
        return HttpClient.newHttpClient()
                .send(request.uri(self).build(), BodyHandlers.discarding())
                .statusCode();
    }

    @Test
    void a_second_datacentre_has_services_of_its_own() {
        try (LocalMesh mesh = LocalMesh.start(LocalMeshOptions.builder()
                .service("web")
                .remoteService("web", "")
                .remoteService("shop", "")
                .remoteService("api", "v2")
                .build())) {
            assertThat(mesh.echo("api-v2-dc2").role().service()).isEqualTo("api");
            assertThat(mesh.proxy("web-dc2").clusters())
                    .anySatisfy(cluster -> assertThat(cluster.name()).startsWith("api.default.dc2."));

            EchoReply reply = mesh.caller("shop").get("api", "/");
            assertThat(reply.instance()).isEqualTo("api-v2-dc2");
            assertThat(reply.peer()).endsWith("/ns/default/dc/dc2/svc/shop");
        }
    }

    @Test
    void nothing_is_left_behind_after_the_end() {
        LocalMesh mesh =
                LocalMesh.start(LocalMeshOptions.builder().service("web").build());
        URI agent = URI.create("http:" + mesh.address().getSchemeSpecificPart());
        mesh.close();
        mesh.close();

        assertThat(mesh.logs()).doesNotExist();
        assertThat(HttpClient.newHttpClient()
                        .sendAsync(HttpRequest.newBuilder(agent).build(), BodyHandlers.discarding()))
                .failsWithin(java.time.Duration.ofSeconds(10));
    }

    @Test
    void logs_are_kept_when_they_are_asked_for() throws IOException {
        LocalMesh mesh = LocalMesh.start(
                LocalMeshOptions.builder().service("web").keepLogs().build());
        mesh.close();

        assertThat(mesh.logs().resolve("consul-dc1.log")).isNotEmptyFile();
        assertThat(Files.exists(mesh.logs().resolve("envoy-web.log"))).isTrue();
        try (Stream<Path> files = Files.walk(mesh.logs())) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
