// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshkit.core.internal.kubernetes.KubernetesTransport.Reply;
import io.meshkit.core.internal.kubernetes.KubernetesTransport.Request;
import io.meshkit.core.internal.kubernetes.StoreFailures.Action;
import io.meshkit.core.internal.kubernetes.TransportFault.Kind;
import io.meshkit.document.MapValue;
import io.meshkit.resource.GroupKind;
import io.meshkit.resource.ResourceKey;
import io.meshkit.resource.StoreException;
import io.meshkit.resource.StoreException.Reason;
import io.meshkit.resource.StoreId;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletionException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** {@link StoreFailures}, and the faults they come from. */
class StoreFailuresTest {

    private static final ResourceKey KEY =
            new ResourceKey(new StoreId("kubernetes:test"), new GroupKind("apps", "Deployment"), "shop", "web");
    private static final Action ACTION = Action.on("patch", KEY, "deployments.apps");
    private final StoreFailures failures = new StoreFailures("https://api:6443");

    private static Kind kind(Throwable thrown) {
        return Fabric8Transport.fault(Request.get("/x"), TimeLimits.DEFAULT, thrown)
                .kind();
    }

    @Test
    void what_the_http_client_throws_is_told_apart_however_it_is_wrapped() {
        assertThat(kind(new ConnectException())).isEqualTo(Kind.NOT_CONNECTED);
        assertThat(kind(new CompletionException(new HttpConnectTimeoutException("late"))))
                .isEqualTo(Kind.NOT_CONNECTED);
        assertThat(kind(new HttpTimeoutException("late"))).isEqualTo(Kind.TIMEOUT);
        assertThat(kind(new IOException(new SSLHandshakeException("PKIX path building failed"))))
                .isEqualTo(Kind.NOT_TRUSTED);
        assertThat(kind(new IOException("GOAWAY received"))).isEqualTo(Kind.BROKEN);
        assertThat(kind(new IllegalStateException("plug-in failed"))).isEqualTo(Kind.NOT_SENT);
        assertThat(kind(new IOException(new TransportFault(Kind.TOO_LARGE, "large", null))))
                .isEqualTo(Kind.TOO_LARGE);
    }

    @ParameterizedTest
    @CsvSource({
        "NOT_CONNECTED, CONNECTION",
        "NOT_TRUSTED, CONNECTION",
        "BROKEN, CONNECTION",
        "TIMEOUT, TIMEOUT",
        "INTERRUPTED, INTERRUPTED",
        "TOO_LARGE, SERVER",
        "NOT_SENT, UNAUTHORIZED"
    })
    void each_fault_names_the_object_the_server_and_what_to_do(Kind kind, Reason reason) {
        RuntimeException failure = failures.failed(ACTION, new TransportFault(kind, "it broke", null).afterAttempts(3));

        assertThat(failure).isInstanceOfSatisfying(StoreException.class, e -> {
            assertThat(e.reason()).isEqualTo(reason);
            assertThat(e.key()).contains(KEY);
            assertThat(e.remedy()).isNotBlank();
            assertThat(e)
                    .hasMessageContaining(
                            "could not patch Deployment.apps shop/web at https://api:6443 after 3 attempts")
                    .hasMessageContaining("it broke");
        });
    }

    @Test
    void a_closed_cluster_is_a_state_of_the_caller() {
        assertThat(failures.failed(ACTION, new TransportFault(Kind.CLOSED, "closed", null)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("https://api:6443 is closed");
    }

    @ParameterizedTest
    @EnumSource(
            value = Reason.class,
            names = {"CONNECTION", "INTERRUPTED", "LISTENER", "DAMAGED"},
            mode = EnumSource.Mode.EXCLUDE)
    void each_refusal_has_a_remedy_of_its_own(Reason reason) {
        StoreException e = failures.refused(ACTION, refusal(reason));

        assertThat(e.reason()).isEqualTo(reason);
        assertThat(e.remedy()).endsWith(".").hasSizeGreaterThan(15);
        assertThat(e).hasMessageContaining("Deployment.apps shop/web").hasMessageContaining("words of the server");
    }

    @Test
    void a_namespace_that_ends_is_waited_for_and_not_granted() {
        Refusal refusal = refusal(
                403, "Forbidden", "unable to create new content in namespace shop because it is being terminated", "");

        assertThat(failures.refused(ACTION, refusal).remedy()).startsWith("Wait until the namespace is gone");
        assertThat(failures.refused(ACTION, refusal(403, "Forbidden", "no", "")).remedy())
                .contains("\"patch\" on \"deployments.apps\" in namespace shop");
    }

    private static Refusal refusal(Reason reason) {
        String words = "words of the server";
        return switch (reason) {
            case NOT_FOUND -> refusal(404, "NotFound", words, ",\"details\":{\"name\":\"web\"}");
            case UNKNOWN_KIND -> refusal(404, "NotFound", words, "");
            case ALREADY_EXISTS -> refusal(409, "AlreadyExists", words, "");
            case CHANGED -> refusal(409, "Conflict", words, "");
            case FIELD_CONFLICT ->
                refusal(
                        409,
                        "Conflict",
                        words,
                        ",\"details\":{\"causes\":[{\"reason\":\"FieldManagerConflict\",\"message\":\"conflict with"
                                + " \\\"m\\\"\",\"field\":\".a\"}]}");
            case INVALID -> refusal(422, "Invalid", words, "");
            case IMMUTABLE -> refusal(422, "Invalid", words + ": field is immutable", "");
            case UNAUTHORIZED -> refusal(401, "Unauthorized", words, "");
            case FORBIDDEN -> refusal(403, "Forbidden", words, "");
            case EXPIRED -> refusal(410, "Expired", words, "");
            case UNAVAILABLE -> refusal(503, "ServiceUnavailable", words, "");
            case TIMEOUT -> refusal(408, "Timeout", words, "");
            case UNSUPPORTED -> refusal(405, "MethodNotAllowed", words, "");
            default -> refusal(500, "InternalError", words, "");
        };
    }

    private static Refusal refusal(int status, String reason, String message, String more) {
        String body = "{\"kind\":\"Status\",\"reason\":\"" + reason + "\",\"message\":\"" + message + "\"" + more + "}";
        return Refusal.of(new Reply(status, Map.of(), body.getBytes(StandardCharsets.UTF_8), 1), MapValue.EMPTY);
    }
}
