// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.plan;

import io.meshkit.document.JsonPointer;
import io.meshkit.finding.Finding;
import io.meshkit.resource.Rejection;
import io.meshkit.resource.Resource;
import io.meshkit.resource.StoreException.Reason;
import java.util.List;
import java.util.Optional;

/** Turns a server's refusal into findings at the lines of the user's file that caused it. */
final class Refusals {

    private Refusals() {}

    /** @param known what is told already and is not told again */
    static List<Finding> of(Resource desired, Rejection rejection, KnownErrors known) {
        if (rejection.causes().isEmpty()) {
            return List.of(finding(desired, rejection, Optional.empty()));
        }
        return known.unknown(desired.key(), rejection.causes()).stream()
                .map(cause -> finding(desired, rejection, Optional.of(cause)))
                .toList();
    }

    private static Finding finding(Resource desired, Rejection rejection, Optional<Rejection.Cause> cause) {
        JsonPointer pointer = cause.flatMap(Rejection.Cause::pointer).orElse(JsonPointer.ROOT);
        String field = cause.map(Rejection.Cause::field).orElse("");
        Finding.Builder finding = switch (rejection.reason()) {
            case FIELD_CONFLICT -> conflict(desired, rejection, cause, field);
            case IMMUTABLE ->
                Finding.error(
                                PlanCodes.IMMUTABLE,
                                (field.isEmpty() ? "a field" : field) + " of " + desired.key()
                                        + " cannot be changed in place: " + words(rejection, cause)
                                        + ". Allow replacing to delete it and make it anew.")
                        .parameter("field", field);
            default ->
                Finding.error(
                                PlanCodes.REJECTED,
                                "the server would not take " + desired.key() + ": "
                                        + (field.isEmpty() ? "" : field + ": ") + words(rejection, cause))
                        .parameter("field", field)
                        .parameter("reason", rejection.reason().name());
        };
        return finding.resource(desired.key())
                .pointer(pointer)
                .at(RefusedPlace.of(desired.body(), pointer, words(rejection, cause)))
                .build();
    }

    private static Finding.Builder conflict(
            Resource desired, Rejection rejection, Optional<Rejection.Cause> cause, String field) {
        String manager = cause.flatMap(Rejection.Cause::manager).orElse("another manager");
        String what = field.isEmpty() ? words(rejection, cause) : field;
        return Finding.error(
                        PlanCodes.CONFLICT,
                        what + " of " + desired.key() + " belongs to \"" + manager
                                + "\". Leave the field out, or force conflicts to take it over.")
                .parameter("field", field)
                .parameter("manager", manager);
    }

    private static String words(Rejection rejection, Optional<Rejection.Cause> cause) {
        return cause.map(Rejection.Cause::message)
                .filter(message -> !message.isBlank())
                .orElse(rejection.message());
    }

    /**
     * Whether a webhook in the way cannot do dry runs, so that nothing is known
     * (kubernetes/apiserver:pkg/admission/plugin/webhook/errors/statuserror.go).
     */
    static boolean isDryRunUnsupported(Rejection rejection) {
        return rejection.message().contains("does not support dry run");
    }

    static boolean isImmutable(Rejection rejection) {
        return rejection.reason() == Reason.IMMUTABLE;
    }
}
