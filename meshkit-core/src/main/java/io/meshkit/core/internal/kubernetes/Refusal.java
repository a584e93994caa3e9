// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.kubernetes;

import io.meshkit.core.internal.json.JsonReader;
import io.meshkit.core.internal.json.JsonWriter;
import io.meshkit.core.internal.kubernetes.KubernetesTransport.Reply;
import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.NumberValue;
import io.meshkit.document.Value;
import io.meshkit.resource.Rejection;
import io.meshkit.resource.Rejection.Cause;
import io.meshkit.resource.StoreException.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an API server says when it refuses: a {@code Status}, or plain text from something in front of it. Says which {@link Reason} it is
 * and where in the body it lies.
 */
final class Refusal {

    private static final Pattern TYPED_PATCH =
            Pattern.compile("failed to create typed \\w+ object \\([^)]*\\): (.*)", Pattern.DOTALL);
    private static final Pattern TYPED_CAUSE = Pattern.compile("\\s*(\\.[^\\s:]*(?:\"[^\"]*\"[^\\s:]*)*): (.+)");
    /** A value of the right JSON type that the server's own type cannot read; the words name no field. */
    private static final Pattern CONVERSION =
            Pattern.compile("failed to convert new object \\([^)]*\\) to proper version: (.*)", Pattern.DOTALL);

    private static final Pattern CONFLICT_MANAGER = Pattern.compile("conflicts? with \"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Pattern IMMUTABLE = Pattern.compile(
            "immutable|may not change|cannot change|cannot be changed|updates to \\w+ spec for fields other than",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern DENIED = Pattern.compile("denied (?:the )?request", Pattern.CASE_INSENSITIVE);
    /** Combined schemas are complained of without a field ({@code k8s.io/kube-openapi:pkg/validation/validate/schema_props.go}). */
    private static final Pattern COMBINED_SCHEMA =
            Pattern.compile("\"([^\"]+)\" must (?:not )?validate (?:one and only one|at least one|all the|the) schema");

    private static final int LONGEST_MESSAGE = 4_000;

    private final int status;
    private final String serverReason;
    private final String message;
    private final String kindName;
    private final String objectName;
    private final List<Cause> causes;
    private final Reason reason;

    private Refusal(Reply reply, MapValue body, MapValue sent) {
        this.status = reply.status();
        this.serverReason = body.text("reason").orElse("");
        this.message = words(reply, body);
        MapValue details = body.map("details").orElse(MapValue.EMPTY);
        this.kindName = details.text("kind").orElse("");
        this.objectName = details.text("name").orElse("");
        this.causes = causes(details, sent);
        this.reason = classify(details);
    }

    /**
     * Reads a refusal.
     *
     * @param reply any answer that is not 2xx
     * @param sent the body that was sent, to find the fields in; empty when none was
     */
    static Refusal of(Reply reply, MapValue sent) {
        return new Refusal(reply, statusOf(reply), sent);
    }

    /** Reads a {@code Status} that came inside a stream. */
    static Refusal ofStatus(MapValue status) {
        long code = status.get("code")
                .filter(NumberValue.class::isInstance)
                .map(value -> ((NumberValue) value).asLong().orElse(500))
                .orElse(500L);
        Reply reply = new Reply((int) code, Map.of(), JsonWriter.write(status), 1);
        return new Refusal(reply, status, MapValue.EMPTY);
    }

    int status() {
        return status;
    }

    Reason reason() {
        return reason;
    }

    /** The server's words. */
    String message() {
        return message;
    }

    List<Cause> causes() {
        return causes;
    }

    Rejection rejection() {
        return new Rejection(reason, message, causes);
    }

    /** Whether it is the namespace of the object that is not there, rather than the object. */
    boolean isMissingNamespace() {
        return reason == Reason.NOT_FOUND && kindName.equals("namespaces");
    }

    /** Whether the answer points somewhere else: an API server does not do so, what stands in front of it does. */
    boolean isRedirect() {
        return status >= 300 && status < 400;
    }

    /** Whether the object's namespace is on its way out. */
    boolean isTerminatingNamespace() {
        return status == 403 && message.contains("because it is being terminated");
    }

    private static MapValue statusOf(Reply reply) {
        try {
            MapValue body = JsonReader.readMap(reply.body());
            return body.text("kind").filter("Status"::equals).isPresent() ? body : MapValue.EMPTY;
        } catch (JsonReader.MalformedException e) {
            return MapValue.EMPTY;
        }
    }

    private static String words(Reply reply, MapValue body) {
        String words = body.text("message").orElseGet(reply::text).strip();
        if (words.isEmpty()) {
            words = reply.header("location")
                    .map(elsewhere -> "it points to " + elsewhere)
                    .orElse("no words with it");
        }
        return words.length() <= LONGEST_MESSAGE ? words : words.substring(0, LONGEST_MESSAGE) + "…";
    }

    private List<Cause> causes(MapValue details, MapValue sent) {
        List<Cause> found = new ArrayList<>();
        for (Value value : details.list("causes").orElse(ListValue.EMPTY)) {
            if (value instanceof MapValue cause) {
                String words = cause.text("message").orElse("");
                String field = cause.text("field")
                        .filter(name -> !name.isEmpty() && !name.equals("<nil>"))
                        .orElseGet(() -> fieldIn(words));
                found.add(cause(field, words, sent));
            }
        }
        Matcher typed = TYPED_PATCH.matcher(message);
        if (found.isEmpty() && typed.find()) {
            for (String line : typed.group(1).split("\n", -1)) {
                Matcher one = TYPED_CAUSE.matcher(line);
                if (one.matches()) {
                    found.add(cause(one.group(1), one.group(2), sent));
                }
            }
        }
        Matcher conversion = CONVERSION.matcher(message);
        if (found.isEmpty() && conversion.find()) {
            String words = conversion.group(1);
            UnreadableValue.find(words, sent)
                    .ifPresent(place ->
                            found.add(new Cause(place.toString(), Optional.of(place), words, Optional.empty())));
        }
        return List.copyOf(found);
    }

    private static String fieldIn(String words) {
        Matcher combined = COMBINED_SCHEMA.matcher(words);
        return combined.find() ? combined.group(1) : "";
    }

    private static Cause cause(String field, String words, MapValue sent) {
        Matcher manager = CONFLICT_MANAGER.matcher(words);
        return new Cause(
                field,
                FieldPath.parse(field).map(path -> path.in(sent)),
                words,
                manager.find() ? Optional.of(manager.group(1)) : Optional.empty());
    }

    private Reason classify(MapValue details) {
        if (DENIED.matcher(message).find() && status >= 400 && status < 500) {
            return Reason.INVALID;
        }
        return switch (status) {
            case 400, 413 -> Reason.INVALID;
            case 401 -> Reason.UNAUTHORIZED;
            case 403 -> Reason.FORBIDDEN;
            case 404 -> objectName.isEmpty() ? Reason.UNKNOWN_KIND : Reason.NOT_FOUND;
            case 405, 406, 415 -> Reason.UNSUPPORTED;
            case 408 -> Reason.TIMEOUT;
            case 409 -> conflict(details);
            case 410 -> Reason.EXPIRED;
            case 422 -> isOtherObject() ? Reason.CHANGED : isImmutable() ? Reason.IMMUTABLE : Reason.INVALID;
            case 429, 503, 504 -> Reason.UNAVAILABLE;
            case 500 -> serverReason.isEmpty() && isOfTheBody() ? Reason.INVALID : Reason.SERVER;
            default -> Reason.SERVER;
        };
    }

    /** Whether the words complain of what was sent. */
    private boolean isOfTheBody() {
        return TYPED_PATCH.matcher(message).find()
                || CONVERSION.matcher(message).find();
    }

    private Reason conflict(MapValue details) {
        if (serverReason.equals("AlreadyExists")) {
            return Reason.ALREADY_EXISTS;
        }
        boolean ownership = details.list("causes").orElse(ListValue.EMPTY).items().stream()
                .anyMatch(value -> value instanceof MapValue cause
                        && cause.text("reason")
                                .filter("FieldManagerConflict"::equals)
                                .isPresent());
        return ownership ? Reason.FIELD_CONFLICT : Reason.CHANGED;
    }

    /** An apply to an object that was replaced meanwhile: the uid that was expected counts as an attempt to change it. */
    private boolean isOtherObject() {
        return causes.stream().anyMatch(cause -> cause.field().equals("metadata.uid"));
    }

    /** Only when all complaints are of that sort: a replacement would not help against the others. */
    private boolean isImmutable() {
        List<Cause> real =
                causes.stream().filter(cause -> !cause.field().isEmpty()).toList();
        return real.isEmpty()
                ? IMMUTABLE.matcher(message).find()
                : real.stream()
                        .allMatch(cause -> IMMUTABLE.matcher(cause.message()).find());
    }
}
