// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshkit.core.internal.json.JsonWriter;
import io.meshkit.core.internal.kubernetes.KubernetesTransport.Reply;
import io.meshkit.document.JsonPointer;
import io.meshkit.document.MapValue;
import io.meshkit.resource.Rejection.Cause;
import io.meshkit.resource.StoreException.Reason;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Answers of kube-apiserver 1.36, as they were recorded. */
class RefusalTest {

    private static Refusal refusal(int status, String body) {
        return refusal(status, body, MapValue.EMPTY);
    }

    private static Refusal refusal(int status, String body, MapValue sent) {
        return Refusal.of(new Reply(status, Map.of(), body.getBytes(StandardCharsets.UTF_8), 1), sent);
    }

    private static Refusal status(int code, String reason, String message, String details) {
        return refusal(code, text(code, reason, message, details));
    }

    private static String text(int code, String reason, String message, String details) {
        MapValue.Builder status = MapValue.builder()
                .put("kind", "Status")
                .put("apiVersion", "v1")
                .put("status", "Failure")
                .put("message", message)
                .put("code", code)
                .put("details", Json.value(details));
        if (!reason.isEmpty()) {
            status.put("reason", reason);
        }
        return new String(JsonWriter.write(status.build()), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400 | BadRequest | strict decoding error: unknown field \"datta\" | INVALID",
                "401 | Unauthorized | Unauthorized | UNAUTHORIZED",
                "403 | Forbidden | namespaces is forbidden | FORBIDDEN",
                "403 | Forbidden | admission webhook \"x.y.z\" denied the request: no | INVALID",
                "404 | NotFound | the server could not find the requested resource | UNKNOWN_KIND",
                "405 | MethodNotAllowed | the server does not allow this method | UNSUPPORTED",
                "409 | AlreadyExists | configmaps \"c\" already exists | ALREADY_EXISTS",
                "409 | Conflict | Operation cannot be fulfilled on configmaps \"c\": the object has been modified |"
                        + " CHANGED",
                "409 | Conflict | Precondition failed: UID in precondition: x, UID in object meta: y | CHANGED",
                "410 | Expired | The provided continue parameter is too old | EXPIRED",
                "413 | RequestEntityTooLarge | Request entity too large | INVALID",
                "415 | UnsupportedMediaType | the body of the request was in an unknown format | UNSUPPORTED",
                "422 | Invalid | spec.replicas: Invalid value: -1 | INVALID",
                "422 | Invalid | Deployment.apps \"d\" is invalid: spec.selector: Invalid value: {}: field is"
                        + " immutable | IMMUTABLE",
                "422 | Invalid | Service \"s\" is invalid: spec.clusterIPs[0]: Invalid value: []: may not change once"
                        + " set | IMMUTABLE",
                "422 | Invalid | StatefulSet.apps \"s\" is invalid: spec: Forbidden: updates to statefulset spec for"
                        + " fields other than 'replicas' are forbidden | IMMUTABLE",
                "422 | Invalid | roleRef: Invalid value: {}: cannot change roleRef | IMMUTABLE",
                "429 | TooManyRequests | slow down | UNAVAILABLE",
                "500 | InternalError | Internal error occurred: failed calling webhook | SERVER",
                "503 | ServiceUnavailable | starting | UNAVAILABLE",
                "504 | Timeout | request did not complete | UNAVAILABLE",
                "302 | '' | Found | SERVER"
            })
    void each_refusal_has_its_reason(int code, String reason, String message, Reason expected) {
        assertThat(status(code, reason, message, "{}").reason()).isEqualTo(expected);
    }

    @Test
    void what_is_not_there_is_told_from_a_kind_that_is_not_served() {
        assertThat(status(404, "NotFound", "configmaps \"c\" not found", "{\"name\":\"c\",\"kind\":\"configmaps\"}")
                        .reason())
                .isEqualTo(Reason.NOT_FOUND);
        assertThat(refusal(404, "404 page not found\n").reason()).isEqualTo(Reason.UNKNOWN_KIND);
        assertThat(status(404, "NotFound", "namespaces \"n\" not found", "{\"name\":\"n\",\"kind\":\"namespaces\"}")
                        .isMissingNamespace())
                .isTrue();
    }

    @Test
    void a_conflict_of_ownership_names_each_manager_and_field() {
        Refusal refusal = status(
                409,
                "Conflict",
                "Apply failed with 2 conflicts: conflict with \"mgr-a\": .data.a\n"
                        + "conflict with \"kubectl-edit\" using v1: .data.b",
                """
                {"causes":[{"reason":"FieldManagerConflict","message":"conflict with \\"mgr-a\\"","field":".data.a"},
                 {"reason":"FieldManagerConflict","message":"conflict with \\"kubectl-edit\\" using v1","field":".data.b"}]}\
                """);

        assertThat(refusal.reason()).isEqualTo(Reason.FIELD_CONFLICT);
        assertThat(refusal.causes())
                .extracting(cause -> cause.manager().orElseThrow())
                .containsExactly("mgr-a", "kubectl-edit");
        assertThat(refusal.causes().get(1).pointer()).contains(JsonPointer.of("data", "b"));
    }

    @Test
    void a_typed_patch_with_several_faults_gives_each_its_place() {
        MapValue sent = Json.map("{\"spec\":{\"containers\":[{\"name\":\"x\"}]}}");
        Refusal refusal = refusal(
                500,
                text(
                        500,
                        "",
                        "failed to create typed patch object (shop/w2; parts.example.com/v1, Kind=Widget): errors:\n"
                                + "  .spec.weight: expected numeric (int or float), got string\n"
                                + "  .spec.zzz: field not declared in schema\n"
                                + "  .spec.containers[name=\"x\"].imgae: field not declared in schema",
                        "{}"),
                sent);

        assertThat(refusal.reason()).isEqualTo(Reason.INVALID);
        assertThat(refusal.causes())
                .extracting(Cause::field)
                .containsExactly(".spec.weight", ".spec.zzz", ".spec.containers[name=\"x\"].imgae");
        assertThat(refusal.causes().get(2).pointer()).contains(JsonPointer.parse("/spec/containers/0/imgae"));
        assertThat(refusal.causes().get(0).message()).isEqualTo("expected numeric (int or float), got string");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        error decoding from json: illegal base64 data at input byte 3 | {"data":{"a":"c291bmQ=","b":"not base64!!"}} | /data/b
        error decoding from json: illegal base64 data at input byte 3 | {"binaryData":{"b":"abc"}} | /binaryData/b
        quantities must match the regular expression '^(x)$' | {"spec":{"c":[{"resources":{"limits":{"cpu":"lots"},"requests":{"cpu":"1.5","memory":"1Gi"}}}]}} | /spec/c/0/resources/limits/cpu
        quantities must match the regular expression '^(x)$' | {"spec":{"volumes":[{"emptyDir":{"sizeLimit":"big"}}]}} | /spec/volumes/0/emptyDir/sizeLimit
        """)
    void a_value_that_the_servers_type_cannot_read_is_found_by_its_sort(String words, String sent, String place) {
        String message = "failed to convert new object (default/a; /v1, Kind=X) to proper version: unable to convert"
                + " unstructured object to /v1, Kind=X: " + words;
        Refusal refusal = refusal(500, text(500, "", message, "{}"), Json.map(sent));

        assertThat(refusal.reason()).isEqualTo(Reason.INVALID);
        assertThat(refusal.causes()).singleElement().satisfies(cause -> {
            assertThat(cause.pointer()).contains(JsonPointer.parse(place));
            assertThat(cause.message()).endsWith(words);
        });
    }

    @Test
    void a_500_without_reason_that_is_no_typed_patch_is_the_servers() {
        assertThat(status(500, "", "etcdserver: leader changed", "{}").reason()).isEqualTo(Reason.SERVER);
        assertThat(status(500, "InternalError", "failed to create typed patch object (x): .a: b", "{}")
                        .reason())
                .isEqualTo(Reason.SERVER);
    }

    @Test
    void a_complaint_beside_an_immutable_field_makes_it_invalid() {
        String causes = """
            {"causes":[{"field":"spec.selector","message":"Invalid value: field is immutable"},{"field":"spec.replicas","message":"Invalid value: -1"}]}\
            """;

        assertThat(status(422, "Invalid", "two: field is immutable", causes).reason())
                .isEqualTo(Reason.INVALID);
    }

    @Test
    void an_expected_uid_that_does_not_fit_means_that_the_object_was_replaced() {
        String causes = "{\"causes\":[{\"field\":\"metadata.uid\",\"message\":\"Invalid value: \\\"u\\\": field is"
                + " immutable\"}]}";

        assertThat(status(422, "Invalid", "metadata.uid: field is immutable", causes)
                        .reason())
                .isEqualTo(Reason.CHANGED);
    }

    @Test
    void a_cause_without_a_field_has_no_place() {
        Refusal refusal = status(
                422,
                "Invalid",
                "x",
                "{\"causes\":[{\"field\":\"<nil>\",\"message\":\"some validation rules were not checked\"}]}");

        assertThat(refusal.causes().get(0).field()).isEmpty();
        assertThat(refusal.causes().get(0).pointer()).isEmpty();
    }

    @Test
    void a_complaint_of_combined_schemas_names_its_field_in_its_words() {
        Refusal refusal = status(
                422,
                "Invalid",
                "x",
                "{\"causes\":[{\"field\":\"<nil>\",\"message\":\"Invalid value: \\\"\\\":"
                        + " \\\"spec.http[0].match[0].uri\\\" must validate one and only one schema (oneOf). Found 2 valid"
                        + " alternatives\"}]}");

        assertThat(refusal.causes().get(0).field()).isEqualTo("spec.http[0].match[0].uri");
        assertThat(refusal.causes().get(0).pointer()).contains(JsonPointer.parse("/spec/http/0/match/0/uri"));
    }

    @Test
    void plain_text_of_something_in_front_is_kept_and_bounded() {
        assertThat(refusal(502, "<html>bad gateway</html>").message()).isEqualTo("<html>bad gateway</html>");
        assertThat(refusal(502, "").message()).isEqualTo("no words with it");
        assertThat(refusal(502, "x".repeat(100_000)).message()).hasSizeLessThan(5_000);
    }
}
