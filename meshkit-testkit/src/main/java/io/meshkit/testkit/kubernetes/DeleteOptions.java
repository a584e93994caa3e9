// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.kubernetes;

import io.meshkit.document.BooleanValue;
import io.meshkit.document.MapValue;
import java.util.List;
import java.util.Optional;

/**
 * How an object is to be deleted. A body is taken instead of the query, never beside it
 * (kubernetes/apiserver:pkg/endpoints/handlers/delete.go).
 *
 * @param policy what becomes of dependants: {@code Background}, {@code Foreground}, {@code Orphan}
 * @param explicit whether the request said so, or the kind decided
 * @param waits whether the request asked, in the old form, to be told when the object does not go at once
 * @param dryRun whether nothing is to be deleted
 * @param uid the expected uid
 * @param version the expected version
 */
record DeleteOptions(
        String policy,
        boolean explicit,
        boolean waits,
        boolean dryRun,
        Optional<String> uid,
        Optional<String> version) {

    private static final List<String> POLICIES = List.of("Foreground", "Background", "Orphan");

    static DeleteOptions of(Call call) {
        boolean inBody = call.request().body().length > 0;
        MapValue body = inBody ? call.options() : MapValue.EMPTY;
        Query query = call.query();
        Optional<String> policy = inBody ? body.text("propagationPolicy") : query.text("propagationPolicy");
        Optional<String> orphans = inBody
                ? body.get("orphanDependents")
                        .filter(BooleanValue.class::isInstance)
                        .map(Object::toString)
                : query.text("orphanDependents");
        boolean dryRun =
                inBody ? body.list("dryRun").filter(list -> list.size() > 0).isPresent() : query.dryRun();
        check(policy, orphans);
        MapValue preconditions = body.map("preconditions").orElse(MapValue.EMPTY);
        String byKind = call.kind().deletion().orphans() ? "Orphan" : "Background";
        return new DeleteOptions(
                policy.or(() -> orphans.map(yes -> yes.equals("true") ? "Orphan" : "Background"))
                        .orElse(byKind),
                policy.isPresent() || orphans.isPresent(),
                orphans.filter("false"::equals).isPresent(),
                dryRun,
                preconditions.text("uid"),
                preconditions.text("resourceVersion"));
    }

    private static void check(Optional<String> policy, Optional<String> orphans) {
        if (policy.isPresent() && orphans.isPresent()) {
            throw invalid(
                    "FieldValueInvalid",
                    "Invalid value: \"" + policy.get()
                            + "\": orphanDependents and deletionPropagation cannot be both set");
        }
        if (policy.isPresent() && !POLICIES.contains(policy.get())) {
            throw invalid(
                    "FieldValueNotSupported",
                    "Unsupported value: \"" + policy.get()
                            + "\": supported values: \"Foreground\", \"Background\", \"Orphan\", \"nil\"");
        }
    }

    private static ApiException invalid(String reason, String message) {
        return ApiException.invalid(
                "meta.k8s.io",
                "DeleteOptions",
                "",
                List.of(new ApiException.Cause(reason, message, "propagationPolicy")));
    }
}
