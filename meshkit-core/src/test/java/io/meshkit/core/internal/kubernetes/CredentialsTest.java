// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.meshkit.resource.StoreException;
import io.meshkit.resource.StoreException.Reason;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Where tokens come from, and where they must not go. */
@Timeout(60)
class CredentialsTest {

    private static final String VERSION = "{\"gitVersion\":\"v1.36.3\"}";
    private static final String UNAUTHORIZED =
            "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"reason\":\"Unauthorized\",\"code\":401,\"message\":\"Unauthorized\"}";

    @TempDir
    Path folder;

    private Path kubeconfig(String url, String user) throws Exception {
        return Files.writeString(folder.resolve("kubeconfig"), """
            apiVersion: v1
            kind: Config
            current-context: only
            clusters:
            - name: c
              cluster: {server: "%s"}
            contexts:
            - name: only
              context: {cluster: c, user: u}
            users:
            - name: u
              user:
            %s
            """.formatted(url, user.indent(4)));
    }

    /** A plug-in that gives a new token each time it is run: token-1, token-2 and so on. */
    private String plugin(String script) throws Exception {
        Path file = Files.writeString(folder.resolve("plugin.sh"), "#!/bin/sh\n" + script);
        return """
            exec:
              apiVersion: client.authentication.k8s.io/v1
              command: sh
              args: ["%s"]
              interactiveMode: Never
            """.formatted(file);
    }

    private String counting() throws Exception {
        return plugin("""
            echo x >> %1$s/runs
            n=$(wc -l < %1$s/runs | tr -d ' ')
            printf '{"apiVersion":"client.authentication.k8s.io/v1","kind":"ExecCredential","status":{"token":"token-%%s"}}' "$n"
            """.formatted(folder));
    }

    private static KubernetesStore connect(Path kubeconfig) {
        return Clusters.connect(Optional.of(kubeconfig), Optional.empty(), TimeLimits.DEFAULT);
    }

    @Test
    void a_plugin_is_asked_again_when_its_token_is_accepted_no_more() throws Exception {
        try (StubServer server = new StubServer((asked, number, out) ->
                        asked.headers().getOrDefault("authorization", "").equals("Bearer token-1")
                                ? StubServer.json(out, 401, UNAUTHORIZED)
                                : StubServer.json(out, 200, VERSION));
                KubernetesStore store = connect(kubeconfig(server.url(), counting()))) {
            assertThat(store.serverVersion()).isEqualTo("v1.36.3");

            assertThat(server.asked())
                    .extracting(asked -> asked.headers().get("authorization"))
                    .containsExactly("Bearer token-1", "Bearer token-2");
        }
    }

    @Test
    void a_token_file_is_read_again_when_its_token_is_accepted_no_more() throws Exception {
        Path token = Files.writeString(folder.resolve("token"), "token-1");
        try (StubServer server = new StubServer((asked, number, out) -> {
                    if (asked.headers().getOrDefault("authorization", "").equals("Bearer token-1")) {
                        Files.writeString(token, "token-2");
                        return StubServer.json(out, 401, UNAUTHORIZED);
                    }
                    return StubServer.json(out, 200, VERSION);
                });
                KubernetesStore store = connect(kubeconfig(server.url(), "tokenFile: " + token))) {
            assertThat(store.serverVersion()).isEqualTo("v1.36.3");
        }
    }

    @Test
    void a_plugin_that_never_ends_costs_a_time_limit() throws Exception {
        Path kubeconfig = kubeconfig("http://127.0.0.1:1", plugin("exec sleep 50"));

        StoreException thrown = catchThrowableOfType(
                StoreException.class,
                () -> Clusters.connect(
                        Optional.of(kubeconfig), Optional.empty(), TimeLimits.DEFAULT, Duration.ofMillis(500)));

        assertThat(thrown.reason()).isEqualTo(Reason.TIMEOUT);
        assertThat(thrown).hasMessageContaining(kubeconfig.toString()).hasMessageContaining("500 ms");
        assertThat(thrown.remedy()).contains("plug-in");
    }

    @Test
    void a_token_goes_to_no_other_server_than_its_own() throws Exception {
        try (StubServer other = new StubServer((asked, number, out) -> StubServer.json(out, 200, VERSION));
                StubServer server = new StubServer((asked, number, out) ->
                        StubServer.write(out, 307, "Location: " + other.url() + asked.path() + "\r\n", ""));
                KubernetesStore store = Clusters.ofUrl(
                        server.url(), Optional.of("secret-token"), Optional.empty(), TimeLimits.DEFAULT)) {
            StoreException thrown = catchThrowableOfType(StoreException.class, store::serverVersion);

            assertThat(other.asked()).isEmpty();
            assertThat(thrown).hasMessageContaining("307").hasMessageContaining(other.url());
        }
    }

    @Test
    void no_failure_tells_the_token() throws Exception {
        for (int status : new int[] {401, 403, 404, 500, 200, 0}) {
            try (StubServer server = new StubServer((asked, number, out) ->
                            status != 0 && StubServer.write(out, status, "", "<html>" + status + "</html>"));
                    KubernetesStore store = Clusters.ofUrl(
                            server.url(), Optional.of("secret-token"), Optional.empty(), TimeLimits.DEFAULT)) {
                StoreException thrown = catchThrowableOfType(StoreException.class, store::serverVersion);

                StringWriter trace = new StringWriter();
                thrown.printStackTrace(new PrintWriter(trace));
                assertThat(trace.toString() + thrown.remedy()).doesNotContain("secret-token");
                assertThat(server.asked())
                        .allMatch(asked -> asked.headers().get("authorization").equals("Bearer secret-token"));
            }
        }
    }

    @Test
    void a_kubeconfig_that_cannot_be_read_does_not_tell_its_token() throws Exception {
        Path broken = Files.writeString(
                folder.resolve("broken"), "users:\n- name: u\n  user: {token: secret-token, [\nclusters: 5\n");

        StoreException thrown = catchThrowableOfType(StoreException.class, () -> connect(broken));

        StringWriter trace = new StringWriter();
        thrown.printStackTrace(new PrintWriter(trace));
        assertThat(thrown).hasMessageContaining(broken + ":3:31 cannot be used");
        assertThat(trace.toString()).doesNotContain("secret-token");
    }
}
