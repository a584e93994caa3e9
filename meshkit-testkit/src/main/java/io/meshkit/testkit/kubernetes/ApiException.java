// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.kubernetes;

import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.TextValue;
import io.meshkit.document.Value;
import io.meshkit.testkit.kubernetes.internal.fields.FieldConflictException;
import io.meshkit.testkit.kubernetes.internal.kinds.ServedKind;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** A request is refused, with the words and the {@code Status} of a Kubernetes API server. */
final class ApiException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int code;
    private final String reason;
    private final String words;
    private final transient MapValue details;
    private final transient MapValue metadata;

    private ApiException(int code, String reason, String message, MapValue details) {
        this(code, reason, message, details, MapValue.EMPTY);
    }

    private ApiException(int code, String reason, String message, MapValue details, MapValue metadata) {
        super(message, null, false, false);
        this.words = message;
        this.code = code;
        this.reason = reason;
        this.details = details;
        this.metadata = metadata;
    }

    /** One complaint in a {@code Status}. */
    record Cause(String reason, String message, String field) {}

    int code() {
        return code;
    }

    /** The body of the answer. */
    MapValue status() {
        MapValue.Builder status = MapValue.builder()
                .put("kind", "Status")
                .put("apiVersion", "v1")
                .put("metadata", metadata)
                .put("status", "Failure")
                .put("message", words);
        if (!reason.isEmpty()) {
            status.put("reason", reason);
        }
        if (!details.isEmpty()) {
            status.put("details", details);
        }
        return status.put("code", code).build();
    }

    static ApiException of(int code, String reason, String message) {
        return new ApiException(code, reason, message, MapValue.EMPTY);
    }

    static ApiException of(int code, String reason, String message, OptionalInt retryAfterSeconds) {
        MapValue details = retryAfterSeconds.isPresent()
                ? MapValue.builder()
                        .put("retryAfterSeconds", retryAfterSeconds.getAsInt())
                        .build()
                : MapValue.EMPTY;
        return new ApiException(code, reason, message, details);
    }

    static ApiException badRequest(String message) {
        return of(400, "BadRequest", message);
    }

    static ApiException unauthorized() {
        return of(401, "Unauthorized", "Unauthorized");
    }

    static ApiException forbidden(ServedKind kind, String name, String why) {
        return forbidden(kind.group(), kind.plural(), name, why, List.of());
    }

    static ApiException forbidden(String group, String plural, String name, String why, List<Cause> causes) {
        String resource = group.isEmpty() ? plural : plural + "." + group;
        String subject = name.isEmpty() ? resource : resource + " \"" + name + "\"";
        return new ApiException(
                403, "Forbidden", subject + " is forbidden: " + why, details(name, group, plural, causes));
    }

    static ApiException unknownPath() {
        return new ApiException(404, "NotFound", "the server could not find the requested resource", MapValue.EMPTY);
    }

    static ApiException notFound(ServedKind kind, String name) {
        return new ApiException(
                404,
                "NotFound",
                kind.resource() + " \"" + name + "\" not found",
                details(name, kind.group(), kind.plural(), List.of()));
    }

    static ApiException namespaceNotFound(String namespace) {
        return new ApiException(
                404,
                "NotFound",
                "namespaces \"" + namespace + "\" not found",
                details(namespace, "", "namespaces", List.of()));
    }

    static ApiException methodNotAllowed() {
        return of(405, "MethodNotAllowed", "the server does not allow this method on the requested resource");
    }

    static ApiException alreadyExists(ServedKind kind, String name) {
        return new ApiException(
                409,
                "AlreadyExists",
                kind.resource() + " \"" + name + "\" already exists",
                details(name, kind.group(), kind.plural(), List.of()));
    }

    static ApiException conflict(ServedKind kind, String name, String why) {
        return new ApiException(
                409,
                "Conflict",
                "Operation cannot be fulfilled on " + kind.resource() + " \"" + name + "\": " + why,
                details(name, kind.group(), kind.plural(), List.of()));
    }

    /** A precondition of a deletion does not hold; here the server names the kind, not its plural. */
    static ApiException precondition(ServedKind kind, String name, String why) {
        return new ApiException(
                409,
                "Conflict",
                "Operation cannot be fulfilled on " + kind.groupKind() + " \"" + name + "\": " + why,
                details(name, kind.group(), kind.kind(), List.of()));
    }

    static ApiException modified(ServedKind kind, String name) {
        return conflict(
                kind,
                name,
                "the object has been modified; please apply your changes to the latest version and try again");
    }

    static ApiException ownedByOthers(FieldConflictException conflict) {
        List<Cause> causes = conflict.conflicts().stream()
                .map(each -> new Cause("FieldManagerConflict", "conflict with " + each.manager(), each.path()))
                .toList();
        return new ApiException(409, "Conflict", conflict.serverMessage(), details("", "", "", causes));
    }

    static ApiException expired(String message) {
        return of(410, "Expired", message);
    }

    static ApiException expiredPage(String token, String message) {
        return new ApiException(410, "Expired", message, MapValue.EMPTY, MapValue.of("continue", TextValue.of(token)));
    }

    static ApiException tooLargeVersion(long asked, long current) {
        String words = "Too large resource version";
        MapValue details = details("", "", "", List.of(new Cause("ResourceVersionTooLarge", words, "")));
        return new ApiException(
                504,
                "Timeout",
                "Timeout: " + words + ": " + asked + ", current: " + current,
                details.toBuilder().put("retryAfterSeconds", 1).build());
    }

    static ApiException unsupportedMediaType(List<String> known) {
        return of(
                415,
                "UnsupportedMediaType",
                "the body of the request was in an unknown format - accepted media types include: "
                        + String.join(", ", known));
    }

    /** 422 with causes; the message is made of them as the server makes it (kubernetes/apimachinery:pkg/api/errors/errors.go). */
    static ApiException invalid(String group, String kind, String name, List<Cause> causes) {
        List<String> complaints = new ArrayList<>();
        causes.forEach(cause -> complaints.add(cause.field() + ": " + cause.message()));
        String all = complaints.size() == 1 ? complaints.get(0) : "[" + String.join(", ", complaints) + "]";
        String groupKind = group.isEmpty() ? kind : kind + "." + group;
        return new ApiException(
                422, "Invalid", groupKind + " \"" + name + "\" is invalid: " + all, details(name, group, kind, causes));
    }

    static ApiException invalid(ServedKind kind, String name, List<Cause> causes) {
        return invalid(kind.group(), kind.kind(), name, causes);
    }

    static ApiException required(String group, String kind, String name, String field, String why) {
        return invalid(group, kind, name, List.of(new Cause("FieldValueRequired", "Required value: " + why, field)));
    }

    static ApiException unprocessable(String message) {
        return of(422, "Invalid", message);
    }

    /** What server-side apply answers when the configuration does not fit the schema: 500, and no reason at all. */
    static ApiException untypedFailure(String message) {
        return of(500, "", message);
    }

    private static MapValue details(String name, String group, String kind, List<Cause> causes) {
        MapValue.Builder details = MapValue.builder();
        putUnlessEmpty(details, "name", name);
        putUnlessEmpty(details, "group", group);
        putUnlessEmpty(details, "kind", kind);
        if (!causes.isEmpty()) {
            List<Value> written = new ArrayList<>();
            for (Cause cause : causes) {
                written.add(MapValue.builder()
                        .put("reason", cause.reason())
                        .put("message", cause.message())
                        .put("field", cause.field())
                        .build());
            }
            details.put("causes", ListValue.of(written));
        }
        return details.build();
    }

    private static void putUnlessEmpty(MapValue.Builder details, String key, String text) {
        if (!text.isEmpty()) {
            details.put(key, text);
        }
    }
}
